// SPDX-License-Identifier: Apache-2.0
// What a terminal is shown of what others wrote.
#include "cli/shown_text.h"

#include <gtest/gtest.h>

namespace tccc::cli {
namespace {

TEST(ShownText, KeepsLanguagesAndDropsWhatSteersATerminal) {
  EXPECT_EQ(shown_text("星期一 ok ü"), "星期一 ok ü");
  EXPECT_EQ(shown_text("a\x1b[31mb\r\n\t\x7f"), "a?[31mb????");
  EXPECT_EQ(shown_text("\xc2\x9b"), "?");  // CSI in one character
  EXPECT_EQ(shown_text("\xe2\x80\xae"
                       "abc"),
            "?abc");  // right to left
}

TEST(ShownText, ShowsEachByteThatIsNotUtf8) {
  EXPECT_EQ(shown_text("\xff\xc0\x80"), "???");
  EXPECT_EQ(shown_text("\xe6\x98"), "??");
  EXPECT_EQ(shown_text("\xed\xa0\x80"), "???");
  EXPECT_EQ(shown_text("\xf5\x80\x80\x80"), "????");
}

TEST(DisplayWidth, CountsTwoColumnsForWideCharacters) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("星期"), 4U);
  EXPECT_EQ(display_width("ü"), 1U);
}

TEST(LocalTime, HasItsOffset) {
  const std::string text = local_time(TimePoint(std::chrono::seconds(1735689600)));
  EXPECT_EQ(text.size(), 25U) << text;
  EXPECT_EQ(text[22], ':') << text;
  EXPECT_EQ(local_time(std::nullopt), "");
}

TEST(ShownDuration, IsShort) {
  using std::chrono::seconds;
  EXPECT_EQ(shown_duration(seconds(7)), "7s");
  EXPECT_EQ(shown_duration(seconds(65)), "1m 05s");
  EXPECT_EQ(shown_duration(seconds(3661)), "1h 01m");
  EXPECT_EQ(shown_duration(std::nullopt), "");
}

TEST(ShownNumber, IsMaskedUnlessWantedWhole) {
  EXPECT_EQ(shown_number("008612300000000", false), "0086123****0000");
  EXPECT_EQ(shown_number("008612300000000", true), "008612300000000");
  EXPECT_EQ(shown_number("", false), "");
}

}  // namespace
}  // namespace tccc::cli
