// SPDX-License-Identifier: Apache-2.0
// What a text begins and ends with.
#include "codec/text_ends.h"

#include <gtest/gtest.h>

namespace tccc::detail {
namespace {

TEST(TextEnds, AreComparedWhole) {
  EXPECT_TRUE(starts_with("https://a", "https:"));
  EXPECT_TRUE(starts_with("a", ""));
  EXPECT_FALSE(starts_with("htt", "https:"));
  EXPECT_FALSE(starts_with("Https:", "https:"));
  EXPECT_TRUE(ends_with("a.localhost", ".localhost"));
  EXPECT_TRUE(ends_with("a", ""));
  EXPECT_FALSE(ends_with("host", "localhost"));
}

TEST(TextEnds, LoseTheirBlanksAndNothingElse) {
  EXPECT_EQ(trimmed(" \t a b \t", kLineBlanks), "a b");
  EXPECT_EQ(trimmed("a\r\n", kTextBlanks), "a");
  EXPECT_EQ(trimmed("a\r\n", kLineBlanks), "a\r\n");
  EXPECT_EQ(trimmed(" \t ", kLineBlanks), "");
  EXPECT_EQ(trimmed("", kTextBlanks), "");
}

}  // namespace
}  // namespace tccc::detail
