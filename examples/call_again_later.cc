// SPDX-License-Identifier: Apache-2.0
// Two calls, one after the other, written as if they blocked: a coroutine of C++20 that goes on when each has ended. If
// the callee's first number is refused, the second is called; if it is unknown whether a phone rings, none is.
//
//     call_again_later SDK_APP_ID AGENT_ID CALLEE SECOND_CALLEE
//
// Environment: as for many_calls. Exit status: 0 a call is placed, 2 usage or options, 3 none is, 6 it is unknown.
#include <tccc/coroutine.h>
#include <tccc/tccc.h>

#include <charconv>
#include <coroutine>
#include <cstdlib>
#include <exception>
#include <future>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>

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

// The coroutine type of this program; yours may come from a library. It starts at once, and its value can be waited
// for.
struct ExitStatus {
  struct promise_type {
    std::promise<int> value;

    ExitStatus get_return_object() { return {value.get_future()}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(int status) { value.set_value(status); }
    void unhandled_exception() { value.set_exception(std::current_exception()); }
  };
  std::future<int> future;
};

// [coroutine]
ExitStatus place(const tccc::Client& client, tccc::CreateAIAgentCallRequest request, std::string second_callee) {
  auto placed = co_await client.send_async(request);
  if (!placed && placed.error().outcome() != tccc::Outcome::unknown) {
    std::cout << placed.error() << '\n';
    request.callee = second_callee;
    placed = co_await client.send_async(request);
  }
  if (placed) {
    std::cout << "SessionId " << placed->session_id << '\n';
    co_return 0;
  }
  std::cout << placed.error() << '\n';
  co_return placed.error().outcome() == tccc::Outcome::unknown ? 6 : 3;
}
// [coroutine]

}  // namespace

int main(int argc, char** argv) {
  tccc::CreateAIAgentCallRequest request;
  if (argc != 5 || !parse(argv[1], request.sdk_app_id) || !parse(argv[2], request.ai_agent_id)) {
    std::cerr << "usage: call_again_later SDK_APP_ID AGENT_ID CALLEE SECOND_CALLEE\n";
    return 2;
  }
  request.callee = argv[3];

  const auto client =
      tccc::Client::create(tccc::environment_credentials(),
                           {.endpoint = environment("TCCC_ENDPOINT"), .tls = {.ca_file = environment("TCCC_CA_FILE")}});
  if (!client) {
    std::cerr << client.error() << '\n';
    return 2;
  }
  return place(*client, request, argv[4]).future.get();
}
