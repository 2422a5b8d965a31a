// SPDX-License-Identifier: Apache-2.0
// Points in time at which something is due.
#include "engine/timer_queue.h"

#include <chrono>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace tccc {
namespace detail {
namespace {

using std::chrono::milliseconds;
using Keys = std::vector<TimerQueue::Key>;

TimerQueue::Time at(int passed) {
  return TimerQueue::Time(milliseconds(passed));
}

TEST(TimerQueue, HasNothingAtFirst) {
  TimerQueue timers;
  EXPECT_EQ(timers.next(), std::nullopt);
  EXPECT_EQ(timers.take_due(TimerQueue::Time::max()), Keys{});
  EXPECT_FALSE(timers.remove(1));
}

TEST(TimerQueue, GivesTheEarliestFirstAndOfEqualOnesTheOneSetFirst) {
  TimerQueue timers;
  timers.set(7, at(30));
  timers.set(3, at(10));
  timers.set(9, at(20));
  timers.set(1, at(20));
  EXPECT_EQ(timers.next(), at(10));
  EXPECT_EQ(timers.take_due(at(9)), Keys{});
  EXPECT_EQ(timers.take_due(at(20)), (Keys{3, 9, 1}));
  EXPECT_EQ(timers.next(), at(30));
  EXPECT_EQ(timers.take_due(at(30)), Keys{7});
  EXPECT_EQ(timers.next(), std::nullopt);
}

TEST(TimerQueue, SetsATimerAnewAndTakesOneBack) {
  TimerQueue timers;
  timers.set(1, at(10));
  timers.set(2, at(20));
  timers.set(1, at(30));
  EXPECT_EQ(timers.next(), at(20));
  EXPECT_TRUE(timers.remove(2));
  EXPECT_FALSE(timers.remove(2));
  EXPECT_EQ(timers.take_due(at(100)), Keys{1});
  EXPECT_FALSE(timers.remove(1));
}

TEST(TimerQueue, LosesNothingAmongMany) {
  std::minstd_rand random(1);
  TimerQueue timers;
  std::vector<int> due_at(1000);
  for (TimerQueue::Key key = 0; key < due_at.size(); ++key) {
    due_at[key] = static_cast<int>(random() % 500);
    timers.set(key, at(due_at[key]));
  }
  std::size_t taken = 0;
  for (int now = 0; now < 500; ++now) {
    for (const TimerQueue::Key key : timers.take_due(at(now))) {
      EXPECT_EQ(due_at[key], now);
      ++taken;
    }
  }
  EXPECT_EQ(taken, due_at.size());
}

}  // namespace
}  // namespace detail

}  // namespace tccc
