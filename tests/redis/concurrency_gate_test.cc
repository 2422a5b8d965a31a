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
      std::vector<std::string> arguments = settings(100000);
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

  /// What stands before the messages.
  static std::vector<std::string> settings(std::size_t most, const std::string& expires = kInTime,
                                           std::size_t most_ends = 100, seconds ends_for = kLife) {
    return {std::to_string(most), "0", expires, std::to_string(most_ends),
            std::to_string(std::chrono::microseconds(ends_for).count())};
  }
  redis::Answer tell_ends(std::vector<std::string> arguments, int first, int last) {
    for (int i = first; i <= last; ++i) arguments.insert(arguments.end(), {"ended", "", "s" + std::to_string(i), "0"});
    return run(arguments);
  }
  bool is_remembered(int end) { return ask({"HEXISTS", key(), "e:s" + std::to_string(end)}).texts.at(0) == "1"; }

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

TEST_F(SharedGate, TakesAPlaceBackWhenTheEndIsToldBeforeTheCallIsNamed) {
  for (const bool is_told_by_another : {false, true}) {
    const auto one = gate(1);
    const auto place = one->try_enter(kLife);
    ASSERT_TRUE(place) << is_told_by_another;
    const std::string session = is_told_by_another ? "ab1" : "ab2";
    (is_told_by_another ? gate(1) : one)->ended(session);
    EXPECT_FALSE(one->try_enter(kLife)) << "nobody knows yet whose end it was";
    one->placed(*place, session);
    EXPECT_EQ(count("taken"), 0U);
    flush();
    one->ended("another");
    EXPECT_EQ(count("taken"), 0U) << "a place that is given back was told to a new state";
  }
}

TEST_F(SharedGate, RemembersNoMoreEndsThanItIsTold) {
  ASSERT_FALSE(tell_ends(settings(1, kInTime, 3), 1, 5).fault);
  ASSERT_FALSE(tell_ends(settings(1, kInTime, 3), 5, 5).fault);
  EXPECT_FALSE(is_remembered(2));
  for (const int end : {3, 4, 5}) EXPECT_TRUE(is_remembered(end)) << end;
  const std::size_t before = fields();
  ASSERT_FALSE(tell_ends(settings(1, kInTime, 3), 6, 90).fault);
  EXPECT_EQ(fields(), before);
}

TEST_F(SharedGate, RemembersEndsNoLongerThanItIsTold) {
  ASSERT_FALSE(tell_ends(settings(1), 1, 15).fault);
  ASSERT_FALSE(tell_ends(settings(1, kInTime, 100, seconds(0)), 16, 17).fault);
  for (const int end : {1, 15, 16, 17}) EXPECT_FALSE(is_remembered(end)) << end;
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

TEST_F(SharedGate, TakesAPlaceOverANewConnectionWhenTheServerHasEndedTheOldOne) {
  const auto one = gate(2);
  ASSERT_TRUE(one->try_enter(kLife));
  ASSERT_EQ(ask({"CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"}).texts.at(0), "1");
  const auto place = one->try_enter(kLife);
  EXPECT_TRUE(place) << place.error();
  EXPECT_EQ(count("taken"), 2U) << "asked once, taken once";
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

TEST_F(SharedGate, TellsANewStateOfNoPlaceThatItKnowsToBeFree) {
  const auto one = gate(100);
  const auto other = gate(100);
  for (int i = 0; i < 25; ++i) {
    const auto place = one->try_enter(kLife);
    ASSERT_TRUE(place);
    one->placed(*place, "s" + std::to_string(i));
    if (i > 0) other->ended("s" + std::to_string(i));
  }
  for (int i = 0; i < 3; ++i) one->ended("another");  // with which it looks for some of its places
  flush();
  one->ended("another");
  EXPECT_EQ(count("taken"), 1U);
  EXPECT_EQ(ask({"HEXISTS", key(), "s:s0"}).texts.at(0), "1");
}

TEST_F(SharedGate, TellsANewStateOfTheEndsThatItKnows) {
  for (const bool is_place_told_first : {true, false}) {
    const auto one = gate(2);
    const auto other = gate(2);
    const auto place = one->try_enter(kLife);
    ASSERT_TRUE(place);
    const std::string session = is_place_told_first ? "s1" : "s2";
    one->placed(*place, session);
    other->ended(session);  // of which the first has not heard
    flush();
    (is_place_told_first ? one : other)->ended("another");
    (is_place_told_first ? other : one)->ended("another");
    EXPECT_EQ(count("taken"), 0U);
  }
}

TEST_F(SharedGate, GivesNoPlaceWhileAStateIsNew) {
  EXPECT_EQ(gate(1, seconds(60))->try_enter(kLife).error().code(), ErrorCode::limiter_refused);
}

TEST_F(SharedGate, DoesNothingOfWhatArrivesAfterItWasGivenUp) {
  std::vector<std::string> arguments = settings(1, "1");
  arguments.insert(arguments.end(), {"enter", "late", "", "600000000"});
  EXPECT_EQ(run(arguments).fault->word, "LATE");
  EXPECT_EQ(fields(), 0U);
}

TEST_F(SharedGate, AsksNothingThatCountsAfterItsTimeout) {
  const auto one = gate(1);
  const auto began = std::chrono::steady_clock::now();
  one->ended("nobody");  // there is a connection
  const auto took = std::chrono::steady_clock::now() - began;
  server_.pause();
  EXPECT_EQ(one->try_enter(kLife).error().code(), ErrorCode::deadline_exceeded);
  // How far off the server's clock may be taken to be.
  system_clock()->wait_until(std::chrono::steady_clock::now() + took, {});
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
