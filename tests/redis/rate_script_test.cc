// SPDX-License-Identifier: Apache-2.0
// The script of the shared limit in a real Redis, with the time given by hand: a fleet of which some fall silent, go on
// alone and return, and a state that is lost.
#include "redis/rate_script.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "redis/link.h"
#include "redis_server.h"

namespace tccc {
namespace redis_test {
namespace {

using Micros = std::int64_t;

constexpr Micros kSecond = 1000000;
constexpr Micros kStart = 1700000000 * kSecond;
constexpr Micros kWindow = kSecond + 35000;
constexpr Micros kDelay = 15000;
constexpr Micros kLease = 1500000;
constexpr Micros kSettle = 10 * kSecond;
constexpr Micros kQuiet = kLease + 2 * kWindow;
constexpr std::size_t kLimit = 20;
constexpr Micros kApart = kWindow / static_cast<Micros>(2 * kLimit);
constexpr std::size_t kFleet = 4;

std::string timed(std::string_view script) {
  std::string text(script);
  const std::string clock = "redis.call('TIME')";
  const std::size_t at = text.find(clock);
  EXPECT_NE(at, std::string::npos);
  return text.replace(at, clock.size(), "{0, tonumber(ARGV[14])}");
}

struct Reserved {
  std::string refusal = {};
  Micros later = 0;
  std::vector<Micros> slots = {};
};

// How many of them start within the window that begins at `from`.
std::ptrdiff_t within_a_window(const Reserved& reserved, Micros from) {
  return std::count_if(reserved.slots.begin(), reserved.slots.end(),
                       [from](Micros slot) { return slot >= from && slot < from + kWindow; });
}

class RateScript : public ::testing::Test {
 protected:
  void SetUp() override {
    server_.start();
    link_.emplace(server_.connection());
    ASSERT_FALSE(link_->open());
  }

  Reserved run(const std::string& verb, const std::string& member, Micros now, std::size_t want = 0,
               Micros joins_in = 0, std::optional<Micros> expires = {}, const std::string& unused = {}) {
    const redis::Answer answer = link_->run(
        script_, "tccc:rate:test",
        {verb, member, std::to_string(expires.value_or(now + 1)), std::to_string(want), std::to_string(joins_in),
         std::to_string(limit_), std::to_string(kFleet), std::to_string(kWindow), std::to_string(kWindow),
         std::to_string(kLease), std::to_string(kSettle), std::to_string(3600 * kSecond), unused, std::to_string(now)});
    Reserved reserved;
    if (answer.fault) {
      reserved.refusal = answer.fault->word;
      return reserved;
    }
    reserved.later = std::stoll(answer.texts.at(1));
    for (std::size_t i = 2; i < answer.texts.size(); ++i) reserved.slots.push_back(std::stoll(answer.texts[i]));
    return reserved;
  }

  // A state in which all of the fleet has been heard for long.
  Micros settled() {
    Micros now = kStart;
    for (; now < kStart + 2 * kSettle; now += kSecond) hear_all(now);
    return now;
  }
  void hear_all(Micros now) {
    for (std::size_t i = 0; i < kFleet; ++i) run("reserve", std::to_string(i), now);
  }

  void forget_all() { ASSERT_FALSE(link_->ask({"FLUSHALL"}).fault); }

