// SPDX-License-Identifier: Apache-2.0
// From a pushed request to a typed event: what is read, what is let pass, and what is refused.
#include "push/read_push.h"

#include <chrono>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "push_fixture.h"
#include "tccc/types/end_status.h"

namespace tccc {
namespace {

using push_test::call_record;
using push_test::json;
using push_test::kCallee;
using push_test::kSession;
using push_test::kUuid;
using push_test::push;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TimePoint at(std::int64_t second) {
  return TimePoint(std::chrono::seconds(second));
}

PushEvent read(PushRequest request) {
  auto event = parse_push(std::move(request));
  EXPECT_TRUE(event) << (event ? "" : event.error().to_string());
  return event ? *std::move(event) : PushEvent();
}

// The part that a refusal names.
std::string refused(PushRequest request) {
  const auto event = parse_push(std::move(request));
  if (event) return "nothing";
  EXPECT_EQ(event.error().code(), ErrorCode::invalid_argument);
  EXPECT_THAT(event.error().message(), Not(HasSubstr(kCallee)));
  return event.error().field();
}

json recording() {
  return {{"SdkAppId", 1400000000},
          {"RecordId", "record-1"},
          {"SessionId", kSession},
          {"Timestamp", 1608130650},
          {"EndpointUser", kCallee},
          {"RecordURL", "https://records.example.com/1"},
          {"CustomRecordURL", "https://own.example.com/1"}};
}

TEST(ReadPush, ReadsEveryDocumentedMemberOfACallRecord) {
  const PushEvent event = read(push());
  EXPECT_EQ(event.uuid, kUuid);
  EXPECT_EQ(event.action, "cdr");
  EXPECT_EQ(event.version, "1");
  EXPECT_EQ(event.raw_body, call_record().dump());
  EXPECT_THAT(event.unread, IsEmpty());
  const auto* pushed = std::get_if<CallRecordPush>(&event.content);
  ASSERT_NE(pushed, nullptr);
  EXPECT_EQ(pushed->sdk_app_id, 1400000000);
  const TelCdrInfo& record = pushed->record;
  EXPECT_EQ(record.session_id, kSession);
  EXPECT_EQ(record.caller, "008601000000000");
  EXPECT_EQ(record.callee, kCallee);
  EXPECT_EQ(record.direction, call_direction::outbound);
  EXPECT_EQ(record.call_type, call_type::outbound);
  EXPECT_EQ(record.duration, std::chrono::seconds(31));
  EXPECT_EQ(record.start_timestamp, at(1735689600));
  EXPECT_EQ(record.ring_timestamp, at(1735689603));
  EXPECT_EQ(record.accept_timestamp, at(1735689611));
  EXPECT_EQ(record.ended_timestamp, at(1735689642));
  EXPECT_EQ(record.queued_timestamp, std::nullopt);
  EXPECT_EQ(record.ivr_duration, std::chrono::seconds(0));
  EXPECT_THAT(record.ivr_key_pressed, ElementsAre("1"));
  ASSERT_EQ(record.ivr_key_pressed_ex.size(), 1U);
  EXPECT_EQ(record.ivr_key_pressed_ex[0].label, "yes");
  EXPECT_EQ(record.hung_up_side, hang_up_side::user);
  ASSERT_TRUE(record.seat_user);
  EXPECT_EQ(record.seat_user->mail, "agent@example.com");
  ASSERT_EQ(record.serve_participants.size(), 1U);
  EXPECT_EQ(record.queued_skill_group_name, "service");
  EXPECT_EQ(record.queued_skill_group_id, 7U);
  EXPECT_EQ(record.record_id, "record-1");
}

TEST(ReadPush, NumbersTheEndThatIsPushedByNameAlone) {
  const PushEvent event = read(push());
  EXPECT_EQ(std::get<CallRecordPush>(event.content).record.end_status, end_status::user_hangup_during_ai_call);
}

TEST(ReadPush, LeavesAnEndOfANewNameWithoutNumber) {
  json body = call_record();
  body["EndStatusString"] = "endedByFutureFeature";
  const PushEvent event = read(push(body));
  const TelCdrInfo& record = std::get<CallRecordPush>(event.content).record;
  EXPECT_EQ(record.end_status, std::nullopt);
  EXPECT_EQ(record.end_status_string, "endedByFutureFeature");
}

TEST(ReadPush, ReadsARecording) {
  const PushEvent event = read(push(recording(), "action=record&version=1"));
  const auto* pushed = std::get_if<RecordingPush>(&event.content);
  ASSERT_NE(pushed, nullptr);
  EXPECT_EQ(pushed->sdk_app_id, 1400000000);
  EXPECT_EQ(pushed->record_id, "record-1");
  EXPECT_EQ(pushed->session_id, kSession);
  EXPECT_EQ(pushed->timestamp, at(1608130650));
  EXPECT_EQ(pushed->endpoint_user, kCallee);
  EXPECT_EQ(pushed->record_url, "https://records.example.com/1");
  EXPECT_EQ(pushed->custom_record_url, "https://own.example.com/1");
}

TEST(ReadPush, ReadsAVoicemailWhoseNumberStandsWithoutQuotesAndWhoseQueryHasNoVersion) {
  PushRequest request = push(json::object(), "action=voicemail");
  request.body = R"({"SdkAppId":1400000000,"SessionId":"s-1","Timestamp":1608130650,
      "RecordURL":"https://records.example.com/1","EndpointUser":13012340000})";
  const PushEvent event = read(request);
  const auto* pushed = std::get_if<VoicemailPush>(&event.content);
  ASSERT_NE(pushed, nullptr);
  EXPECT_EQ(pushed->endpoint_user, "13012340000");
  EXPECT_EQ(pushed->timestamp, at(1608130650));
  EXPECT_THAT(event.unread, IsEmpty());
}

