// SPDX-License-Identifier: Apache-2.0
// Places many calls at once without a thread for each: as many as allowed are in flight, and the next starts when one
// ends. Prints a line of progress, and at the end what became of the calls.
//
//     many_calls SDK_APP_ID AGENT_ID CALLS IN_FLIGHT CALLEE...
//
// The callees are taken in turn. Environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (with temporary keys
// TENCENTCLOUD_TOKEN too) sign the requests. TCCC_ENDPOINT and TCCC_CA_FILE name another host and its authority, such
// as those of `tccc mock`. Exit status: 0 all calls are placed, 2 usage or options, 3 some are not, 6 of some it is
// unknown.
#include <tccc/tccc.h>

#include <charconv>
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

template <class Number>
bool parse(std::string_view text, Number& number) {
  const char* end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, number);
  return fault == std::errc() && stop == end;
}

// [window]
// Lets so many calls be in flight; what the callbacks tell it is for another thread to read.
class Window {
 public:
  explicit Window(int size) : free_(size) {}

  void enter() {
    std::unique_lock<std::mutex> lock(mutex_);
    has_changed_.wait(lock, [this] { return free_ > 0; });
    --free_;
  }

  // Called on the library's thread: quick, and without a blocking call.
  void leave(const tccc::Result<tccc::CreateAIAgentCallResponse>& placed) {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++free_;
    ++(placed ? placed_ : placed.error().outcome() == tccc::Outcome::unknown ? unknown_ : refused_);
    has_changed_.notify_all();
  }

  // Waits until more than `seen` calls have ended. How many have.
  int wait_for_more_than(int seen) {
    std::unique_lock<std::mutex> lock(mutex_);
    has_changed_.wait(lock, [&] { return placed_ + refused_ + unknown_ > seen; });
    return placed_ + refused_ + unknown_;
  }

  int placed() const { return placed_; }    // these when all has ended
  int refused() const { return refused_; }  // rejected or not sent: nobody's phone rang
  int unknown() const { return unknown_; }

 private:
  std::mutex mutex_;
  std::condition_variable has_changed_;
  int free_;
  int placed_ = 0;
  int refused_ = 0;
  int unknown_ = 0;
};
// [window]

}  // namespace

int main(int argc, char** argv) {
  tccc::CreateAIAgentCallRequest request;
  int calls = 0;
  int in_flight = 0;
  if (argc < 6 || !parse(argv[1], request.sdk_app_id) || !parse(argv[2], request.ai_agent_id) ||
      !parse(argv[3], calls) || !parse(argv[4], in_flight) || calls < 1 || in_flight < 1) {
    std::cerr << "usage: many_calls SDK_APP_ID AGENT_ID CALLS IN_FLIGHT CALLEE...\n";
    return 2;
  }
  const std::vector<std::string> callees(argv + 5, argv + argc);

  tccc::ClientOptions options;
  options.endpoint = environment("TCCC_ENDPOINT");  // empty: the service itself
  options.tls.ca_file = environment("TCCC_CA_FILE");
  const auto client = tccc::Client::create(tccc::environment_credentials(), options);
  if (!client) {
    std::cerr << client.error() << '\n';
    return 2;
  }

  // [send-async]
  Window window(in_flight);
  for (int i = 0; i < calls; ++i) {
    window.enter();
    request.callee = callees[static_cast<std::size_t>(i) % callees.size()];
    client->send_async(request, [&window](auto placed) { window.leave(placed); });
    std::cout << '\r' << i + 1 << " of " << calls << " started" << std::flush;
  }
  int ended = 0;
  while (ended < calls) {
    ended = window.wait_for_more_than(ended);
    std::cout << '\r' << ended << " of " << calls << " ended  " << std::flush;
  }
  // [send-async]
  std::cout << '\n'
            << window.placed() << " placed, " << window.refused() << " refused, " << window.unknown() << " unknown\n";
  return window.unknown() > 0 ? 6 : window.refused() > 0 ? 3 : 0;
}
