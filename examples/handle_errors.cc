// SPDX-License-Identifier: Apache-2.0
// What a job queue does with each outcome. Every callee is one job; the program places the calls one after another and
// says what is to become of each job.
//
//     handle_errors SDK_APP_ID AGENT_ID CALLEE...
//
// Environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (with temporary keys TENCENTCLOUD_TOKEN too) sign the
// requests. TCCC_ENDPOINT and TCCC_CA_FILE name another host and its authority: `tccc mock`, whose magic callees give
// every failure there is, or ccc.intl.tencentcloudapi.com. Exit status: 0 all calls are placed, 2 usage or options,
// 3 some are not, 6 of some it is unknown.
#include <tccc/tccc.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>

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

// [next-step]
enum class NextStep {
  dial_later,  // nobody's phone rang, and the cause passes by itself: put the job back, with a delay that grows
  fix_first,   // nobody's phone rang, but keys, settings or money stand in the way: a person has to look
  give_up,     // nobody's phone rang, and this call would be refused again: close the job
  find_call,   // a phone may be ringing: keep the job, and look for the call before anything else
};

NextStep next_step(const tccc::Error& error) {
  switch (error.outcome()) {
    case tccc::Outcome::unknown:
      return NextStep::find_call;
    case tccc::Outcome::not_sent:
      if (error.code() == tccc::ErrorCode::invalid_argument) return NextStep::give_up;
      if (error.code() == tccc::ErrorCode::credentials_unavailable) return NextStep::fix_first;
      return NextStep::dial_later;
    case tccc::Outcome::rejected:
      break;
  }
  switch (tccc::describe(error.code()).redial) {
    case tccc::Redial::yes:
    case tccc::Redial::after_delay:
      return NextStep::dial_later;
    case tccc::Redial::after_fix:
    case tccc::Redial::ambiguous:  // a code newer than the library, of a family that is refused before any work
      return NextStep::fix_first;
    case tccc::Redial::no:
      break;
  }
  return NextStep::give_up;
}
// [next-step]

const char* to_text(NextStep step) {
  switch (step) {
    case NextStep::dial_later:
      return "dial later";
    case NextStep::fix_first:
      return "fix first ";
    case NextStep::give_up:
      return "give up   ";
    case NextStep::find_call:
      return "find call ";
  }
  return "";
}

// Phone numbers are personal data: four digits tell the jobs of a log apart.
std::string last_digits(const std::string& callee) {
  return "..." + callee.substr(callee.size() - (callee.size() < 4 ? callee.size() : 4));
}

// [find-call]
// What a search for the call needs, besides the callee: when it may have been placed and, if an answer came, the id
// under which the service knows the request.
void print_search_hints(const tccc::Error& error) {
  if (const auto sent_at = error.first_sent_at()) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(sent_at->time_since_epoch());
    std::cout << "                   sent at Unix time " << seconds.count();
    if (!error.request_id().empty()) std::cout << ", request id " << error.request_id();
    std::cout << '\n';
  }
}
// [find-call]

}  // namespace

int main(int argc, char** argv) {
  tccc::CreateAIAgentCallRequest request;
  if (argc < 4 || !parse_id(argv[1], request.sdk_app_id) || !parse_id(argv[2], request.ai_agent_id)) {
    std::cerr << "usage: handle_errors SDK_APP_ID AGENT_ID CALLEE...\n";
    return 2;
  }

  tccc::ClientOptions options;
  options.endpoint = environment("TCCC_ENDPOINT");  // empty: the service itself
  options.tls.ca_file = environment("TCCC_CA_FILE");
  const auto client = tccc::Client::create(tccc::environment_credentials(), options);
  if (!client) {
    std::cerr << client.error() << '\n';
    return 2;
  }

  int status = 0;
  for (int i = 3; i < argc; ++i) {
    request.callee = argv[i];
    const auto placed = client->send(request);
    if (placed) {
      std::cout << last_digits(request.callee) << "  done        SessionId " << placed->session_id << '\n';
      continue;
    }
    const NextStep step = next_step(placed.error());
    std::cout << last_digits(request.callee) << "  " << to_text(step) << "  " << placed.error() << '\n';
    if (step == NextStep::find_call) print_search_hints(placed.error());
    if (status != 6) status = step == NextStep::find_call ? 6 : 3;
  }
  return status;
}
