// SPDX-License-Identifier: Apache-2.0
// The sliding window, with times given by hand.
#include "limit/local_rate_limiter.h"

#include <algorithm>
#include <deque>
#include <random>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace tccc {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Time = RateLimiter::Time;

constexpr Time kStart{seconds(1000)};
constexpr const char* kAction = "CreateAICall";

RateLimitOptions rate(std::size_t per_second) {
  RateLimitOptions options;
  options.requests_per_second = per_second;
  return options;
}

// Runs `count` requests that all want to start at once and wake `lateness` after they were told; gives their starts.
template <class Lateness>
std::vector<Time> run(RateLimiter& limiter, std::size_t count, Lateness lateness, Time begin = kStart) {
  struct Waiting {
    RateLimiter::Ticket ticket;
    Time wake;
  };
  std::deque<Waiting> waiting;
  for (std::size_t i = 0; i < count; ++i) waiting.push_back({limiter.enter(kAction), begin});
  std::vector<Time> starts;
  while (!waiting.empty()) {
    const auto next = std::min_element(waiting.begin(), waiting.end(), [](const Waiting& left, const Waiting& right) {
      return left.wake < right.wake;
    });
    const Time now = next->wake;
    if (const auto later = limiter.try_start(kAction, next->ticket, now)) {
      EXPECT_GT(*later, now);
      next->wake = *later + lateness();
    } else {
      starts.push_back(now);
      waiting.erase(next);
    }
  }
  return starts;
}

std::size_t most_in_a_second(std::vector<Time> starts) {
  std::sort(starts.begin(), starts.end());
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; last < starts.size(); ++last) {
    while (starts[last] - starts[first] >= seconds(1)) ++first;
    most = (std::max)(most, last - first + 1);
  }
  return most;
}

TEST(LocalRateLimiter, LetsTheFirstNStartAtOnce) {
  const auto limiter = local_rate_limiter(rate(20));
  const auto starts = run(*limiter, 20, [] { return milliseconds(0); });
  EXPECT_EQ(starts.back(), kStart);
}

TEST(LocalRateLimiter, NeverLetsMoreThanNStartInASecond) {
  const auto limiter = local_rate_limiter(rate(20));
  EXPECT_LE(most_in_a_second(run(*limiter, 1200, [] { return milliseconds(0); })), 20U);
}

TEST(LocalRateLimiter, TakesAMarginBeyondAnyClockForALongOne) {
  RateLimitOptions options = rate(1);
  options.margin = (milliseconds::max)();
  const auto limiter = local_rate_limiter(options);
  const auto starts = run(*limiter, 100, [] { return milliseconds(0); });
  EXPECT_EQ(most_in_a_second(starts), 1U);
}

TEST(LocalRateLimiter, UsesAtLeast97PercentOfTheRate) {
  const auto limiter = local_rate_limiter(rate(20));
  const auto starts = run(*limiter, 1200, [] { return milliseconds(0); });
  const std::chrono::duration<double> taken = starts.back() - starts.front();
  EXPECT_LE(taken.count(), 59.0 / 0.97);
}

TEST(LocalRateLimiter, KeepsTheLimitWhenThreadsWakeLate) {
  std::mt19937 random(7);
  const auto limiter = local_rate_limiter(rate(20));
  const auto starts = run(*limiter, 1000, [&] { return milliseconds(random() % 300); });
  EXPECT_EQ(starts.size(), 1000U);
  EXPECT_LE(most_in_a_second(starts), 20U);
}

TEST(LocalRateLimiter, StartsTicketsInTheOrderTheyEntered) {
  const auto limiter = local_rate_limiter(rate(1));
  const auto first = limiter->enter(kAction);
  const auto second = limiter->enter(kAction);
  EXPECT_TRUE(limiter->try_start(kAction, second, kStart));
  EXPECT_FALSE(limiter->try_start(kAction, first, kStart));
  EXPECT_TRUE(limiter->try_start(kAction, second, kStart));
  EXPECT_FALSE(limiter->try_start(kAction, second, kStart + milliseconds(1020)));
}

