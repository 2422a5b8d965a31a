// SPDX-License-Identifier: Apache-2.0
// Calls in progress of a fleet, counted in a real Redis. Two gates are two processes.
#include "tccc/redis/concurrency_gate.h"

#include <string>

#include <gtest/gtest.h>

#include "../unit/fake_clock.h"
#include "redis/link.h"
#include "redis_server.h"

namespace tccc {
namespace redis_test {
namespace {

using std::chrono::seconds;

constexpr seconds kLife{600};

class SharedGate : public ::testing::Test {
 protected:
  void SetUp() override { server_.start(); }

  std::shared_ptr<ConcurrencyGate> gate(std::size_t most, seconds refill_time = seconds(0)) {
    redis::ConcurrencyGateOptions options;
    options.connection = server_.connection();
    options.identity = "account";
    options.most_calls = most;
    options.refill_time = refill_time;
    options.clock = clock_;
    auto made = redis::concurrency_gate(options);
    EXPECT_TRUE(made) << made.error();
    return *made;
  }

  void flush() {
    redis::Link link(server_.connection());
    ASSERT_FALSE(link.open());
    ASSERT_FALSE(link.ask({"FLUSHALL"}).fault);
  }

  RedisServer server_;
  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
};

TEST_F(SharedGate, CountsTheCallsOfAllProcesses) {
  const auto one = gate(2);
  const auto other = gate(2);
  ASSERT_TRUE(one->try_enter(kLife));
  const auto place = other->try_enter(kLife);
  ASSERT_TRUE(place);
  EXPECT_EQ(one->try_enter(kLife).error().code(), ErrorCode::limiter_refused);
  other->not_placed(*place);
  EXPECT_TRUE(one->try_enter(kLife));
}

TEST_F(SharedGate, LetsAnyProcessTellOfAnEnd) {
  const auto one = gate(1);
  const auto place = one->try_enter(kLife);
  ASSERT_TRUE(place);
  one->placed(*place, "AB-1");
  const auto other = gate(1);
  other->ended("another");
  EXPECT_FALSE(other->try_enter(kLife));
  other->ended("ab1");
  EXPECT_TRUE(other->try_enter(kLife));
}

TEST_F(SharedGate, KeepsThePlacesOfAProcessThatIsGoneForTheLifeOfTheCalls) {
  ASSERT_TRUE(gate(1)->try_enter(kLife));
  EXPECT_FALSE(gate(1)->try_enter(kLife));
}

TEST_F(SharedGate, FreesAPlaceWhenTheLifeOfItsCallIsOver) {
  ASSERT_TRUE(gate(1)->try_enter(seconds(0)));
  EXPECT_TRUE(gate(1)->try_enter(kLife));
}

TEST_F(SharedGate, GivesNoPlaceWithoutRedisAndTellsLaterWhatWasGivenBack) {
  const auto one = gate(1);
  const auto place = one->try_enter(kLife);
  ASSERT_TRUE(place);
  server_.pause();
  one->not_placed(*place);
  const auto refused = one->try_enter(kLife);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().outcome(), Outcome::not_sent);
  EXPECT_EQ(refused.error().code(), ErrorCode::deadline_exceeded);
  server_.resume();
  EXPECT_TRUE(comes_true([&] {
    clock_->advance(seconds(1));
    return one->try_enter(kLife).has_value();
  }));
}

TEST_F(SharedGate, HoldsCallsUpNoLongerThanTwoTimeoutsAndAfterThatNotAtAll) {
  const auto one = gate(1);
  server_.pause();
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(one->try_enter(kLife));
  EXPECT_LT(std::chrono::steady_clock::now() - began, seconds(2));
  server_.resume();
}

TEST_F(SharedGate, TellsAStateThatHasLostItsPlacesOfThem) {
  const auto one = gate(2);
  const auto place = one->try_enter(kLife);
  ASSERT_TRUE(place);
  one->placed(*place, "s1");
  flush();
  one->ended("another");  // whatever is asked next
  const auto other = gate(2);
  ASSERT_TRUE(other->try_enter(kLife));
  EXPECT_FALSE(other->try_enter(kLife));
  other->ended("s1");
  EXPECT_TRUE(other->try_enter(kLife));
}

TEST_F(SharedGate, GivesNoPlaceWhileAStateIsNew) {
  EXPECT_EQ(gate(1, seconds(60))->try_enter(kLife).error().code(), ErrorCode::limiter_refused);
}

TEST_F(SharedGate, NamesTheOptionThatIsWrong) {
  redis::ConcurrencyGateOptions options;
  EXPECT_EQ(redis::concurrency_gate(options).error().field(), "identity");
  options.identity = "account";
  EXPECT_EQ(redis::concurrency_gate(options).error().field(), "most_calls");
}

}  // namespace
}  // namespace redis_test
}  // namespace tccc
