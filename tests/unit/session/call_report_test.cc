// SPDX-License-Identifier: Apache-2.0
// All that is known of one call, and why the rest is missing.
#include "tccc/call_report.h"

#include <chrono>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "session_fixture.h"

namespace tccc {
namespace {

using session_test::json;
using session_test::kApp;
using session_test::kCallee;
using session_test::kSession;
using session_test::record_row;
using session_test::SessionFixture;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// A call of which everything is known.
struct Report : ::testing::Test {
  Report() : session{kApp, kSession, TimePoint(seconds(fixture.now() - 600))} {
    json record = record_row(kSession, kCallee, fixture.now() - 600);
    record["RecordURL"] = "https://example.com/sound";
    record["AsrUrl"] = "https://example.com/text";
    fixture.records = {record};
    fixture.parts["DescribeTelRecordAsr"] = {{"AsrDataList", {{{"User", "agent"}, {"Message", "Hello"}}}}};
    fixture.parts["DescribeAICallInteractionRecords"] = {{"InteractionEventList", {{{"RoundId", "r1"}}}}};
    fixture.parts["DescribeAICallExtractResult"] = {
        {"ResultList", {{{"InfoType", "Boolean"}, {"InfoName", "coming"}, {"Result", {{"Boolean", true}}}}}}};
    fixture.parts["DescribeAIAnalysisResult"] = {{"ResultList", {{{"Type", "summary"}, {"Result", "Comes."}}}}};
    fixture.parts["DescribeAILatency"] = {{"AILatencyDetail", {{{"RoundId", "r1"}, {"LLMFirstTokenLatency", 300}}}}};
  }

  CallReport report() const { return call_report(fixture.client(), session); }

