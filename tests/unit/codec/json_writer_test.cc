// SPDX-License-Identifier: Apache-2.0
// JSON tokens, against RFC 8259 and against another reader.
#include "codec/json_writer.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tccc {
namespace {

std::string text_token(std::string_view value) {
  std::string out;
  detail::JsonWriter(out).text(value);
  return out;
}

std::string number_token(double value) {
  std::string out;
  detail::JsonWriter(out).number(value);
  return out;
}

TEST(JsonWriter, EscapesWhatJsonRequiresAndNothingElse) {
  EXPECT_EQ(text_token("\""), R"("\"")");
  EXPECT_EQ(text_token("\\"), R"("\\")");
  EXPECT_EQ(text_token("\b\f\n\r\t"), R"("\b\f\n\r\t")");
  EXPECT_EQ(text_token("/"), R"("/")");
  EXPECT_EQ(text_token("\x7F"), "\"\x7F\"");
  EXPECT_EQ(text_token("你好 👋 Amélie \u2028"), "\"你好 👋 Amélie \u2028\"");
  EXPECT_EQ(text_token({}), "\"\"");
}

TEST(JsonWriter, WritesOtherControlCharactersAsFourHexDigits) {
  EXPECT_EQ(text_token("\x01"), R"("\u0001")");
  EXPECT_EQ(text_token("\x0B"), R"("\u000b")");
  EXPECT_EQ(text_token("\x1F"), R"("\u001f")");
  EXPECT_EQ(text_token(std::string_view("\0", 1)), R"("\u0000")");
}

// The scan looks at eight bytes at a time: every byte is tried in every place of a word, before, in and after it.
TEST(JsonWriter, FindsEveryByteThatNeedsAnEscapeAtEveryOffset) {
  for (const char filler : {'a', '!', '#', '\x7F'}) {
    for (std::size_t length = 1; length <= 17; ++length) {
      for (std::size_t at = 0; at < length; ++at) {
        for (unsigned byte = 0; byte < 0x80; ++byte) {
          std::string text(length, filler);
          text[at] = static_cast<char>(byte);
          const std::string token = text_token(text);
          const bool is_escaped = byte < 0x20 || byte == '"' || byte == '\\';
          ASSERT_EQ(token.size() != text.size() + 2, is_escaped) << byte << " at " << at << " of " << length;
          ASSERT_EQ(nlohmann::json::parse(token).get<std::string>(), text);
        }
      }
    }
  }
}

TEST(JsonWriter, WritesNeighbouringEscapesInOrder) {
  std::mt19937 random(20200210);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same texts in every run
  const std::string_view alphabet = "\"\\\n\x01 a!#[]";
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 40, ' ');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    ASSERT_EQ(nlohmann::json::parse(text_token(text)).get<std::string>(), text);
  }
}

TEST(JsonWriter, WritesIntegersToTheEndOfTheirRange) {
  std::string out;
  detail::JsonWriter writer(out);
  writer.integer((std::numeric_limits<std::int64_t>::min)());
  writer.raw(' ');
  writer.integer((std::numeric_limits<std::int64_t>::max)());
  writer.raw(' ');
  writer.natural((std::numeric_limits<std::uint64_t>::max)());
  writer.raw(' ');
  writer.integer(0);
  EXPECT_EQ(out, "-9223372036854775808 9223372036854775807 18446744073709551615 0");
}

TEST(JsonWriter, WritesTheShortestNumberThatReadsBack) {
  EXPECT_EQ(number_token(0.1), "0.1");
  EXPECT_EQ(number_token(0.3), "0.3");
  EXPECT_EQ(number_token(1.25), "1.25");
  EXPECT_EQ(number_token(1), "1");
  EXPECT_EQ(number_token(-2), "-2");
  EXPECT_EQ(number_token(0.1 + 0.2), "0.30000000000000004");
}

TEST(JsonWriter, WritesNumbersThatAnotherReaderReadsBackUnchanged) {
  std::mt19937_64 random(20200210);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same numbers in every run
  for (int round = 0; round < 20000; ++round) {
    const std::uint64_t bits = random();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    ASSERT_EQ(nlohmann::json::parse(number_token(value)).get<double>(), value) << number_token(value);
  }
}

TEST(JsonWriter, AppendsKeysLiteralsAndRawText) {
  std::string out = "before";
  detail::JsonWriter writer(out);
  writer.raw('{');
  writer.key("On");
  writer.boolean(true);
  writer.raw(",");
  writer.key("Off");
  writer.boolean(false);
  writer.raw('}');
  EXPECT_EQ(out, R"(before{"On":true,"Off":false})");
}

}  // namespace
}  // namespace tccc
