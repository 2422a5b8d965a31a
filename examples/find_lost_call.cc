// SPDX-License-Identifier: Apache-2.0
// What a backend does when the answer to a call-placing request is lost: it looks for the call, and dials again only
// when there is proof that nobody's phone rang.
//
//     find_lost_call SDK_APP_ID AGENT_ID CALLEE [SEARCHES]
//
// Searches at most so many times (default 3) and waits in between. Environment: TENCENTCLOUD_SECRET_ID and
// TENCENTCLOUD_SECRET_KEY (with temporary keys TENCENTCLOUD_TOKEN too) sign the requests. TCCC_ENDPOINT and
// TCCC_CA_FILE name another host and its authority: `tccc mock`, or ccc.intl.tencentcloudapi.com. Exit status: 0 the
// call is placed, 2 usage or options, 3 it was not placed, 6 still unknown: keep the job, and search again later.
#include <tccc/tccc.h>

#include <charconv>
#include <chrono>
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

// [settle]
enum class Job { done, dial_again, still_unknown };

// One search. `call` is all that has to be kept with the job; it survives a restart of this program.
Job settle(const tccc::Client& client, const tccc::UnknownCall& call,
           std::chrono::system_clock::time_point& look_again_at) {
  const auto found = tccc::reconcile(client, call);
  if (!found) {  // the lists could not be read: nothing was learned, so nobody dials
    std::cerr << found.error() << '\n';
    look_again_at = client.clock().now() + std::chrono::minutes(1);
    return Job::still_unknown;
  }
  std::cout << tccc::to_string(found->placement) << '\n';
  switch (found->placement) {
    case tccc::Placement::placed:
      std::cout << "SessionId: " << found->session.session_id << '\n';
      return Job::done;
    case tccc::Placement::not_placed:
      return Job::dial_again;
    case tccc::Placement::ambiguous:  // a person picks one of found->candidates
    case tccc::Placement::not_found_yet:
      look_again_at = found->look_again_at;
      return Job::still_unknown;
  }
  return Job::still_unknown;
}
// [settle]

}  // namespace

int main(int argc, char** argv) {
  tccc::CreateAIAgentCallRequest request;
  int searches = 3;
  if (argc < 4 || argc > 5 || !parse_id(argv[1], request.sdk_app_id) || !parse_id(argv[2], request.ai_agent_id) ||
      (argc == 5 && !parse_id(argv[4], searches))) {
    std::cerr << "usage: find_lost_call SDK_APP_ID AGENT_ID CALLEE [SEARCHES]\n";
    return 2;
  }
  request.callee = argv[3];
  tccc::ClientOptions options;
  options.endpoint = environment("TCCC_ENDPOINT");  // empty: the service itself
  options.tls.ca_file = environment("TCCC_CA_FILE");
  const auto client = tccc::Client::create(tccc::environment_credentials(), options);
  if (!client) {
    std::cerr << client.error() << '\n';
    return 2;
  }

  // [lost]
  const auto placed = client->send(request);
  if (placed) {
    std::cout << "SessionId: " << placed->session_id << '\n';
    return 0;
  }
  std::cerr << placed.error() << '\n';
  if (placed.error().outcome() != tccc::Outcome::unknown) return 3;
  const tccc::UnknownCall call = tccc::unknown_call(request, placed.error());
  // [lost]

  for (int search = 1; search <= searches; ++search) {
    auto look_again_at = client->clock().now();
    const Job job = settle(*client, call, look_again_at);
    if (job == Job::done) return 0;
    if (job == Job::dial_again) return 3;
    if (search == searches) break;
    const auto pause = look_again_at - client->clock().now();
    client->clock().wait_until(client->clock().steady_now() + pause, {});
  }
  return 6;
}