  RedisServer server_;
  std::size_t limit_ = kLimit;
  std::optional<redis::Link> link_;
  const redis::Script script_{timed(redis::kRateScript)};
};

TEST_F(RateScript, GivesTheWholeLimitWithinHalfAWindowAndTheNextOneWindowLater) {
  const Micros now = settled();
  const Reserved reserved = run("reserve", "0", now, 2 * kLimit);
  ASSERT_GT(reserved.slots.size(), kLimit);
  for (std::size_t i = 0; i < kLimit; ++i) EXPECT_EQ(reserved.slots[i], now + static_cast<Micros>(i) * kApart);
  EXPECT_EQ(reserved.slots[kLimit], now + kWindow);
}

TEST_F(RateScript, ReservesNoFurtherAheadThanOneWindow) {
  const Micros now = settled();
  const Reserved reserved = run("reserve", "0", now, 2 * kLimit);
  EXPECT_EQ(reserved.slots.size(), kLimit + 1);
  EXPECT_EQ(reserved.slots.back(), now + kWindow);
  const Reserved more = run("reserve", "1", now, 1);
  EXPECT_TRUE(more.slots.empty());
  EXPECT_EQ(more.later, kApart);
}

TEST_F(RateScript, WaitsForStartsThatAStateItHasLostMayHaveReserved) {
  const Micros now = settled();
  forget_all();
  EXPECT_TRUE(run("reserve", "0", now, 1).slots.empty());
  const Reserved later = run("reserve", "0", now + kWindow, 1);
  ASSERT_EQ(later.slots.size(), 1U);
  EXPECT_EQ(later.slots[0], now + 2 * kWindow);
}

TEST_F(RateScript, GivesAgainWhatWasNotUsed) {
  const Micros now = settled();
  hear_all(now);
  const Reserved first = run("reserve", "0", now, kLimit);
  const Reserved again = run("reserve", "1", now + kSecond / 2, 1, 0, {}, std::to_string(first.slots[3]));
  ASSERT_EQ(again.slots.size(), 1U);
  EXPECT_EQ(again.slots[0], first.slots.back() + kApart);
}

TEST_F(RateScript, KeepsThePartOfAProcessThatIsNotHeard) {
  Micros now = settled();
  for (int i = 0; i < 4; ++i, now += kSecond) {
    for (const char* member : {"1", "2", "3"}) run("reserve", member, now);
  }
  const Reserved reserved = run("reserve", "1", now, kLimit);
  EXPECT_EQ(within_a_window(reserved, now), 15);
}

TEST_F(RateScript, LeavesTimeBetweenTwoStartsWhereLessThanOneInAWindowIsLeft) {
  limit_ = 1;
  Micros now = settled();
  for (int i = 0; i < 4; ++i, now += kSecond) {
    for (const char* member : {"0", "1"}) run("reserve", member, now);
  }
  const Reserved first = run("reserve", "0", now, 1);
  ASSERT_EQ(first.slots.size(), 1U);
  for (const Micros passed : {kWindow / 2, kWindow - 1}) {
    run("reserve", "1", now + passed);
    EXPECT_TRUE(run("reserve", "0", now + passed, 1).slots.empty()) << passed;
  }
  const Reserved second = run("reserve", "1", now + kWindow + 1, 1);
  ASSERT_EQ(second.slots.size(), 1U);
  EXPECT_EQ(second.slots[0], first.slots[0] + 2 * kWindow) << "half of one start in a window";
}

TEST_F(RateScript, GivesAwayThePartOfAProcessThatHasLeft) {
  Micros now = settled();
  run("leave", "0", now);
  for (int i = 0; i < 4; ++i, now += kSecond) run("reserve", "1", now);
  for (const char* member : {"1", "2", "3"}) run("reserve", member, now);
  EXPECT_EQ(within_a_window(run("reserve", "1", now, kLimit), now), kLimit);
}

TEST_F(RateScript, KeepsThePartOfAProcessThatReturnsUntilItsOwnStartsAreOld) {
  const Micros now = settled();
  hear_all(now);
  run("reserve", "0", now, 0, kWindow);
  const Reserved reserved = run("reserve", "1", now, kLimit);
  EXPECT_EQ(within_a_window(reserved, now), 15);
}

TEST_F(RateScript, DoesNothingForARequestThatWasGivenUp) {
  const Micros now = settled();
  EXPECT_EQ(run("reserve", "0", now, kLimit, 0, now - 1).refusal, "LATE");
  hear_all(now);
  EXPECT_EQ(within_a_window(run("reserve", "1", now, kLimit), now), kLimit);
}

TEST_F(RateScript, HalvesTheLimitOfTheFleetOnceInAWindowAndRecoversByATwentiethEachSecond) {
  Micros now = settled();
  hear_all(now);
  run("slow", "0", now);
  run("slow", "1", now + 1000);
  const Reserved slowed = run("reserve", "2", now + 1000, kLimit);
  EXPECT_EQ(within_a_window(slowed, now + 1000), 10);
  for (int i = 0; i < 5; ++i) hear_all(now += kSecond);
  const Reserved better = run("reserve", "2", now, kLimit);
  EXPECT_EQ(within_a_window(better, now), 15);
}

TEST_F(RateScript, GoesOnWhenTheClockIsSetBackALittleAndBeginsAnewWhenFar) {
  const Micros now = settled();
  hear_all(now);
  const Reserved first = run("reserve", "0", now, kLimit);
  const Reserved second = run("reserve", "0", now - kSecond / 2, 1);
  ASSERT_EQ(second.slots.size(), 1U);
  EXPECT_EQ(second.slots[0], first.slots[0] + kWindow);
  EXPECT_TRUE(run("reserve", "0", now - 100 * kSecond, 1).slots.empty());
  EXPECT_FALSE(run("reserve", "0", now - 97 * kSecond, 1).slots.empty());
}

TEST_F(RateScript, WritesAKeyThatExpires) {
  run("reserve", "0", kStart, 1);
  const redis::Answer left = link_->ask({"PTTL", "tccc:rate:test"});
  EXPECT_GT(std::stoll(left.texts.at(0)), 0);
}

// What one process of the simulated fleet does.
struct Member {
  std::string name;
  Micros acts_at = 0;
  std::optional<Micros> lost_at = {};  // out of reach of Redis since then
  Micros back_at = 0;
  Micros alone_started_at = -kWindow;
  std::vector<Micros> alone = {};  // its starts of the last window
  std::string unused = {};         // reservations to give back
};

TEST_F(RateScript, NeverLetsAFleetThatLosesAndFindsRedisStartMoreThanTheLimit) {
  const std::uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto up_to = [&](Micros most) { return std::uniform_int_distribution<Micros>(0, most)(random); };
  Micros now = settled();
  std::vector<Member> fleet(kFleet);
  for (std::size_t i = 0; i < kFleet; ++i) fleet[i] = {std::to_string(i), now + up_to(kSecond)};
  std::vector<Micros> starts;
  Micros falls_at = now + 20 * kSecond;
  const Micros end = now + 120 * kSecond;
  while (now < end) {
    Member& member = *std::min_element(fleet.begin(), fleet.end(), [](const Member& left, const Member& right) {
      return left.acts_at < right.acts_at;
    });
    now = member.acts_at;
    if (now >= falls_at) {  // Redis restarts: everybody finds out within a moment, and some are back later than others
      forget_all();
      for (Member& each : fleet) {
        if (each.lost_at) {
          each.back_at = (std::min)(each.back_at, now + kSettle);
          continue;
        }
        each.lost_at = now + up_to(kSecond / 10);
        each.back_at = now + up_to(5 * kSecond);
      }
      falls_at = now + 30 * kSecond;
    }
    if (!member.lost_at && up_to(400) == 0) {
      member.lost_at = now;
      member.back_at = now + up_to(15 * kSecond);
    }
    if (member.lost_at && now >= member.back_at) member.lost_at.reset();
    if (!member.lost_at) {
      const Micros joins_in = (std::max)(member.alone_started_at + kWindow - now, Micros{0});
      const Reserved reserved = run("reserve", member.name, now, 1 + static_cast<std::size_t>(up_to(4)), joins_in, {},
                                    std::exchange(member.unused, {}));
      for (const Micros slot : reserved.slots) {
        if (up_to(20) == 0) {
          member.unused += std::to_string(slot) + " ";
        } else {
          starts.push_back(slot + up_to(kDelay));
        }
      }
      member.acts_at = now + 1000 + up_to(kSecond / 5);
      continue;
    }
    if (now >= *member.lost_at + kQuiet) {  // its part, all at once
      std::vector<Micros>& alone = member.alone;
      alone.erase(std::remove_if(alone.begin(), alone.end(), [&](Micros at) { return at + kWindow <= now; }),
                  alone.end());
      for (; alone.size() < kLimit / kFleet; alone.push_back(now)) starts.push_back(now);
      member.alone_started_at = now;
    }
    member.acts_at = now + 10000 + up_to(kSecond / 20);
  }
  std::sort(starts.begin(), starts.end());
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; last < starts.size(); ++last) {
    while (starts[last] - starts[first] >= kSecond) ++first;
    most = (std::max)(most, last - first + 1);
  }
  EXPECT_LE(most, kLimit);
  EXPECT_GT(starts.size(), 600U);
}

}  // namespace
}  // namespace redis_test
}  // namespace tccc
