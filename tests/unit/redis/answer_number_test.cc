// SPDX-License-Identifier: Apache-2.0
#include "redis/answer_number.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace tccc {
namespace {

using redis::answer_number;
using redis::answer_time;

TEST(AnswerNumber, ReadsWhatAScriptWrites) {
  EXPECT_EQ(answer_number("-1"), -1);
  EXPECT_EQ(answer_number("0"), 0);
  EXPECT_EQ(answer_number("1763776000000000"), 1763776000000000);
  EXPECT_EQ(answer_number("9007199254740992"), 9007199254740992);
}

TEST(AnswerNumber, RefusesWhatWouldOverflowWhenItIsComputedWith) {
  EXPECT_FALSE(answer_number("-2"));
  EXPECT_FALSE(answer_number("9007199254740993"));
  EXPECT_FALSE(answer_number(std::to_string(std::numeric_limits<std::int64_t>::max())));
  EXPECT_FALSE(answer_number("99999999999999999999"));
}

TEST(AnswerNumber, RefusesWhatIsNoNumber) {
  for (const char* text : {"", " 1", "1 ", "1.5", "1e3", "+1", "x"}) EXPECT_FALSE(answer_number(text)) << text;
}

TEST(AnswerTime, ReadsWhatTimeAnswers) {
  EXPECT_EQ(answer_time({{}, {"1763776000", "999999"}}), 1763776000999999);
}

TEST(AnswerTime, RefusesWhatIsNoTime) {
  EXPECT_FALSE(answer_time({{}, {}}));
  EXPECT_FALSE(answer_time({{}, {"1763776000"}}));
  EXPECT_FALSE(answer_time({{}, {"1763776000", "1", "2"}}));
  EXPECT_FALSE(answer_time({{}, {"1763776000", "1000000"}}));
  EXPECT_FALSE(answer_time({{}, {"1763776000", "-1"}}));
  EXPECT_FALSE(answer_time({{}, {"-1", "0"}}));
  EXPECT_FALSE(answer_time({{}, {"9007199255", "0"}}));
}

}  // namespace
}  // namespace tccc
