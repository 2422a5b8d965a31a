// SPDX-License-Identifier: Apache-2.0
// The default clock reads the machine's clocks.
#include "tccc/clock.h"

#include <gtest/gtest.h>

namespace tccc {
namespace {

TEST(SystemClock, ReadsTheClocksOfTheMachine) {
  const auto clock = system_clock();
  const auto steady_before = std::chrono::steady_clock::now();
  const auto steady = clock->steady_now();
  EXPECT_LE(steady_before, steady);
  EXPECT_LE(steady, std::chrono::steady_clock::now());

  // The wall clock may be set at any moment, so only gross errors of unit or epoch are looked for.
  const auto difference = clock->now() - std::chrono::system_clock::now();
  EXPECT_LT(difference, std::chrono::hours(24));
  EXPECT_GT(difference, -std::chrono::hours(24));
}

}  // namespace
}  // namespace tccc