  SessionFixture fixture;
  Session session;
};

TEST_F(Report, JoinsAllThatIsKnown) {
  const CallReport made = report();
  EXPECT_TRUE(missing_parts(made).empty());
  EXPECT_EQ(made.session.session_id, kSession);
  ASSERT_TRUE(made.record);
  EXPECT_EQ(made.record->callee, kCallee);
  ASSERT_TRUE(made.links);
  EXPECT_EQ(made.links->recording, "https://example.com/sound");
  EXPECT_EQ(made.links->transcript, "https://example.com/text");
  ASSERT_TRUE(made.transcript);
  EXPECT_EQ(made.transcript->at(0).message, "Hello");
  ASSERT_TRUE(made.rounds);
  EXPECT_EQ(made.rounds->at(0).round_id, "r1");
  ASSERT_TRUE(made.extracted);
  EXPECT_EQ(made.extracted->at(0).result->boolean, true);
  ASSERT_TRUE(made.analysis);
  EXPECT_EQ(made.analysis->at(0).result, "Comes.");
  ASSERT_TRUE(made.latency);
  EXPECT_EQ(made.latency->first_token.median, milliseconds(300));
}

TEST_F(Report, AsksInAWindowAroundTheCallThatItsRecordTells) {
  session.placed_at.reset();
  (void)report();
  const std::int64_t started_at = fixture.now() - 600;
  for (const char* action : {"DescribeAICallExtractResult", "DescribeAIAnalysisResult", "DescribeAILatency"}) {
    const json asked = fixture.asked(action).at(0);
    EXPECT_EQ(asked["SessionId"], kSession) << action;
    EXPECT_EQ(asked["StartTime"], started_at - 3600) << action;
    EXPECT_GT(asked["EndTime"], started_at + 40) << action;
  }
}

TEST_F(Report, DoesNotNarrowItsWindowToATimeAtWhichTheCallCannotHaveBegun) {
  for (const std::int64_t start : {fixture.now() + 86400, (std::numeric_limits<std::int64_t>::max)()}) {
    json record = record_row(kSession, kCallee, fixture.now());
    record["StartTimestamp"] = start;
    record["EndedTimestamp"] = (std::numeric_limits<std::int64_t>::max)();
    fixture.records = {record};
    (void)report();
    const json asked = fixture.asked("DescribeAILatency").back();
    EXPECT_GT(asked["StartTime"], 0);
    EXPECT_LT(asked["StartTime"], asked["EndTime"]) << start;
  }
}

TEST_F(Report, AsksForLinksElsewhereWhenTheRecordHasNone) {
  fixture.records[0].erase("RecordURL");
  fixture.records[0]["CustomRecordURL"] = "https://example.com/own";
  fixture.parts["DescribeSessionDetail"] = {{"RecordURL", "https://example.com/fresh"}, {"AsrURL", "unused"}};
  const CallReport made = report();
  ASSERT_TRUE(made.links);
  EXPECT_EQ(made.links->recording, "https://example.com/fresh");
  EXPECT_EQ(made.links->transcript, "https://example.com/text");
  EXPECT_EQ(made.links->custom_recording, "https://example.com/own");
}

TEST_F(Report, KeepsTheLinksItHasWhenTheOthersCannotBeRead) {
  fixture.records[0].erase("RecordURL");
  fixture.fail_next("DescribeSessionDetail", "InternalError");
  const CallReport made = report();
  ASSERT_TRUE(made.links);
  EXPECT_TRUE(made.links->recording.empty());
}

TEST_F(Report, SaysOfEachPartWhatFailed) {
  for (const char* action :
       {"DescribeTelCdr", "DescribeSessionDetail", "DescribeTelRecordAsr", "DescribeAICallInteractionRecords",
        "DescribeAICallExtractResult", "DescribeAIAnalysisResult", "DescribeAILatency"}) {
    fixture.fail_next(action, "InternalError.DBError");
  }
  const CallReport made = report();
  const std::vector<MissingPart> missing = missing_parts(made);
  std::vector<std::string> names;
  for (const MissingPart& part : missing) {
    names.emplace_back(part.part);
    EXPECT_THAT(part.why, HasSubstr("InternalError.DBError"));
  }
  EXPECT_THAT(names, ElementsAre("record", "links", "transcript", "rounds", "extracted", "analysis", "latency"));
  EXPECT_EQ(made.transcript.absence, Absence::failed);
  EXPECT_EQ(made.transcript.error->code(), ErrorCode::internal_error_db_error);
  EXPECT_EQ(made.transcript.error->action(), "DescribeTelRecordAsr");
}

TEST_F(Report, LosesNothingElseWhenOnePartFails) {
  fixture.fail_next("DescribeAICallInteractionRecords", "InvalidAction");  // the international site does not know it
  const CallReport made = report();
  EXPECT_THAT(missing_parts(made), SizeIs(1));
  EXPECT_EQ(made.rounds.absence, Absence::failed);
}

TEST_F(Report, TellsNothingMadeFromNothingReady) {
  fixture.parts["DescribeTelRecordAsr"] = json::object();
  fixture.parts["DescribeAIAnalysisResult"] = json::object();
  EXPECT_EQ(report().transcript.absence, Absence::not_made);
  EXPECT_EQ(report().analysis.absence, Absence::not_made);
  fixture.records[0]["AsrStatus"] = "Processing";
  EXPECT_EQ(report().transcript.absence, Absence::not_ready);
  fixture.fail_next("DescribeTelRecordAsr", "ResourceNotFound");
  EXPECT_EQ(report().transcript.absence, Absence::not_ready);
}

TEST_F(Report, SaysThatNobodyAnswered) {
  fixture.parts.clear();
  fixture.records = {record_row(kSession, kCallee, fixture.now() - 600)};
  fixture.records[0].erase("AcceptTimestamp");
  const CallReport made = report();
  EXPECT_TRUE(made.record);
  EXPECT_THAT(missing_parts(made), SizeIs(6));
  EXPECT_EQ(made.links.absence, Absence::not_answered);
  EXPECT_EQ(made.transcript.absence, Absence::not_answered);
  EXPECT_EQ(made.latency.absence, Absence::not_answered);
}

TEST_F(Report, SaysWhyThereIsNoRecord) {
  fixture.records.clear();
  fixture.parts.clear();
  EXPECT_EQ(report().record.absence, Absence::not_known);
  fixture.parts["DescribeTelSession"] = {{"Session", {{"SessionID", kSession}, {"SessionStatus", "inProgress"}}}};
  EXPECT_EQ(report().record.absence, Absence::not_ended);
  EXPECT_EQ(report().extracted.absence, Absence::not_ended);
  fixture.parts["DescribeTelSession"]["Session"]["SessionStatus"] = "finished";
  EXPECT_EQ(report().record.absence, Absence::not_ready);
}

TEST_F(Report, DoesNotSayThatACallIsNotKnownWhenItCouldNotAsk) {
  fixture.records.clear();
  fixture.parts.clear();
  for (const char* code : {"lost", "InternalError"}) {
    fixture.fail_next("DescribeTelSession", code);
    const CallReport made = report();
    EXPECT_EQ(made.record.absence, Absence::failed) << code;
    ASSERT_TRUE(made.record.error) << code;
    EXPECT_EQ(made.record.error->action(), "DescribeTelSession");
  }
  for (const char* code : {"ResourceNotFound", "FailedOperation.SessionNotExists"}) {
    fixture.fail_next("DescribeTelSession", code);
    EXPECT_EQ(report().record.absence, Absence::not_known) << code;
  }
}

TEST_F(Report, ShowsWhatIsThereOfACallThatIsUp) {
  fixture.records.clear();
  fixture.parts["DescribeTelSession"] = {{"Session", {{"SessionID", kSession}, {"SessionStatus", "inProgress"}}}};
  const CallReport made = report();
  EXPECT_TRUE(made.rounds);
  EXPECT_TRUE(made.latency);
  EXPECT_EQ(made.links.absence, Absence::not_ended);
}

TEST(AbsenceText, HasAWordForEachReason) {
  EXPECT_EQ(to_string(Absence::failed), "failed");
  EXPECT_EQ(to_string(Absence::not_known), "not_known");
  EXPECT_EQ(to_string(Absence::not_ended), "not_ended");
  EXPECT_EQ(to_string(Absence::not_ready), "not_ready");
  EXPECT_EQ(to_string(Absence::not_answered), "not_answered");
  EXPECT_EQ(to_string(Absence::not_made), "not_made");
}

}  // namespace
}  // namespace tccc
