// SPDX-License-Identifier: Apache-2.0
// A hospital calls the parent of a discharged patient: CreateAICall, with model, voice and manners in the request.
//
//     patient_follow_up SDK_APP_ID CALLEE
//
// Environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (with temporary keys TENCENTCLOUD_TOKEN too) sign the
// request, OPENAI_API_KEY is handed to the model. TCCC_ENDPOINT and TCCC_CA_FILE name another host and its authority:
// `tccc mock`, or ccc.intl.tencentcloudapi.com. Exit status: 0 placed, 2 usage or request, 3 rejected, 6 unknown: a
// phone may be ringing, 7 not sent.
#include <tccc/tccc.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

bool parse_id(std::string_view text, std::int64_t& id) {
  const char* end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, id);
  return fault == std::errc() && stop == end;
}

tccc::CreateAICallRequest follow_up(std::int64_t sdk_app_id, std::string callee, tccc::Secret model_key) {
  // [request]
  tccc::CreateAICallRequest request;
  request.sdk_app_id = sdk_app_id;
  request.callee = std::move(callee);
  request.system_prompt =
      "You are Dr. Li of People's Hospital, friendly and calm. You call a parent of Xiaoming, who went home after an "
      "operation last week. Ask about fever, appetite and the wound, one question at a time. Give no diagnosis: "
      "if something sounds serious, ask them to come in. Thank them and end the call.";
  request.welcome.message = "Hello";
  request.llm = tccc::OpenAILlm{"gpt-4o-mini", std::move(model_key), "https://api.openai.com/v1/"};
  request.voice = tccc::BuiltInVoice{tccc::voice::ZhiXi};
  request.asr.languages = {tccc::language::zh, tccc::language::en};
  request.end_call.enabled = true;  // the model may hang up
  request.max_call_duration = std::chrono::minutes(5);
  // [request]
  return request;
}

int report(const tccc::Error& error) {
  // [report]
  std::cerr << error << '\n';
  switch (error.outcome()) {
    case tccc::Outcome::not_sent:
      std::cerr << "Nothing was sent, so nobody's phone rings.\n";
      return error.code() == tccc::ErrorCode::invalid_argument ? 2 : 7;
    case tccc::Outcome::rejected:
      std::cerr << tccc::describe(error.code()).meaning << '\n';
      return 3;
    case tccc::Outcome::unknown:
      std::cerr << "A phone may be ringing. Look for the call before you dial again.\n";
      return 6;
  }
  // [report]
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::int64_t sdk_app_id = 0;
  if (argc != 3 || !parse_id(argv[1], sdk_app_id)) {
    std::cerr << "usage: patient_follow_up SDK_APP_ID CALLEE\n";
    return 2;
  }

  tccc::ClientOptions options;
  options.endpoint = environment("TCCC_ENDPOINT");  // empty: the service itself
  options.tls.ca_file = environment("TCCC_CA_FILE");
  const auto client = tccc::Client::create(tccc::environment_credentials(), options);
  if (!client) return report(client.error());

  const auto request = follow_up(sdk_app_id, argv[2], tccc::Secret(environment("OPENAI_API_KEY")));
  // [lint]
  for (const tccc::LintFinding& finding : tccc::lint(request)) {
    std::cerr << "warning: " << finding.field << ": " << finding.message << '\n';
  }
  // [lint]

  const auto placed = client->send(request);
  if (!placed) return report(placed.error());
  std::cout << "SessionId: " << placed->session_id << "\nRequestId: " << placed->request_id << '\n';
  return 0;
}
