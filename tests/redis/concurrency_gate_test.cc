// SPDX-License-Identifier: Apache-2.0
// Calls in progress of a fleet, counted in a real Redis. Two gates are two processes.
#include "tccc/redis/concurrency_gate.h"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../unit/fake_clock.h"
#include "redis/gate_script.h"
#include "redis/key_name.h"
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

  redis::Answer ask(const std::vector<std::string_view>& command) {
    if (!link_) link_.emplace(server_.connection());
    if (!link_->is_open()) {
      EXPECT_FALSE(link_->open());
    }
    return link_->ask(command);
  }
  void flush() { ASSERT_FALSE(ask({"FLUSHALL"}).fault); }

  std::string key() const { return redis::key_name(server_.connection().key_prefix, "calls", {"account"}); }
  std::size_t count(const char* field) { return std::stoul(ask({"HGET", key(), field}).texts.at(0)); }
  std::size_t fields() { return std::stoul(ask({"HLEN", key()}).texts.at(0)); }

  /// Has places taken by processes of which this one knows nothing.
  void hold(std::size_t number, seconds life) {
    const std::string micros = std::to_string(std::chrono::microseconds(life).count());
    for (std::size_t next = 0; next < number;) {
      std::vector<std::string> arguments{"100000", "0", kInTime};
      for (; next < number && arguments.size() < 2000; ++next) {
        arguments.insert(arguments.end(), {"hold", "process-" + std::to_string(next), "", micros});
      }
      ASSERT_FALSE(run(arguments).fault);
    }
  }
  redis::Answer run(const std::vector<std::string>& arguments) {
    ask({"PING"});
    return link_->run(redis::Script(redis::kGateScript), key(), arguments);
  }

  static constexpr const char* kInTime = "9007199254740991";

  RedisServer server_;
  std::optional<redis::Link> link_;
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

TEST_F(SharedGate, DoesNothingOfWhatArrivesAfterItWasGivenUp) {
  EXPECT_EQ(run({"1", "0", "1", "enter", "late", "", "600000000"}).fault->word, "LATE");
  EXPECT_EQ(fields(), 0U);
}

TEST_F(SharedGate, AsksNothingThatCountsAfterItsTimeout) {
  const auto one = gate(1);
  one->ended("nobody");  // there is a connection
  server_.pause();
  EXPECT_EQ(one->try_enter(kLife).error().code(), ErrorCode::deadline_exceeded);
  server_.resume();
  EXPECT_TRUE(gate(1)->try_enter(kLife)) << "the question that waited in the server's socket has taken the place";
}

TEST_F(SharedGate, CountsTensOfThousandsOfCallsWithoutGoingThroughThem) {
  hold(20000, kLife);
  ASSERT_EQ(count("taken"), 20000U);
  ask({"CONFIG", "RESETSTAT"});
  const auto one = gate(20001);
  EXPECT_TRUE(one->try_enter(kLife));
  EXPECT_EQ(one->try_enter(kLife).error().code(), ErrorCode::limiter_refused);
  const std::string stats = ask({"INFO", "commandstats"}).texts.at(0);
  EXPECT_EQ(stats.find("cmdstat_hgetall"), std::string::npos) << stats;
  EXPECT_EQ(stats.find("cmdstat_hscan"), std::string::npos) << stats;
}

TEST_F(SharedGate, FreesWhatIsOverStepByStep) {
  hold(10000, seconds(0));
  const auto one = gate(1);
  std::size_t left = count("taken");
  ASSERT_EQ(left, 10000U);
  for (int steps = 0; steps < 20 && left > 0; ++steps) {
    const auto place = one->try_enter(kLife);
    if (place) one->not_placed(*place);
    const std::size_t now_left = count("taken");
    EXPECT_LE(left - now_left, 4000U) << "Redis does nothing else meanwhile";
    left = now_left;
  }
  EXPECT_EQ(left, 0U);
  EXPECT_TRUE(one->try_enter(kLife));
}

TEST_F(SharedGate, TellsInBatchesWhatPiledUpWithoutRedis) {
  const auto one = gate(1);
  const auto place = one->try_enter(kLife);
  ASSERT_TRUE(place);
  server_.pause();
  for (int i = 0; i < 5000; ++i) one->ended("nobody" + std::to_string(i));
  one->not_placed(*place);
  server_.resume();
  ask({"CONFIG", "RESETSTAT"});
  std::size_t calls = 0;
  EXPECT_TRUE(comes_true([&] {
    clock_->advance(seconds(1));
    one->ended("nobody");
    ++calls;
    return count("taken") == 0;
  }));
  const std::string stats = ask({"INFO", "commandstats"}).texts.at(0);
  const std::string name = "cmdstat_evalsha:calls=";
  const std::size_t at = stats.find(name);
  ASSERT_NE(at, std::string::npos) << stats;
  EXPECT_LE(std::stoul(stats.substr(at + name.size())), 5001 / 100 + 1 + 2 * calls);
}

TEST_F(SharedGate, ForgetsNoEndHoweverOftenItIsAskedWhileRedisIsAway) {
  const auto one = gate(1);
  const auto place = one->try_enter(kLife);
  ASSERT_TRUE(place);
  one->placed(*place, "s1");
  server_.pause();
  one->ended("s1");
  for (int i = 0; i < 100001; ++i) ASSERT_FALSE(one->try_enter(kLife));
  server_.resume();
  EXPECT_TRUE(comes_true([&] {
    clock_->advance(seconds(1));
    return one->try_enter(kLife).has_value();
  }));
}

TEST_F(SharedGate, TellsANewStateOfAllItsPlacesHoweverMany) {
  const auto one = gate(500);
  for (int i = 0; i < 450; ++i) ASSERT_TRUE(one->try_enter(kLife));
  flush();
  one->ended("another");
  EXPECT_EQ(count("taken"), 450U);
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
