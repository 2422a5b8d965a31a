// SPDX-License-Identifier: Apache-2.0
// Responses as JSON, for machines and for people.
#include "tccc/response_json.h"

#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "codec/encode.h"
#include "every_field.h"
#include "tccc/tccc.h"

namespace tccc {
namespace {

using every_field::Filler;
using every_field::Leaf;
using every_field::pointer_of;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ResponseJson, IsInTheSpellingOfTheService) {
  CreateAutoCalloutTaskResponse response;
  response.task_id = 17110;
  response.request_id = "r";
  EXPECT_EQ(response_json(response), R"({"TaskId":17110,"RequestId":"r"})");
  DescribeTelSessionResponse session;
  session.session.emplace().start_timestamp = TimePoint(std::chrono::seconds(1617184839));
  EXPECT_EQ(json::parse(response_json(session)).at("Session").at("StartTimestamp"), 1617184839);
}

TEST(ResponseJson, HasAListThatIsEmpty) {
  DescribeAIAgentInfoListResponse nobody;
  nobody.total_count = 0;
  EXPECT_EQ(json::parse(response_json(nobody)).at("AIAgentInfoList"), json::array());
  EXPECT_EQ(json::parse(redacted_response_json(nobody)).at("AIAgentInfoList"), json::array());
}

TEST(RedactedResponseJson, ShowsNoPhoneNumberAndNothingPersonal) {
  std::size_t hidden = 0;
  for (const detail::Action* action : detail::all_actions()) {
    const std::shared_ptr<void> response = action->make_response();
    const Filler filled(*action->response, response.get(), 0);
    const json shown = json::parse(detail::redacted_response_json(*action, response.get()));
    for (const Leaf& leaf : filled.leaves()) {
      const json& value = shown.at(pointer_of(leaf.path));
      const json real = every_field::json_of(leaf);
      if (leaf.field->is_personal) {
        EXPECT_EQ(value, "***") << leaf.path;
        ++hidden;
      } else if (leaf.field->is_phone) {
        EXPECT_EQ(value, masked_phone(real.get<std::string>())) << leaf.path;
        ++hidden;
      } else {
        EXPECT_EQ(value, real) << leaf.path;
      }
    }
  }
  EXPECT_GT(hidden, 80U);
}

TEST(RedactedResponseJson, IsOneLineThatSteersNoTerminal) {
  DescribeTelCdrResponse records;
  records.tel_cdr_list.emplace_back();
  records.tel_cdr_list[0].session_id = "a\x7f\n\u009b2J\u2028\u202e";
  EXPECT_THAT(redacted_response_json(records), HasSubstr(R"("SessionId":"a\u007f\n\u009b2J\u2028\u202e")"));
}

TEST(RedactedResponseJson, HidesWhatWasSaidWhereItWasRecordedAndWhatCameOfIt) {
  DescribeTelRecordAsrResponse transcript;
  transcript.asr_data_list.emplace_back();
  transcript.asr_data_list[0].user = "008613000000000";
  transcript.asr_data_list[0].message = "my card number is";
  EXPECT_THAT(redacted_response_json(transcript), Not(HasSubstr("card")));
  EXPECT_THAT(redacted_response_json(transcript), Not(HasSubstr("0086130")));

  DescribeTelCdrResponse records;
  records.tel_cdr_list.emplace_back();
  records.tel_cdr_list[0].record_url = "https://records.example.com/r?sign=x";
  records.tel_cdr_list[0].callee = "008613000000000";
  const std::string shown = redacted_response_json(records);
  EXPECT_THAT(shown, Not(HasSubstr("example")));
  EXPECT_THAT(shown, HasSubstr("0086130****0000"));
  EXPECT_EQ(json::parse(shown).at("TelCdrList").at(0).at("AsrUrl"), "") << "that there is none is no secret";

  DescribeAICallExtractResultResponse extract;
  extract.result_list.emplace_back();
  auto& result = extract.result_list[0].result.emplace();
  result.text = "diabetes";
  result.number = 54;
  result.boolean = true;
  result.chosen = {"ill"};
  const json value = json::parse(redacted_response_json(extract)).at("ResultList").at(0).at("Result");
  for (const char* name : {"Text", "Number", "Boolean"}) EXPECT_EQ(value.at(name), "***") << name;
  EXPECT_EQ(value.at("Chosen").at(0), "***");
}

TEST(RedactedResponseJson, HidesWhatWasSaidInARoundAndWhatWasDrawnFromIt) {
  DescribeAICallInteractionRecordsResponse rounds;
  AIRoundMessage message;
  message.user_reply.emplace().asr_transcript = "I am ill";
  message.user_reply->matched_intent = "says that he is ill";
  message.ai_speak.emplace().spoken_text = "You are ill, then";
  message.ai_speak->traverse_reason = "the callee is ill";
  message.ai_speak->knowledge_name = "What if one is ill?";
  rounds.interaction_event_list.emplace_back().messages = {message};
  EXPECT_THAT(redacted_response_json(rounds), Not(HasSubstr("ill")));
}

TEST(RedactedResponseJson, HidesWhatWasPlayedAndWhatAKeyMeant) {
  DescribeTelCdrResponse records;
  IVRKeyPressedElement key;
  key.key = "7";
  key.label = "cancel the treatment";
  key.original_content = "my treatment";
  key.tts_prompt = "Your treatment: press 7 to cancel";
  records.tel_cdr_list.emplace_back().ivr_key_pressed_ex = {key};
  EXPECT_THAT(redacted_response_json(records), Not(HasSubstr("treatment")));
}

}  // namespace
}  // namespace tccc
