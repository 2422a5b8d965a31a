// SPDX-License-Identifier: Apache-2.0
// Answers as JSON that can be shown.
#include "cli/masked_json.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tccc::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ShownJson, MasksNumbersByTheirMemberAndByTheirPrefix) {
  EXPECT_EQ(
      shown_json(R"({"Callee":"008612300000000","List":[{"Callers":["008601012345678"]}],"Text":"008612300000000"})",
                 false, false),
      R"({"Callee":"0086123****0000","List":[{"Callers":["0086010****5678"]}],"Text":"0086123****0000"})");
  EXPECT_EQ(shown_json(R"({"User":"agent@example.com","StartTimestamp":"1617184839","RoomID":"0"})", false, false),
            R"({"User":"agent@example.com","StartTimestamp":"1617184839","RoomID":"0"})");
}

TEST(ShownJson, MasksNumbersHoweverTheyAreSpelt) {
  EXPECT_EQ(shown_json(R"({"Callee":"+86 138 0013 8000","Caller":"0755-12345678","Callers":["(010) 1234 5678",10086]})",
                       false, false),
            R"({"Callee":"+86 138****8000","Caller":"075****678","Callers":["(010) 1****5678","1****6"]})");
  EXPECT_EQ(shown_json(R"({"Text":"+86 138 0013 8000"})", false, false), R"({"Text":"+86 138****8000"})");
}

TEST(ShownJson, MasksNumbersWithoutQuotes) {
  EXPECT_EQ(shown_json(R"({"Callee":13800138000,"Mobile":13800138000.0,"Phone":1234})", false, false),
            R"({"Callee":"13****00","Mobile":"138****0.0","Phone":1234})");
}

TEST(ShownJson, KnowsTheMembersOfOtherActions) {
  EXPECT_EQ(shown_json(R"({"PhoneNumber":"13800138000","Mobile":"13800138000","phone_numbers":["13800138000"]})", false,
                       false),
            R"({"PhoneNumber":"13****00","Mobile":"13****00","phone_numbers":["13****00"]})");
}

TEST(ShownJson, LeavesIdsTimesAndFigures) {
  const std::string ids =
      R"({"SdkAppId":1400000000,"TaskId":1234567890,"SessionId":"6bb56a09278740bc80c5dc6dab783eff",)"
      R"("StartTimestamp":1617184839,"PageNumber":12345,"StaffNumber":"12345","Number":12999.5,"Text":"13800138000"})";
  EXPECT_EQ(shown_json(ids, false, false), ids);
}

TEST(ShownJson, MasksNumbersInJsonInsideAString) {
  EXPECT_EQ(shown_json(R"({"Body":"{\"Phone\": \"13800138000\", \"n\": 1.50}"})", false, false),
            R"({"Body":"{\"Phone\":\"13****00\",\"n\":1.5}"})");
  EXPECT_EQ(shown_json(R"({"Body":"{\"In\":\"{\\\"Phone\\\":\\\"13800138000\\\"}\"}"})", false, false),
            R"({"Body":"{\"In\":\"{\\\"Phone\\\":\\\"13****00\\\"}\"}"})");
  const std::string without = R"({"Body":"{ \"n\" : 1.50 }","Open":"{ 13800138000"})";
  EXPECT_EQ(shown_json(without, false, false), without);
  EXPECT_EQ(shown_json(R"({"Body":"{\"Phone\":\"13800138000\",\"Phone\":\"1\"}"})", false, false),
            R"({"Body":"{\"Phone\":\"1\"}"})");
}

TEST(ShownJson, DoesNotShowWhatIsWrappedOrNestedTooDeep) {
  std::string wrapped = R"({"Phone":"13800138000"})";
  for (int i = 0; i < 6; ++i) wrapped = "{\"In\":" + nlohmann::json(wrapped).dump() + "}";
  EXPECT_THAT(shown_json(wrapped, false, false), Not(HasSubstr("13800138000")));
  const std::string nested = std::string(100, '[') + R"({"Phone":"13800138000"})" + std::string(100, ']');
  EXPECT_EQ(shown_json("{\"In\":" + nlohmann::json(nested).dump() + "}", false, false), R"({"In":"****"})");
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