TEST(ReadPush, ReadsNumbersInQuotes) {
  json body = call_record();
  body["SdkAppId"] = "1400000000";
  body["Duration"] = "31";
  body["EndedTimestamp"] = "1735689642";
  body["QueuedSkillGroupId"] = "-1";
  body["AcceptTimestamp"] = "";
  const PushEvent event = read(push(body));
  const auto& pushed = std::get<CallRecordPush>(event.content);
  EXPECT_EQ(pushed.sdk_app_id, 1400000000);
  EXPECT_EQ(pushed.record.duration, std::chrono::seconds(31));
  EXPECT_EQ(pushed.record.ended_timestamp, at(1735689642));
  EXPECT_EQ(pushed.record.queued_skill_group_id, std::nullopt);
  EXPECT_EQ(pushed.record.accept_timestamp, std::nullopt);
  EXPECT_THAT(event.unread, IsEmpty());
}

TEST(ReadPush, LeavesOutMembersOfOtherTypesAndNamesThem) {
  json body = call_record();
  body["Direction"] = {{"Value", 1}};
  body["SeatUser"] = "nobody";
  body["ServeParticipants"] = {{{"Sequence", "first"}, {"Mail", "agent@example.com"}}, "second"};
  const PushEvent event = read(push(body));
  const TelCdrInfo& record = std::get<CallRecordPush>(event.content).record;
  EXPECT_EQ(record.direction, std::nullopt);
  EXPECT_EQ(record.seat_user, std::nullopt);
  ASSERT_EQ(record.serve_participants.size(), 1U);
  EXPECT_EQ(record.serve_participants[0].sequence, std::nullopt);
  EXPECT_EQ(record.serve_participants[0].mail, "agent@example.com");
  EXPECT_THAT(event.unread,
              ElementsAre("Direction", "SeatUser", "ServeParticipants[0].Sequence", "ServeParticipants[1]"));
}

TEST(ReadPush, PassesOverMembersThatNobodyKnows) {
  json body = call_record();
  body["Future"] = {{"Deep", json::array({1, 2})}};
  const PushEvent event = read(push(body));
  EXPECT_THAT(event.unread, IsEmpty());
  EXPECT_THAT(event.raw_body, HasSubstr("Future"));
}

TEST(ReadPush, KeepsAnActionOrVersionThatItDoesNotKnowAsItArrived) {
  for (const char* query : {"action=tags&version=1", "action=cdr&version=2"}) {
    PushRequest request = push(json::object(), query);
    request.body = "any bytes";
    const PushEvent event = read(request);
    EXPECT_TRUE(std::holds_alternative<UnknownPush>(event.content)) << query;
    EXPECT_EQ(event.raw_body, "any bytes");
  }
}

TEST(ReadPush, TakesCharacterSetsHoweverTheyAreSpelt) {
  for (const char* type : {"application/json;charset=utf8", "application/json; charset=UTF-8", "Application/JSON",
                           "application/json;charset=\"utf-8\"", "application/json; a=b ; Charset = utf8 ", ""}) {
    PushRequest request = push();
    push_test::header(request, 0).value = type;
    EXPECT_EQ(refused(request), "nothing") << type;
  }
}

TEST(ReadPush, RefusesAnotherContentType) {
  for (const char* type : {"text/plain", "application/jsonp", "application/json;charset=gbk", ";charset=utf8"}) {
    PushRequest request = push();
    push_test::header(request, 0).value = type;
    EXPECT_EQ(refused(request), "Content-Type") << type;
  }
}

TEST(ReadPush, FindsItsParametersInAQueryThatTheConsoleUrlBeganAndInAWholeTarget) {
  for (const char* query :
       {"key=1&action=cdr&version=1", "key=1?action=cdr&version=1", "action=own&action=cdr&version=1",
        "/pushes?action=cdr&version=1", "&&action=cdr&version=1&"}) {
    const PushEvent event = read(push(call_record(), query));
    EXPECT_EQ(event.action, "cdr") << query;
    EXPECT_EQ(event.version, "1") << query;
  }
}

