// SPDX-License-Identifier: Apache-2.0
// Tests of random identifiers.
#include "testing/random_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tccc::testing::detail {
namespace {

TEST(RandomText, HasAsManyHexDigitsAsAskedFor) {
  EXPECT_EQ(random_hex(0), "");
  EXPECT_THAT(random_hex(7), ::testing::MatchesRegex("[0-9a-f]+"));
  EXPECT_EQ(random_hex(7).size(), 7U);
}

TEST(RandomText, MakesUuidsOfVersionFour) {
  for (int i = 0; i < 64; ++i) {
    const std::string uuid = random_uuid();
    ASSERT_THAT(uuid, ::testing::MatchesRegex("[0-9a-f]+-[0-9a-f]+-4[0-9a-f]+-[89ab][0-9a-f]+-[0-9a-f]+"));
    ASSERT_EQ(uuid.size(), 36U);
    ASSERT_EQ(uuid[8], '-');
    ASSERT_EQ(uuid[23], '-');
  }
}

TEST(RandomText, DiffersEachTime) {
  EXPECT_NE(random_uuid(), random_uuid());
}

}  // namespace
}  // namespace tccc::testing::detail
