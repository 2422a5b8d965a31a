// SPDX-License-Identifier: Apache-2.0
// Tests of the clock that a test moves.
#include "tccc/testing/manual_clock.h"

#include <chrono>

#include <gtest/gtest.h>

namespace tccc::testing {
namespace {

using std::chrono::seconds;

TEST(ManualClock, MovesBothClocksWhenTold) {
  const std::chrono::system_clock::time_point start{seconds(1735689600)};
  ManualClock clock(start);
  const auto steady = clock.steady_now();
  EXPECT_EQ(clock.now(), start);
  clock.advance(seconds(5));
  EXPECT_EQ(clock.now(), start + seconds(5));
  EXPECT_EQ(clock.steady_now(), steady + seconds(5));
}

TEST(ManualClock, AWaitMovesItAndNeverBack) {
  const ManualClock clock;
  const auto steady = clock.steady_now();
  EXPECT_TRUE(clock.wait_until(steady + seconds(3), CancellationToken()));
  EXPECT_EQ(clock.steady_now(), steady + seconds(3));
  EXPECT_TRUE(clock.wait_until(steady, CancellationToken()));
  EXPECT_EQ(clock.steady_now(), steady + seconds(3));
}

TEST(ManualClock, WhoHasCancelledDoesNotWait) {
  const ManualClock clock;
  const auto steady = clock.steady_now();
  CancellationSource source;
  source.cancel();
  EXPECT_FALSE(clock.wait_until(steady + seconds(3), source.token()));
  EXPECT_EQ(clock.steady_now(), steady);
}

}  // namespace
}  // namespace tccc::testing
