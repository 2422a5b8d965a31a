// SPDX-License-Identifier: Apache-2.0
// Requests that wait for reserved starts, with times given by hand.
#include "redis/start_queue.h"

#include <gtest/gtest.h>

namespace tccc {
namespace {

using redis::QueueRules;
using redis::Slot;
using redis::StartQueue;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Time = RateLimiter::Time;

constexpr Time kStart{seconds(1000)};

QueueRules rules() {
  QueueRules rules;
  rules.most_reserved = 3;
  rules.requests_per_second = 10;
  rules.window = milliseconds(1035);
  return rules;
}

std::shared_ptr<RateLimiter> two_in_a_second() {
  RateLimitOptions options;
  options.requests_per_second = 2;
  return local_rate_limiter(options);
}

Slot slot(milliseconds from_start) {
  return {kStart + from_start, kStart + from_start + milliseconds(15)};
}

struct StartQueueTest : ::testing::Test {
  std::shared_ptr<RateLimiter> alone = two_in_a_second();
  StartQueue queue{"CreateAICall", rules(), *alone};
};

TEST_F(StartQueueTest, WantsAReservationForEachThatWaitsButNotMoreThanItsShare) {
  EXPECT_EQ(queue.wanted(kStart), 0U);
  queue.enter(kStart);
  EXPECT_EQ(queue.wanted(kStart), 1U);
  for (int i = 0; i < 5; ++i) queue.enter(kStart);
  EXPECT_EQ(queue.wanted(kStart), 3U);
  queue.reserved({slot(milliseconds(0))}, kStart, microseconds(-1));
  EXPECT_EQ(queue.wanted(kStart), 2U);
}

TEST_F(StartQueueTest, AsksNoSoonerThanRedisSaid) {
  queue.enter(kStart);
  queue.reserved({}, kStart, milliseconds(200));
  EXPECT_EQ(queue.wanted(kStart + milliseconds(199)), 0U);
  EXPECT_EQ(queue.wanted_from(), kStart + milliseconds(200));
  EXPECT_EQ(queue.wanted(kStart + milliseconds(200)), 1U);
}

TEST_F(StartQueueTest, StartsInTheOrderOfTheTicketsAtTheTimesReserved) {
  const auto first = queue.enter(kStart);
  const auto second = queue.enter(kStart);
  queue.reserved({slot(milliseconds(10)), slot(milliseconds(30))}, kStart, microseconds(-1));
  EXPECT_EQ(queue.try_start(second, kStart + milliseconds(10), {}), kStart + milliseconds(15));
  EXPECT_EQ(queue.try_start(first, kStart, {}), kStart + milliseconds(10));
  EXPECT_FALSE(queue.try_start(first, kStart + milliseconds(10), {}));
  EXPECT_FALSE(queue.try_start(second, kStart + milliseconds(30), {}));
}

TEST_F(StartQueueTest, LetsTheNextStandInForOneThatIsLate) {
  const auto first = queue.enter(kStart);
  const auto second = queue.enter(kStart);
  queue.reserved({slot(milliseconds(10)), slot(milliseconds(300))}, kStart, microseconds(-1));
  EXPECT_FALSE(queue.try_start(second, kStart + milliseconds(15), {}));
  EXPECT_EQ(queue.try_start(first, kStart + milliseconds(20), {}), kStart + milliseconds(300));
}

TEST_F(StartQueueTest, UsesNoReservationThatIsTooOld) {
  const auto ticket = queue.enter(kStart);
  queue.reserved({slot(milliseconds(10))}, kStart, microseconds(-1));
  EXPECT_TRUE(queue.try_start(ticket, kStart + milliseconds(26), {}));
  EXPECT_EQ(queue.wanted(kStart + milliseconds(26)), 1U);
}

TEST_F(StartQueueTest, GivesBackAReservationThatIsOverBeforeItHasCertainlyBegun) {
  queue.enter(kStart);
  const auto second = queue.enter(kStart);
  const Time earliest = kStart + milliseconds(30);
  queue.reserved({{earliest, earliest - milliseconds(9), 7}}, kStart, microseconds(-1));
  EXPECT_EQ(queue.take_unused(), std::vector<std::int64_t>{7});
  EXPECT_EQ(queue.wanted(kStart), 2U);
  EXPECT_TRUE(queue.try_start(second, earliest - milliseconds(9), {})) << "the stand-in started before the reservation";
}

TEST_F(StartQueueTest, HasTheOthersAskAgainNoSoonerThanTheyCanStart) {
  for (int i = 0; i < 25; ++i) queue.enter(kStart);
  queue.reserved({slot(milliseconds(10)), slot(milliseconds(500))}, kStart, microseconds(-1));
  EXPECT_EQ(queue.try_start(3, kStart, {}), kStart + milliseconds(500));
  EXPECT_EQ(queue.try_start(23, kStart, {}), kStart + milliseconds(500) + 2 * milliseconds(1035));
}

TEST_F(StartQueueTest, StartsNothingWithoutReservationUntilItIsAlone) {
  const auto ticket = queue.enter(kStart);
  const Time alone_at = kStart + seconds(4);
  for (Time now = kStart; now < alone_at; now += milliseconds(100)) {
    const auto later = queue.try_start(ticket, now, alone_at);
    ASSERT_TRUE(later);
    EXPECT_GT(*later, now);
  }
  EXPECT_FALSE(queue.try_start(ticket, alone_at, alone_at));
  EXPECT_EQ(queue.alone_started_at(), alone_at);
}

TEST_F(StartQueueTest, KeepsToThePartOfTheProcessWhenItIsAlone) {
  const auto first = queue.enter(kStart);
  const auto second = queue.enter(kStart);
  const auto third = queue.enter(kStart);
  EXPECT_FALSE(queue.try_start(first, kStart, kStart));
  EXPECT_FALSE(queue.try_start(second, kStart, kStart));
  EXPECT_TRUE(queue.try_start(third, kStart, kStart));
  EXPECT_FALSE(queue.try_start(third, kStart + milliseconds(1020), kStart));
}

TEST_F(StartQueueTest, GoesBackToReservationsWhenTheFleetCountsTogether) {
  for (int i = 0; i < 2; ++i) queue.try_start(queue.enter(kStart), kStart, kStart);
  const auto ticket = queue.enter(kStart);
  EXPECT_TRUE(queue.try_start(ticket, kStart, kStart));
  queue.reserved({slot(milliseconds(100))}, kStart, microseconds(-1));
  EXPECT_FALSE(queue.try_start(ticket, kStart + milliseconds(100), {}));
}

TEST_F(StartQueueTest, ForgetsATicketThatIsHandedBack) {
  const auto first = queue.enter(kStart);
  const auto second = queue.enter(kStart);
  queue.leave(first);
  queue.reserved({slot(milliseconds(0))}, kStart, microseconds(-1));
  EXPECT_FALSE(queue.try_start(second, kStart, {}));
  EXPECT_TRUE(queue.is_empty());
}

}  // namespace
}  // namespace tccc