TEST(ReadPush, RefusesAQueryWithoutAction) {
  for (const char* query : {"", "version=1", "action=&version=1", "Action=cdr", "action"}) {
    EXPECT_EQ(refused(push(call_record(), query)), "query") << query;
  }
  EXPECT_EQ(refused(push(call_record(), "action=" + std::string(65, 'a'))), "query");
  EXPECT_EQ(refused(push(call_record(), "action=c\ndr")), "query");
  EXPECT_EQ(refused(push(call_record(), "action=cdr&x=" + std::string(8192, 'a'))), "query");
}

TEST(ReadPush, RefusesAnotherMethod) {
  PushRequest request = push();
  request.method = "GET";
  EXPECT_EQ(refused(request), "method");
}

TEST(ReadPush, ReadsAPushWithoutUuid) {
  PushRequest request = push();
  request.headers.pop_back();
  EXPECT_THAT(read(request).uuid, IsEmpty());
}

TEST(ReadPush, FindsHeadersInAnyCaseAndWithBlanksAround) {
  PushRequest request = push();
  push_test::header(request, 1) = {"x-tccc-push-uuid", std::string(" ") + kUuid + "\t"};
  EXPECT_EQ(read(request).uuid, kUuid);
}

TEST(ReadPush, RefusesAUuidThatIsTooLongOrNotPrintableOrStandsTwice) {
  for (const std::string& uuid : {std::string(129, 'a'), std::string("a\nb"), std::string("a b")}) {
    PushRequest request = push();
    push_test::header(request, 1).value = uuid;
    EXPECT_EQ(refused(request), "X-TCCC-PUSH-UUID");
  }
  PushRequest request = push();
  request.headers.push_back({"X-Tccc-Push-Uuid", "another"});
  EXPECT_EQ(refused(request), "X-TCCC-PUSH-UUID");
}

TEST(ReadPush, RefusesABodyThatIsNoObjectOrCutShortOrTooLongOrTooDeep) {
  const std::string whole = call_record().dump();
  const std::string deep = R"({"Future":)" + std::string(100000, '[') + std::string(100000, ']') + "}";
  for (const std::string& body :
       {std::string(), std::string("[]"), std::string("13012340000"), deep, whole.substr(0, whole.size() / 2),
        whole + whole, std::string("{\"SessionId\":\"\xff\"}")}) {
    PushRequest request = push();
    request.body = body;
    EXPECT_EQ(refused(request), "body") << body.size();
  }
  const auto too_long = parse_push(push(), whole.size() - 1);
  ASSERT_FALSE(too_long);
  EXPECT_EQ(too_long.error().field(), "body");
  EXPECT_TRUE(parse_push(push(), whole.size()));
}

TEST(ReadPush, RefusesAMemberThatStandsTwice) {
  PushRequest request = push();
  request.body = R"({"SessionId":"a","SessionId":"b"})";
  EXPECT_EQ(refused(request), "SessionId");
}

TEST(ReadPush, RefusesAKnownPushWithoutSession) {
  for (const char* query : {"action=cdr&version=1", "action=record&version=1", "action=voicemail"}) {
    EXPECT_EQ(refused(push({{"SdkAppId", 1}}, query)), "SessionId") << query;
  }
}

TEST(ReadPush, KeepsAListThatNeverEndsWithinBounds) {
  PushRequest request = push();
  request.body = R"({"SessionId":"a","ServeParticipants":[{})";
  for (int i = 0; i < 10000; ++i) request.body += ",{}";
  request.body += "]}";
  const PushEvent event = read(request);
  EXPECT_EQ(std::get<CallRecordPush>(event.content).record.serve_participants.size(), 4096U);
  EXPECT_EQ(event.unread.size(), 64U);
}

TEST(ReadPush, WritesContentAsItWouldBePushed) {
  const json body = recording();
  const PushEvent event = read(push(body, "action=record&version=1"));
  EXPECT_EQ(json::parse(push_json(event.content)), body);
  EXPECT_EQ(push_json(UnknownPush()), "{}");
}

TEST(ReadPush, GivesOneLineForLogsWhateverAPushHolds) {
  json body = call_record();
  body["SessionId"] = "a\x7f\n\u009b2J\u2028\u202e";
  EXPECT_THAT(redacted_push_json(read(push(body)).content),
              HasSubstr(R"("SessionId":"a\u007f\n\u009b2J\u2028\u202e")"));
}

TEST(ReadPush, HidesWhoAndWhereInTheFormForLogs) {
  json body = call_record();
  body["UUI"] = "said";
  const std::string shown = redacted_push_json(read(push(body)).content);
  EXPECT_THAT(shown, HasSubstr(kSession));
  EXPECT_THAT(shown, HasSubstr("userHangupDuringAiCall"));
  for (const char* hidden : {kCallee, "agent@example.com", "said", "008613012340001"}) {
    EXPECT_THAT(shown, Not(HasSubstr(hidden)));
  }
  for (const char* query : {"action=record&version=1", "action=voicemail"}) {
    const std::string other = redacted_push_json(read(push(recording(), query)).content);
    EXPECT_THAT(other, Not(HasSubstr(kCallee)));
    EXPECT_THAT(other, Not(HasSubstr("example.com")));
  }
}

}  // namespace
}  // namespace tccc