TEST(LocalRateLimiter, GivesThePlaceOfALeavingTicketToTheNext) {
  const auto limiter = local_rate_limiter(rate(1));
  const auto first = limiter->enter(kAction);
  const auto second = limiter->enter(kAction);
  limiter->leave(kAction, first);
  EXPECT_FALSE(limiter->try_start(kAction, second, kStart));
}

TEST(LocalRateLimiter, CountsEachActionByItself) {
  const auto limiter = local_rate_limiter(rate(1));
  EXPECT_FALSE(limiter->try_start("A", limiter->enter("A"), kStart));
  EXPECT_FALSE(limiter->try_start("B", limiter->enter("B"), kStart));
  EXPECT_TRUE(limiter->try_start("A", limiter->enter("A"), kStart));
}

TEST(LocalRateLimiter, SlowsDownWhenThrottledAndRecovers) {
  const auto limiter = local_rate_limiter(rate(20));
  limiter->throttled(kAction, kStart);
  const auto count_at = [&](Time now) {
    std::size_t started = 0;
    for (;;) {
      const auto ticket = limiter->enter(kAction);
      if (limiter->try_start(kAction, ticket, now)) {
        limiter->leave(kAction, ticket);
        return started;
      }
      ++started;
    }
  };
  EXPECT_EQ(count_at(kStart), 10U);
  EXPECT_EQ(count_at(kStart + seconds(5)), 15U);
  EXPECT_EQ(count_at(kStart + seconds(60)), 20U);
}

TEST(LocalRateLimiter, StillLetsOneStartAfterManyThrottledAnswers) {
  const auto limiter = local_rate_limiter(rate(20));
  Time now = kStart;
  for (int i = 0; i < 100; ++i, now += milliseconds(1100)) limiter->throttled(kAction, now);
  now -= milliseconds(1100);
  EXPECT_FALSE(limiter->try_start(kAction, limiter->enter(kAction), now));
  const auto next = limiter->enter(kAction);
  EXPECT_TRUE(limiter->try_start(kAction, next, now));
}

TEST(LocalRateLimiter, TakesTheThrottledAnswersOfOneBurstForOne) {
  const auto limiter = local_rate_limiter(rate(20));
  for (int i = 0; i < 20; ++i) limiter->throttled(kAction, kStart + milliseconds(i));
  int started = 0;
  while (!limiter->try_start(kAction, limiter->enter(kAction), kStart + milliseconds(20))) ++started;
  EXPECT_EQ(started, 10);
}

TEST(LocalRateLimiter, HalvesTheLimitOnceInAWindowAndTheMarginIsPartOfIt) {
  RateLimitOptions options = rate(20);
  options.margin = seconds(5);
  const auto count_after = [&](seconds later) {
    const auto limiter = local_rate_limiter(options);
    limiter->throttled(kAction, kStart);
    limiter->throttled(kAction, kStart + later);
    int started = 0;
    while (!limiter->try_start(kAction, limiter->enter(kAction), kStart + later)) ++started;
    return started;
  };
  EXPECT_EQ(count_after(seconds(3)), 10 + 3) << "halved once, three twentieths back";
  EXPECT_EQ(count_after(seconds(6)), (10 + 6) / 2);
}

TEST(LocalRateLimiter, OfZeroLimitsNothing) {
  const auto limiter = local_rate_limiter(rate(0));
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(limiter->try_start(kAction, limiter->enter(kAction), kStart));
}

TEST(LocalRateLimiter, KeepsTheLimitBetweenThreads) {
  const auto limiter = local_rate_limiter(rate(5));
  std::vector<std::vector<Time>> starts(8);
  std::vector<std::thread> threads;
  threads.reserve(starts.size());
  for (auto& own : starts) {
    threads.emplace_back([&limiter, &own] {
      for (int i = 0; i < 25; ++i) {
        const auto ticket = limiter->enter(kAction);
        Time now = kStart;  // every thread has a clock of its own, which jumps to where it is told
        while (const auto later = limiter->try_start(kAction, ticket, now)) now = *later;
        own.push_back(now);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::size_t all = 0;
  for (const auto& own : starts) all += own.size();
  EXPECT_EQ(all, 200U);
}

}  // namespace
}  // namespace tccc
