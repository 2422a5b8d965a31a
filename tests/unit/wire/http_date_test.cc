// SPDX-License-Identifier: Apache-2.0
// Times in HTTP headers.
#include "wire/http_date.h"

#include <gtest/gtest.h>

namespace tccc {
namespace {

using detail::parse_http_date;
using detail::parse_retry_after;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::system_clock;

std::int64_t unix_seconds(std::string_view text) {
  const auto parsed = parse_http_date(text);
  return parsed ? std::chrono::duration_cast<seconds>(parsed->time_since_epoch()).count() : -1;
}

TEST(HttpDate, ReadsTheFixedForm) {
  EXPECT_EQ(unix_seconds("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
  EXPECT_EQ(unix_seconds("Thu, 01 Jan 1970 00:00:00 GMT"), 0);
  EXPECT_EQ(unix_seconds("Thu, 29 Feb 2024 23:59:59 GMT"), 1709251199);
  EXPECT_EQ(unix_seconds("Wed, 31 Dec 2025 23:59:59 GMT"), 1767225599);
}

TEST(HttpDate, RefusesEverythingElse) {
  for (const char* text :
       {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Xyz 1994 08:49:37 GMT", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 9999 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT"}) {
    EXPECT_FALSE(parse_http_date(text)) << text;
  }
}

TEST(RetryAfter, ReadsSeconds) {
  EXPECT_EQ(parse_retry_after("0", {}), milliseconds(0));
  EXPECT_EQ(parse_retry_after("120", {}), milliseconds(120000));
}

TEST(RetryAfter, ReadsADateAndNeverGivesLessThanZero) {
  const system_clock::time_point now{seconds(784111770)};
  EXPECT_EQ(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now), milliseconds(7000));
  EXPECT_EQ(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now + seconds(60)), milliseconds(0));
}

TEST(RetryAfter, IsBoundedHoweverManyDigitsItHas) {
  EXPECT_EQ(parse_retry_after("99999999999999999999999999", {}), milliseconds(detail::kLongestRetryAfter));
  EXPECT_EQ(parse_retry_after("999999999", {}), milliseconds(detail::kLongestRetryAfter));
}

TEST(RetryAfter, IgnoresWhatItCannotRead) {
  for (const char* text : {"", "-1", "1.5", "soon", " 5", "5 "}) EXPECT_FALSE(parse_retry_after(text, {})) << text;
}

}  // namespace
}  // namespace tccc
