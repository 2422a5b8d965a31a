// SPDX-License-Identifier: Apache-2.0
// The first call: what a program needs at the least.
#include <tccc/tccc.h>

#include <cstdlib>
#include <iostream>
#include <string>

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

int main() {
  tccc::ClientOptions options;
  options.endpoint = environment("TCCC_ENDPOINT");  // empty: the service itself
  options.tls.ca_file = environment("TCCC_CA_FILE");

  // [first-call]
  auto client = tccc::Client::create(tccc::environment_credentials(), options);
  if (!client) {
    std::cerr << client.error() << '\n';
    return 1;
  }

  tccc::CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008612300000000";
  request.system_prompt = "You are Dr. Li, calling to ask how the patient is.";
  request.llm =
      tccc::OpenAILlm{"gpt-4o-mini", tccc::Secret(environment("OPENAI_API_KEY")), "https://api.openai.com/v1/"};
  request.voice = tccc::BuiltInVoice{"ZhiXi"};

  tccc::Result<tccc::CreateAICallResponse> placed = client->send(request);
  if (!placed) {
    std::cerr << placed.error() << '\n';
    return placed.error().outcome() == tccc::Outcome::unknown ? 6 : 1;  // 6: a phone may be ringing, do not dial again
  }
  std::cout << "SessionId: " << placed->session_id << '\n';
  // [first-call]
  return 0;
}
