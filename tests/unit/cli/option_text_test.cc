// SPDX-License-Identifier: Apache-2.0
// How times are read from options.
#include "cli/option_text.h"

#include <gtest/gtest.h>

namespace tccc::cli {
namespace {

const TimePoint kNow{std::chrono::seconds(1735689600)};  // 2025-01-01T00:00:00Z

TEST(ReadMoment, TakesSpansBeforeNow) {
  EXPECT_EQ(read_moment("90s", kNow), kNow - std::chrono::seconds(90));
  EXPECT_EQ(read_moment("90m", kNow), kNow - std::chrono::minutes(90));
  EXPECT_EQ(read_moment("24h", kNow), kNow - std::chrono::hours(24));
  EXPECT_EQ(read_moment("7d", kNow), kNow - std::chrono::hours(24 * 7));
}

TEST(ReadMoment, TakesTimesWithTheirZone) {
  EXPECT_EQ(read_moment("2025-01-01T00:00:00Z", TimePoint()), kNow);
  EXPECT_EQ(read_moment("2025-01-01T08:00:00+08:00", TimePoint()), kNow);
}

TEST(ReadMoment, TakesLocalTime) {
  const auto midnight = read_moment("2025-03-04", kNow);
  const auto hour = read_moment("2025-03-04T01:00", kNow);
  const auto second = read_moment("2025-03-04T01:00:01", kNow);
  ASSERT_TRUE(midnight && hour && second);
  EXPECT_EQ(*hour - *midnight, std::chrono::hours(1));
  EXPECT_EQ(*second - *hour, std::chrono::seconds(1));
}

TEST(ReadMoment, TakesNothingElse) {
  for (const char* text : {"", "h", "-5m", "5", "5w", "1000001d", "99999999999999999999s", "yesterday", "2025-13-01",
                           "2025-01-01T", "2025-01-01 08:00", "5 m", "2025-02-29", "2025-02-31T08:00:00Z"}) {
    EXPECT_FALSE(read_moment(text, kNow)) << text;
  }
}

TEST(ReadTime, TakesNoSpan) {
  EXPECT_EQ(read_time("2025-01-01T00:00:00Z"), kNow);
  EXPECT_TRUE(read_time("2025-01-01T08:00"));
  for (const char* text : {"", "90s", "8h", "1d"}) EXPECT_FALSE(read_time(text)) << text;
}

TEST(ReadExactMoment, TakesWhatAFailedCommandPrintedAndShortSpans) {
  EXPECT_EQ(read_exact_moment("2025-01-01T00:00:00Z", kNow), kNow);
  EXPECT_EQ(read_exact_moment("2025-01-01T08:00:00+08:00", kNow), kNow);
  EXPECT_EQ(read_exact_moment("90s", kNow), kNow - std::chrono::seconds(90));
  EXPECT_EQ(read_exact_moment("5m", kNow), kNow - std::chrono::minutes(5));
}

// Beside the call, a search finds nothing, and says in the end that it was not placed.
TEST(ReadExactMoment, TakesNothingThatMayBeBesideTheCall) {
  for (const char* text : {"", "3h", "2d", "2024-12-31", "2024-12-31T08:00", "2024-12-31T08:00:00", "2024-12-31T08:00Z",
                           "2024-02-30T08:00:00Z", "soon"}) {
    EXPECT_FALSE(read_exact_moment(text, kNow)) << text;
  }
}

TEST(ReadExactMoment, TakesAFutureOnlyWithinTheDifferenceOfClocks) {
  EXPECT_TRUE(read_exact_moment("2025-01-01T00:05:00Z", kNow));
  EXPECT_FALSE(read_exact_moment("2025-01-01T00:05:01Z", kNow));
  EXPECT_FALSE(read_exact_moment("2025-02-01T00:00:00Z", kNow));
}

TEST(ReadSeconds, TakesFractionsWithinTheRange) {
  using std::chrono::milliseconds;
  EXPECT_EQ(read_seconds("0.25", 0, 10), milliseconds(250));
  EXPECT_EQ(read_seconds("2.5e0", 0, 10), milliseconds(2500));
  EXPECT_EQ(read_seconds("10", 0, 10), milliseconds(10000));
  EXPECT_EQ(read_seconds("10.5", 0, 10), std::nullopt);
  EXPECT_EQ(read_seconds("-1", 0, 10), std::nullopt);
}

TEST(ReadSeconds, TakesNothingElse) {
  for (const char* text : {"", ".", "-", "+1", " 1", "1 ", "1s", "0x1p3", "1,5", "inf", "nan", "1e999"}) {
    EXPECT_EQ(read_seconds(text, 0, 10), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace tccc::cli
