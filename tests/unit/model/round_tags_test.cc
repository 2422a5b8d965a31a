// SPDX-License-Identifier: Apache-2.0
// Tags of a round, which come as JSON inside a string.
#include <string>

#include <gtest/gtest.h>

#include "tccc/api/describe_ai_call_interaction_records.h"

namespace tccc {
namespace {

TEST(ParseRoundTags, ReadsAnArrayOfTags) {
  const auto tags = parse_round_tags(
      R"([{"TagName":"day","TagValue":"Monday","TagType":2},{"TagName":"hour","TagValue":"9","TagType":3,"New":{}}])");
  ASSERT_TRUE(tags);
  ASSERT_EQ(tags->size(), 2U);
  EXPECT_EQ((*tags)[0].tag_name, "day");
  EXPECT_EQ((*tags)[0].tag_value, "Monday");
  EXPECT_EQ((*tags)[0].tag_type, 2);
  EXPECT_EQ((*tags)[1].tag_type, 3);
}

TEST(ParseRoundTags, FindsNoneInTheEmptyTextAndInNull) {
  for (const char* none : {"", "[]", " [ ] ", "null"}) {
    const auto tags = parse_round_tags(none);
    ASSERT_TRUE(tags) << none;
    EXPECT_TRUE(tags->empty()) << none;
  }
}

TEST(ParseRoundTags, LeavesEmptyWhatATagHasNot) {
  const auto tags = parse_round_tags(R"([{},{"TagName":null,"TagType":null}])");
  ASSERT_TRUE(tags);
  EXPECT_EQ((*tags)[1].tag_name, "");
  EXPECT_FALSE((*tags)[1].tag_type);
}

TEST(ParseRoundTags, RefusesWhatIsNoArrayOfTags) {
  for (const char* text : {"tags", "{}", "[1]", "[[]]", "[{\"TagName\":1}]", "[", "[]]", "[],\"X\":1", "[]}", "7"}) {
    const auto tags = parse_round_tags(text);
    ASSERT_FALSE(tags) << text;
    EXPECT_EQ(tags.error().code(), ErrorCode::invalid_argument) << text;
    EXPECT_EQ(tags.error().field().substr(0, 4), "Tags") << text;
  }
  EXPECT_FALSE(parse_round_tags(std::string(200000, '[')));
}

}  // namespace
}  // namespace tccc
