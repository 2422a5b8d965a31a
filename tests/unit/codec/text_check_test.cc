// SPDX-License-Identifier: Apache-2.0
// What counts as text, and what may go into a header.
#include "codec/text_check.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace tccc {
namespace {

using detail::check_text;
using detail::is_header_safe;
using detail::TextFault;

std::string utf8_of(char32_t point) {
  const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
  if (point < 0x80) return {byte(point)};
  if (point < 0x800) return {byte(0xC0 | (point >> 6)), byte(0x80 | (point & 0x3F))};
  if (point < 0x10000) {
    return {byte(0xE0 | (point >> 12)), byte(0x80 | ((point >> 6) & 0x3F)), byte(0x80 | (point & 0x3F))};
  }
  return {byte(0xF0 | (point >> 18)), byte(0x80 | ((point >> 12) & 0x3F)), byte(0x80 | ((point >> 6) & 0x3F)),
          byte(0x80 | (point & 0x3F))};
}

TEST(CheckText, TakesEveryCodePointButNulAndSurrogates) {
  for (char32_t point = 1; point <= 0x10FFFF; ++point) {
    const bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
    ASSERT_EQ(check_text(utf8_of(point)), is_surrogate ? TextFault::not_utf8 : TextFault::none)
        << static_cast<std::uint32_t>(point);
  }
}

TEST(CheckText, RefusesNulAtEveryOffset) {
  for (std::size_t length = 1; length <= 40; ++length) {
    for (std::size_t at = 0; at < length; ++at) {
      std::string text(length, 'a');
      text[at] = '\0';
      ASSERT_EQ(check_text(text), TextFault::nul) << at << " of " << length;
    }
  }
}

TEST(CheckText, RefusesEachByteThatBeginsNothingAtEveryOffset) {
  for (unsigned byte = 0x80; byte <= 0xFF; ++byte) {
    for (std::size_t at = 0; at < 20; ++at) {
      std::string text(20, 'a');
      text[at] = static_cast<char>(byte);
      ASSERT_EQ(check_text(text), TextFault::not_utf8) << byte << " at " << at;
    }
  }
}

TEST(CheckText, RefusesASequenceCutShort) {
  for (const char32_t point : {U'é', U'你', U'👋'}) {
    const std::string whole = utf8_of(point);
    for (std::size_t kept = 1; kept < whole.size(); ++kept) {
      EXPECT_EQ(check_text(whole.substr(0, kept)), TextFault::not_utf8);
      EXPECT_EQ(check_text("abcdefgh" + whole.substr(0, kept)), TextFault::not_utf8);
      EXPECT_EQ(check_text(whole.substr(0, kept) + "abcdefgh"), TextFault::not_utf8);
      EXPECT_EQ(check_text(whole + whole.substr(0, kept)), TextFault::not_utf8);
    }
  }
}

// Text is checked many bytes at a time, from wherever a run begins.
constexpr std::size_t kLongRun = 24;
constexpr std::size_t kShifts = 17;

TEST(CheckText, TakesAnySequenceInEachPlaceOfALongRun) {
  for (const char32_t other : {U'a', U'é', U'\u0800', U'\uD7FF', U'\uE000', U'\uFFFF', U'👋'}) {
    for (std::size_t place = 0; place <= kLongRun; ++place) {
      for (std::size_t shift = 0; shift < kShifts; ++shift) {
        std::string text(shift, 'a');
        for (std::size_t i = 0; i < kLongRun; ++i) text += utf8_of(i == place ? other : U'你');
        ASSERT_EQ(check_text(text), TextFault::none)
            << static_cast<std::uint32_t>(other) << " in " << place << " after " << shift;
      }
    }
  }
}

TEST(CheckText, RefusesAWrongByteInEachPlaceOfALongRun) {
  struct Wrong {
    char32_t run;
    std::size_t offset;  // in the sequence
    char byte;
  };
  for (const Wrong& wrong : {Wrong{U'你', 0, '\xED'}, Wrong{U'\u4000', 0, '\xE0'}, Wrong{U'你', 0, '\xF1'},
                             Wrong{U'你', 0, '\xC3'}, Wrong{U'你', 0, 'a'}, Wrong{U'你', 1, '\xE4'},
                             Wrong{U'你', 1, 'a'}, Wrong{U'你', 2, '\xC0'}, Wrong{U'你', 2, '\x7F'}}) {
    for (std::size_t place = 0; place < kLongRun; ++place) {
      for (std::size_t shift = 0; shift < kShifts; ++shift) {
        std::string text(shift, 'a');
        for (std::size_t i = 0; i < kLongRun; ++i) text += utf8_of(wrong.run);
        text[shift + 3 * place + wrong.offset] = wrong.byte;
        ASSERT_EQ(check_text(text), TextFault::not_utf8)
            << static_cast<int>(wrong.byte) << " in " << place << " after " << shift;
      }
    }
  }
}

TEST(CheckText, RefusesARunOfSequencesThatAreAllCutShort) {
  for (const char* cut : {"\xE4", "\xE4\xBD", "\xBD\xA0", "\xE4\xBD\xA0\xA0"}) {
    std::string text;
    for (std::size_t i = 0; i < kLongRun; ++i) text += cut;
    EXPECT_EQ(check_text(text), TextFault::not_utf8) << cut;
  }
}

TEST(CheckText, RefusesWhatIsLongerThanItNeedsToBe) {
  for (const char* text : {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xF0\x80\x80\x80",
                           "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF8\x88\x80\x80\x80"}) {
    EXPECT_EQ(check_text(text), TextFault::not_utf8);
  }
}

TEST(CheckText, RefusesAWrongByteInEachPlaceOfASequence) {
  for (const char32_t point : {U'é', U'你', U'\uD7FF', U'\u0800', U'👋', U'\U0010FFFF', U'\U00010000'}) {
    const std::string whole = utf8_of(point);
    for (std::size_t at = 1; at < whole.size(); ++at) {
      for (const char wrong : {'a', '\x7F', '\xC0', '\xFF'}) {
        std::string text = whole;
        text[at] = wrong;
        EXPECT_EQ(check_text(text), TextFault::not_utf8);
      }
    }
  }
}

TEST(CheckText, TakesTheEmptyTextAndAnyMixtureOfScripts) {
  EXPECT_EQ(check_text({}), TextFault::none);
  EXPECT_EQ(check_text("plain ascii that is longer than a word"), TextFault::none);
  EXPECT_EQ(check_text("你是李医生 (Dr. Li), Amélie 👋 한국어 ไทย عربي"), TextFault::none);
  EXPECT_EQ(check_text("\x01\x1F\x7F\r\n"), TextFault::none);  // odd, yet text: JSON escapes it
}

TEST(IsHeaderSafe, TakesVisibleAsciiAndInnerSpaces) {
  EXPECT_TRUE(is_header_safe({}));
  EXPECT_TRUE(is_header_safe("ap-guangzhou"));
  EXPECT_TRUE(is_header_safe("!\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~"));
  EXPECT_TRUE(is_header_safe("a b"));
}

TEST(IsHeaderSafe, RefusesBlanksAtTheEnds) {
  EXPECT_FALSE(is_header_safe(" a"));
  EXPECT_FALSE(is_header_safe("a "));
  EXPECT_FALSE(is_header_safe(" "));
}

TEST(IsHeaderSafe, RefusesEveryOtherByteAtEveryPlace) {
  for (unsigned byte = 0; byte <= 0xFF; ++byte) {
    if (byte >= 0x20 && byte < 0x7F) continue;
    for (std::size_t at = 0; at < 3; ++at) {
      std::string text = "abc";
      text[at] = static_cast<char>(byte);
      EXPECT_FALSE(is_header_safe(text)) << byte << " at " << at;
    }
  }
}

}  // namespace
}  // namespace tccc
