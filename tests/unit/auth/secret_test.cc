// SPDX-License-Identifier: Apache-2.0
// Secrets are shared, compared and kept out of every printed text.
#include "tccc/secret.h"

#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

#include <gtest/gtest.h>

#include "../../key_watch.h"

namespace tccc {
namespace {

// Comparisons go through EXPECT_TRUE, which prints no operand when it fails.

TEST(Secret, IsEmptyByDefault) {
  const Secret secret;
  EXPECT_TRUE(secret.empty());
  EXPECT_EQ(secret.size(), 0U);
  EXPECT_TRUE(secret.reveal().empty());
  EXPECT_TRUE(Secret("").empty());
  EXPECT_TRUE(Secret("") == Secret());
}

TEST(Secret, RevealsItsText) {
  const std::string text = random_key();
  const Secret secret(text);
  EXPECT_FALSE(secret.empty());
  EXPECT_EQ(secret.size(), text.size());
  EXPECT_TRUE(secret.reveal() == text);
}

TEST(Secret, KeepsBytesThatAreNotText) {
  const std::string text("a\0\xFF\n", 4);
  EXPECT_TRUE(Secret(text).reveal() == text);
}

TEST(Secret, OwnsItsText) {
  std::string text = random_key();
  const std::string original = text;
  const Secret secret(text);
  text.assign(text.size(), 'x');
  EXPECT_TRUE(secret.reveal() == original);
}

TEST(Secret, SharesOneBufferBetweenCopies) {
  const Secret first(random_key());
  const Secret second = first;
  EXPECT_EQ(static_cast<const void*>(first.reveal().data()), static_cast<const void*>(second.reveal().data()));
}

TEST(Secret, LivesAsLongAsItsLastCopy) {
  const std::string text = random_key();
  Secret second;
  {
    const Secret first(text);
    second = first;
  }
  EXPECT_TRUE(second.reveal() == text);
}

TEST(Secret, IsEmptyAfterAMove) {
  Secret first(random_key());
  const Secret second = std::move(first);
  EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(first.size(), 0U);
  EXPECT_FALSE(second.empty());
}

TEST(Secret, ComparesTexts) {
  const std::string text = random_key();
  EXPECT_TRUE(Secret(text) == Secret(text));
  EXPECT_FALSE(Secret(text) != Secret(text));
  EXPECT_TRUE(Secret(text) != Secret(text + "x"));
  EXPECT_TRUE(Secret("x" + text) != Secret("y" + text));
  EXPECT_TRUE(Secret(text + "x") != Secret(text + "y"));
  EXPECT_TRUE(Secret(text) != Secret());
}

TEST(Secret, PrintsStarsWhateverItsLength) {
  for (const std::string& text : {std::string("x"), random_key(), random_key() + random_key()}) {
    std::ostringstream stream;
    stream << Secret(text);
    EXPECT_EQ(stream.str(), "***");
  }
}

TEST(Secret, PrintsNothingWhenEmpty) {
  std::ostringstream stream;
  stream << Secret();
  EXPECT_EQ(stream.str(), "");
}

TEST(Secret, DoesNotTurnIntoTextByAccident) {
  static_assert(!std::is_convertible_v<Secret, std::string>);
  static_assert(!std::is_convertible_v<Secret, std::string_view>);
  static_assert(!std::is_convertible_v<Secret, bool>);
  static_assert(!std::is_convertible_v<std::string, Secret>);
}

}  // namespace
}  // namespace tccc
