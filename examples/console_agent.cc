// SPDX-License-Identifier: Apache-2.0
// A call with an agent that was saved in the console: CreateAIAgentCall, with own numbers to call from and variables
// for the agent's prompt. Failures arrive as exceptions here; patient_follow_up.cc does without.
//
//     console_agent SDK_APP_ID AGENT_ID CALLEE [CALLER...]
//
// Environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (with temporary keys TENCENTCLOUD_TOKEN too) sign the
// request. TCCC_ENDPOINT and TCCC_CA_FILE name another host and its authority: `tccc mock`, or
// ccc.intl.tencentcloudapi.com. Exit status: 0 placed, 2 usage or request, 3 rejected, 6 unknown: a phone may be
// ringing, 7 not sent.
#include <tccc/tccc.h>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

template <class Id>
bool parse_id(std::string_view text, Id& id) {
  const char* end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, id);
  return fault == std::errc() && stop == end;
}

tccc::CreateAIAgentCallResponse place(const tccc::CreateAIAgentCallRequest& request) {
  tccc::ClientOptions options;
  options.endpoint = environment("TCCC_ENDPOINT");  // empty: the service itself
  options.tls.ca_file = environment("TCCC_CA_FILE");
  const auto client = tccc::Client::create(tccc::environment_credentials(), options).value();
  return client.send(request).value();
}

int exit_status(const tccc::Error& error) {
  switch (error.outcome()) {
    case tccc::Outcome::not_sent:
      return error.code() == tccc::ErrorCode::invalid_argument ? 2 : 7;
    case tccc::Outcome::rejected:
      return 3;
    case tccc::Outcome::unknown:
      return 6;
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  tccc::CreateAIAgentCallRequest request;
  if (argc < 4 || !parse_id(argv[1], request.sdk_app_id) || !parse_id(argv[2], request.ai_agent_id)) {
    std::cerr << "usage: console_agent SDK_APP_ID AGENT_ID CALLEE [CALLER...]\n";
    return 2;
  }
  request.callee = argv[3];
  request.callers = std::vector<std::string>(argv + 4, argv + argc);  // none: the service chooses a number
  request.variables = {{"customer", "Ms. Wang"}, {"appointment", "Friday at ten"}};

  // [exceptions]
  try {
    const tccc::CreateAIAgentCallResponse placed = place(request);
    std::cout << "SessionId: " << placed.session_id << "\nRequestId: " << placed.request_id << '\n';
    return 0;
  } catch (const tccc::CalleeIsBlackUserError& refusal) {  // one code
    std::cerr << "Take this number off the list: " << refusal.what() << '\n';
    return exit_status(refusal.error());
  } catch (const tccc::AuthFailureError& refusal) {  // one family of codes
    std::cerr << "Check the keys: " << refusal.what() << '\n';
    return exit_status(refusal.error());
  } catch (const tccc::ErrorException& failure) {  // every other failure of the library
    std::cerr << failure.what() << '\n';
    if (failure.error().outcome() == tccc::Outcome::unknown) {
      std::cerr << "A phone may be ringing. Look for the call before you dial again.\n";
    }
    return exit_status(failure.error());
  }
  // [exceptions]
}
