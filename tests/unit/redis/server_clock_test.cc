// SPDX-License-Identifier: Apache-2.0
// Bounds on the server's clock.
#include "redis/server_clock.h"

#include <gtest/gtest.h>

namespace tccc {
namespace {

using redis::ServerClock;
using std::chrono::milliseconds;
using Time = ServerClock::Time;

constexpr Time kHere{std::chrono::hours(5)};
constexpr ServerClock::Micros kServer = 1700000000000000;

TEST(ServerClock, PlacesATimeOfTheServerBetweenQuestionAndAnswer) {
  ServerClock clock;
  clock.observe(kHere, kHere + milliseconds(10), kServer);
  EXPECT_GE(clock.not_before(kServer), kHere + milliseconds(10));
  EXPECT_LE(clock.not_before(kServer), kHere + milliseconds(11));
  EXPECT_LE(clock.not_after(kServer), kHere);
  EXPECT_GE(clock.not_after(kServer), kHere - milliseconds(1));
}

TEST(ServerClock, KeepsAQuickAnswerWhenASlowOneFollows) {
  ServerClock clock;
  clock.observe(kHere, kHere + milliseconds(1), kServer);
  clock.observe(kHere + milliseconds(100), kHere + milliseconds(300), kServer + 200000);
  EXPECT_LE(clock.not_before(kServer) - clock.not_after(kServer), milliseconds(2));
}

TEST(ServerClock, IsAsUncertainAsTheShortestWayToTheServerAndBack) {
  ServerClock clock;
  clock.observe(kHere, kHere + milliseconds(20), kServer);
  EXPECT_EQ(clock.uncertainty(), clock.not_before(kServer) - clock.not_after(kServer));
  EXPECT_GE(clock.uncertainty(), milliseconds(20));
  clock.observe(kHere + milliseconds(100), kHere + milliseconds(104), kServer + 100000);
  EXPECT_GE(clock.uncertainty(), milliseconds(4));
  EXPECT_LE(clock.uncertainty(), milliseconds(5));
}

TEST(ServerClock, ForgetsABoundAsClocksDrift) {
  ServerClock clock;
  clock.observe(kHere, kHere + milliseconds(1), kServer);
  const auto hour = std::chrono::hours(1);
  clock.observe(kHere + hour, kHere + hour + milliseconds(400), kServer + 3600000000 + 200000);
  EXPECT_GE(clock.not_before(kServer) - clock.not_after(kServer), milliseconds(300));
}

TEST(ServerClock, BelievesAClockThatWasSet) {
  ServerClock clock;
  clock.observe(kHere, kHere + milliseconds(1), kServer);
  clock.observe(kHere + milliseconds(10), kHere + milliseconds(11), kServer + 60000000);
  EXPECT_LE(clock.not_before(kServer + 60000000) - kHere, milliseconds(12));
}

}  // namespace
}  // namespace tccc
