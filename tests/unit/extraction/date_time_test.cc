// SPDX-License-Identifier: Apache-2.0
// Which texts are dates and times, and what moment they name.
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tccc/extraction_schema.h"

namespace tccc {
namespace {

using std::chrono::seconds;
using std::chrono::system_clock;

TEST(DateTime, IsReadInTheFormsOfIso8601) {
  const std::pair<const char*, const char*> cases[] = {
      {"2025-01-31", "2025-01-31"},
      {"2024-02-29", "2024-02-29"},
      {"2025-01-31T14:30", "2025-01-31T14:30:00"},
      {"2025-01-31 14:30:59", "2025-01-31T14:30:59"},
      {"2025-01-31T14:30:59.125+08:00", "2025-01-31T14:30:59+08:00"},
      {"2025-01-31T14:30-0530", "2025-01-31T14:30:00-05:30"},
      {"2025-01-31T00:00:00Z", "2025-01-31T00:00:00+00:00"},
  };
  for (const auto& [text, written] : cases) {
    const auto time = parse_date_time(text);
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(time->to_string(), written);
    EXPECT_EQ(parse_date_time(time->to_string())->to_string(), written);
  }
}

TEST(DateTime, IsRefusedWhereItIsNone) {
  for (const char* text : {"",
                           "tomorrow",
                           "2025",
                           "2025-01",
                           "2025-1-31",
                           "25-01-31",
                           "2025-02-29",
                           "2100-02-29",
                           "2025-04-31",
                           "2025-13-01",
                           "2025-00-10",
                           "2025-01-00",
                           "1899-12-31",
                           "2201-01-01",
                           "2025-01-31T",
                           "2025-01-31T24:00",
                           "2025-01-31T14:60",
                           "2025-01-31T14:30:60",
                           "2025-01-31T14:30:00.",
                           "2025-01-31T14:30x",
                           "2025-01-31T14:30+8",
                           "2025-01-31T14:30+15:00",
                           "2025-01-31T14:30Z ",
                           " 2025-01-31",
                           "2025/01/31",
                           "-025-01-31"}) {
    EXPECT_FALSE(parse_date_time(text)) << text;
  }
}

TEST(DateTime, NamesAMomentWhenTimeAndOffsetAreKnown) {
  EXPECT_EQ(parse_date_time("1970-01-01T00:00:00Z")->instant(), system_clock::time_point());
  EXPECT_EQ(parse_date_time("2025-01-01T08:00:00+08:00")->instant(), system_clock::time_point(seconds(1735689600)));
  EXPECT_EQ(parse_date_time("2024-03-01T00:00Z")->instant(), system_clock::time_point(seconds(1709251200)));
  EXPECT_EQ(parse_date_time("1969-12-31T23:59:59Z")->instant(), system_clock::time_point(seconds(-1)));
  EXPECT_FALSE(parse_date_time("2025-01-01T08:00:00")->instant());
  EXPECT_FALSE(parse_date_time("2025-01-01")->instant());
  EXPECT_FALSE(DateTime().instant());
}

}  // namespace
}  // namespace tccc
