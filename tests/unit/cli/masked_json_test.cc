// SPDX-License-Identifier: Apache-2.0
// Answers as JSON that can be shown.
#include "cli/masked_json.h"

#include <string>

#include <gtest/gtest.h>

namespace tccc::cli {
namespace {

TEST(ShownJson, MasksNumbersByTheirMemberAndByTheirPrefix) {
  EXPECT_EQ(
      shown_json(R"({"Callee":"008612300000000","List":[{"Callers":["008601012345678"]}],"Text":"008612300000000"})",
                 false, false),
      R"({"Callee":"0086123****0000","List":[{"Callers":["0086010****5678"]}],"Text":"0086123****0000"})");
  EXPECT_EQ(shown_json(R"({"User":"agent@example.com","StartTimestamp":"1617184839","RoomID":"0"})", false, false),
            R"({"User":"agent@example.com","StartTimestamp":"1617184839","RoomID":"0"})");
}

TEST(ShownJson, ShowsThemWholeWhenTold) {
  EXPECT_EQ(shown_json(R"({"Callee":"008612300000000"})", "r", true, false),
            R"({"Callee":"008612300000000","RequestId":"r"})");
}

TEST(ShownJson, CanBeIndented) {
  EXPECT_EQ(shown_json(R"({"A":[1]})", false, true), "{\n  \"A\": [\n    1\n  ]\n}");
}

TEST(ShownJson, LeavesWhatIsNoJson) {
  EXPECT_EQ(shown_json("{", false, false), "{");
}

}  // namespace
}  // namespace tccc::cli
