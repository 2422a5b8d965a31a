// SPDX-License-Identifier: Apache-2.0
// A peer that resets while a large request is on its way, in a process that leaves SIGPIPE as it was born with it.
#include <signal.h>

#include <optional>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "loopback/scripted_server.h"
#include "loopback/temporary_directory.h"
#include "tccc/tccc.h"
#include "testing/random_text.h"
#include "testing/throwaway_ca.h"

namespace tccc {
namespace {

// The body is larger than what sockets buffer, so the client still writes when the reset arrives.
CreateAICallRequest large_call() {
  CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008612300000000";
  request.system_prompt = std::string(8'000'000, 'x');
  request.llm = OpenAILlm{"gpt-4o-mini", Secret(testing::detail::random_uuid()), "https://api.openai.com/v1/"};
  request.voice = BuiltInVoice{voice::ZhiXi};
  return request;
}

bool is_blocked() {
  sigset_t mask;
  ::sigemptyset(&mask);
  ::pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  return ::sigismember(&mask, SIGPIPE) == 1;
}

bool is_pending() {
  sigset_t pending;
  ::sigpending(&pending);
  return ::sigismember(&pending, SIGPIPE) == 1;
}

bool is_default() {
  struct sigaction action = {};
  ::sigaction(SIGPIPE, nullptr, &action);
  return (action.sa_flags & SA_SIGINFO) == 0 && action.sa_handler == SIG_DFL;
}

struct Peer {
  explicit Peer(bool tls)
      : identity(tls ? issue() : std::nullopt), server({{loopback::ReadHead{}, loopback::Reset{}}}, identity) {}

  std::optional<testing::detail::ServerIdentity> issue() {
    const auto ca = testing::detail::ThrowawayCa::create();
    if (!ca) return {};
    ca_file = directory.write("ca.pem", ca->certificate_pem());
    const auto issued = ca->issue({{"localhost"}, {"127.0.0.1"}});
    if (!issued) return {};
    return *issued;
  }

  void send_once() const {
    ClientOptions options;
    options.endpoint = server.url();
    options.tls.ca_file = ca_file;
    options.rate_limit.requests_per_second = 0;
    const auto client =
        Client::create(static_credentials({testing::detail::random_uuid(), Secret(testing::detail::random_uuid()), {}}),
                       std::move(options));
    ASSERT_TRUE(client) << client.error();
    const auto placed = client->send(large_call());
    ASSERT_FALSE(placed);
    EXPECT_EQ(placed.error().outcome(), Outcome::unknown) << placed.error();
    EXPECT_EQ(placed.error().attempts(), 1);
  }

  loopback::TemporaryDirectory directory;
  std::string ca_file;
  std::optional<testing::detail::ServerIdentity> identity;
  loopback::ScriptedServer server;
};

class Sigpipe : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    ::signal(SIGPIPE, SIG_DFL);
    sigset_t only;
    ::sigemptyset(&only);
    ::sigaddset(&only, SIGPIPE);
    ::pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
  }
};

TEST_P(Sigpipe, DoesNotEndTheProcess) {
  const Peer peer(GetParam());
  for (int i = 0; i < 10; ++i) peer.send_once();
  EXPECT_TRUE(is_default());
  EXPECT_FALSE(is_blocked());
  EXPECT_FALSE(is_pending());
}

TEST_P(Sigpipe, StaysBlockedAndPendingForTheApplication) {
  const Peer peer(GetParam());
  sigset_t only;
  ::sigemptyset(&only);
  ::sigaddset(&only, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &only, nullptr);
  peer.send_once();
  EXPECT_TRUE(is_blocked());
  EXPECT_FALSE(is_pending()) << "the library's own is not left behind";

  ::pthread_kill(::pthread_self(), SIGPIPE);
  peer.send_once();
  EXPECT_TRUE(is_blocked());
  ASSERT_TRUE(is_pending()) << "the application's own is not taken away";
  EXPECT_TRUE(is_default());
  int taken = 0;
  ::sigwait(&only, &taken);
  EXPECT_EQ(taken, SIGPIPE);
}

INSTANTIATE_TEST_SUITE_P(Over, Sigpipe, ::testing::Bool(),
                         [](const auto& each) { return each.param ? "Tls" : "PlainHttp"; });

}  // namespace
}  // namespace tccc
