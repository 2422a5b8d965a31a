// SPDX-License-Identifier: Apache-2.0
// What a fleet shares, over fork().
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "redis_server.h"
#include "tccc/redis/concurrency_gate.h"
#include "tccc/redis/rate_limiter.h"

namespace tccc {
namespace redis_test {
namespace {

constexpr std::chrono::seconds kLife{600};

/// Whether `what` says so in a child, which has 20 s for it.
bool holds_in_a_child(const std::function<bool()>& what) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(20);
    ::_exit(what() ? 0 : 1);
  }
  int status = -1;
  return child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::shared_ptr<ConcurrencyGate> gate_on(const RedisServer& server) {
  redis::ConcurrencyGateOptions options;
  options.connection = server.connection();
  options.identity = "account";
  options.most_calls = 2;
  options.refill_time = std::chrono::seconds(0);
  auto made = redis::concurrency_gate(options);
  EXPECT_TRUE(made) << made.error();
  return *made;
}

TEST(SharedGateOverFork, LeavesConnectionAndPlacesToTheParent) {
  RedisServer server;
  server.start();
  auto gate = gate_on(server);
  const auto place = gate->try_enter(kLife);
  ASSERT_TRUE(place);
  gate->placed(*place, "s1");
  ASSERT_TRUE(gate->try_enter(kLife));

  EXPECT_TRUE(holds_in_a_child([&] {
    const auto refused = gate->try_enter(kLife);
    gate->not_placed(*place);
    gate->ended("s1");
    gate.reset();
    return !refused && refused.error().code() == ErrorCode::used_after_fork &&
           refused.error().outcome() == Outcome::not_sent;
  }));

  const auto refused = gate->try_enter(kLife);
  ASSERT_FALSE(refused) << "the child has given a place back";
  EXPECT_EQ(refused.error().code(), ErrorCode::limiter_refused);
  gate->ended("s1");
  EXPECT_TRUE(gate->try_enter(kLife));
}

TEST(SharedLimitOverFork, IsDestroyedInTheChildWithoutWaitingForTheParentsThread) {
  RedisServer server;
  server.start();
  redis::RateLimiterOptions options;
  options.connection = server.connection();
  options.identity = "account";
  options.fleet_size = 2;
  auto limiter = redis::rate_limiter(options);
  ASSERT_TRUE(limiter) << limiter.error();

  const auto starts_a_request = [&] {
    const RateLimiter::Ticket ticket = (*limiter)->enter("CreateAICall");
    return comes_true([&] { return !(*limiter)->try_start("CreateAICall", ticket, std::chrono::steady_clock::now()); });
  };

  // Its thread asks Redis now and then, and waits else.
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(starts_a_request());
    EXPECT_TRUE(holds_in_a_child([&] {
      limiter->reset();
      return true;
    }));
  }
  EXPECT_TRUE(starts_a_request());
}

}  // namespace
}  // namespace redis_test
}  // namespace tccc
