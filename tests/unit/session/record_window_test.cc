// SPDX-License-Identifier: Apache-2.0
// The window of time in which the service is asked for a call.
#include "session/record_window.h"

#include <chrono>

#include <gtest/gtest.h>

namespace tccc {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const TimePoint kNow{seconds(1735689600)};

TEST(RecordWindow, HoldsTheCallAndTheTimeSince) {
  const auto window = detail::record_window(kNow - minutes(10), kNow);
  EXPECT_EQ(window.start, kNow - minutes(70));
  EXPECT_EQ(window.end, kNow + minutes(5));
}

TEST(RecordWindow, IsNeverAsLongAsTheServiceRefuses) {
  for (const std::optional<TimePoint>& placed_at :
       {std::optional<TimePoint>(), std::optional(kNow - hours(24 * 100)), std::optional(kNow - hours(24 * 89))}) {
    const auto window = detail::record_window(placed_at, kNow);
    EXPECT_LT(window.end - window.start, hours(24 * 90));
    EXPECT_LT(window.start, window.end);
  }
}

TEST(RecordWindow, ReachesBackFromNowWhenNobodyKnowsTheTime) {
  EXPECT_EQ(detail::record_window({}, kNow).end, kNow + minutes(5));
}

TEST(RecordWindow, BeginsAtATimeThatCanBeSentByAClockThatWasNeverSet) {
  const auto window = detail::record_window(TimePoint(seconds(60)), kNow);
  EXPECT_EQ(window.start, TimePoint(seconds(1))) << "0 stands for no time";
  EXPECT_GT(window.end, window.start);
}

TEST(RecordWindow, BearsACallThatWasPlacedInTheFuture) {
  const auto window = detail::record_window(kNow + hours(24), kNow);
  EXPECT_LT(window.start, window.end);
}

TEST(RecordsOf, ReadsTheListUnderEitherName) {
  DescribeTelCdrResponse page;
  page.tel_cdrs.resize(1);
  EXPECT_EQ(detail::records_of(page).size(), 1U);
  page.tel_cdr_list.resize(2);
  EXPECT_EQ(detail::records_of(page).size(), 2U);
}

}  // namespace
}  // namespace tccc
