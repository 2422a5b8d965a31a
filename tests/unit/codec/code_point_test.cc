// SPDX-License-Identifier: Apache-2.0
#include "codec/code_point.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace tccc::detail {
namespace {

TEST(FirstCodePoint, ReadsTheLeastAndTheMostOfEachLength) {
  const struct {
    std::string_view text;
    char32_t value;
  } cases[] = {{"a", U'a'},
               {std::string_view("\0", 1), 0},
               {"\x7f", 0x7F},
               {"\xc2\x80", 0x80},
               {"\xdf\xbf", 0x7FF},
               {"\xe0\xa0\x80", 0x800},
               {"\xed\x9f\xbf", 0xD7FF},
               {"\xee\x80\x80", 0xE000},
               {"\xef\xbf\xbf", 0xFFFF},
               {"\xf0\x90\x80\x80", 0x10000},
               {"\xf4\x8f\xbf\xbf", 0x10FFFF}};
  for (const auto& [text, value] : cases) {
    const CodePoint read = first_code_point(std::string(text) + "z");
    EXPECT_EQ(read.value, value) << text;
    EXPECT_EQ(read.size, text.size()) << text;
  }
}

TEST(FirstCodePoint, RefusesWhatIsNotUtf8) {
  for (const std::string_view text : {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2z", "\xe0\x9f\xbf",
                                      "\xe2\x80", "\xe2\x80z", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf",
                                      "\xf0\x90\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"}) {
    EXPECT_EQ(first_code_point(text).size, 0U) << text;
  }
}

TEST(SteersDisplay, KnowsEveryLineEndAndNoLetter) {
  for (char32_t value = 0; value <= 0xFFFF; ++value) {
    EXPECT_TRUE(steers_display(value) || !breaks_line(value)) << static_cast<unsigned long>(value);
  }
  for (const char32_t value : {U' ', U'~', U'\u00a0', U'\u00e9', U'\u2010', U'\u2030', U'\u3000', U'\u4e2d'}) {
    EXPECT_FALSE(steers_display(value)) << static_cast<unsigned long>(value);
  }
}

}  // namespace
}  // namespace tccc::detail
