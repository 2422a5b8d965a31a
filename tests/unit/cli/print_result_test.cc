// SPDX-License-Identifier: Apache-2.0
// How results and errors are printed.
#include "cli/print_result.h"

#include <chrono>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tccc::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Error blocked_callee() {
  Error::Details details;
  details.code = ErrorCode::failed_operation_callee_is_black_user;
  details.outcome = Outcome::rejected;
  details.message = "in \"blocklist\"";
  details.service_code = "FailedOperation.CalleeIsBlackUser";
  details.request_id = "r-1";
  details.http_status = 200;
  details.attempts = 1;
  return Error(details);
}

Error lost_answer() {
  Error::Details details;
  details.code = ErrorCode::connection_lost;
  details.outcome = Outcome::unknown;
  details.message = "connection reset";
  details.first_sent_at = std::chrono::system_clock::from_time_t(1735689600);
  details.attempts = 1;
  return Error(details);
}

std::string printed_text(const Error& error) {
  std::ostringstream out;
  std::ostringstream err;
  print_error(out, err, OutputFormat::text, error);
  EXPECT_EQ(out.str(), "");
  return err.str();
}

TEST(PrintResult, OfAPlacedCallAsText) {
  std::ostringstream out;
  print_response(out, OutputFormat::text, "s-1", "r-1");
  EXPECT_EQ(out.str(), "SessionId: s-1\nRequestId: r-1\n");
}

TEST(PrintResult, OfAPlacedCallAsJson) {
  std::ostringstream out;
  print_response(out, OutputFormat::json, "s-\"1", "r-1");
  EXPECT_EQ(out.str(), "{\"SessionId\":\"s-\\\"1\",\"RequestId\":\"r-1\"}\n");
}

TEST(PrintResult, KeepsControlBytesOutOfText) {
  std::ostringstream out;
  print_response(out, OutputFormat::text, "s\x1b[2J", "r\nSessionId: other");
  EXPECT_EQ(out.str(), "SessionId: s?[2J\nRequestId: r?SessionId: other\n");
}

TEST(PrintResult, ReplacesBytesThatAreNotUtf8InJson) {
  std::ostringstream out;
  print_response(out, OutputFormat::json, "s\xff", "r");
  EXPECT_EQ(out.str(), "{\"SessionId\":\"s\xef\xbf\xbd\",\"RequestId\":\"r\"}\n");
}

TEST(PrintResult, OfAnErrorAsJsonHasEveryMember) {
  std::ostringstream out;
  std::ostringstream err;
  print_error(out, err, OutputFormat::json, blocked_callee());
  EXPECT_EQ(out.str(),
            "{\"Error\":{\"code\":\"failed_operation_callee_is_black_user\","
            "\"service_code\":\"FailedOperation.CalleeIsBlackUser\",\"outcome\":\"rejected\","
            "\"message\":\"in \\\"blocklist\\\"\",\"request_id\":\"r-1\",\"http_status\":200,\"attempts\":1,"
            "\"field\":\"\"}}\n");
  EXPECT_EQ(err.str(), "");
}

TEST(PrintResult, OfARefusalAsTextSaysThatNoCallWasPlaced) {
  const std::string text = printed_text(blocked_callee());
  EXPECT_THAT(text, StartsWith("error: rejected: FailedOperation.CalleeIsBlackUser: in \"blocklist\""));
  EXPECT_THAT(text, HasSubstr("r-1"));
  EXPECT_THAT(text, HasSubstr("\nmeaning: "));
  EXPECT_THAT(text, HasSubstr("\nnext: No call was placed."));
}

TEST(PrintResult, OfAnUnknownOutcomeAsTextForbidsToDialAgain) {
  EXPECT_THAT(printed_text(lost_answer()), HasSubstr("\nsent: 2025-01-01T00:00:00Z\n"));
  EXPECT_THAT(printed_text(lost_answer()), HasSubstr("\nnext: A phone may be ringing: do not dial again before"));
}

// `tccc reconcile` searches for a call, which a task is not.
TEST(PrintResult, OfAnUnknownOutcomeOfATaskPointsToTheTasks) {
  const std::string step = next_step(lost_answer(), Purpose::order);
  EXPECT_THAT(step,
              HasSubstr("The task may exist and phones may be ringing: do not create it again before `tccc task"));
  EXPECT_THAT(step, ::testing::Not(HasSubstr("reconcile")));
  EXPECT_THAT(next_step(lost_answer(), Purpose::start), HasSubstr("phones may be ringing"));
  EXPECT_THAT(next_step(lost_answer(), Purpose::act), ::testing::Not(HasSubstr("phone")));
}

TEST(PrintResult, OfAUsageErrorAsTextNamesTheOptionOnce) {
  EXPECT_THAT(printed_text(usage_error("--app", "must be a whole number")),
              StartsWith("error: --app: must be a whole number\n"));
  EXPECT_THAT(printed_text(usage_error("--app", "--app is required")), StartsWith("error: --app is required\n"));
}

TEST(PrintResult, NextStepNamesTheVariablesOfMissingKeys) {
  Error::Details details;
  details.code = ErrorCode::credentials_unavailable;
  details.outcome = Outcome::not_sent;
  EXPECT_THAT(next_step(Error(details)), HasSubstr("TENCENTCLOUD_SECRET_KEY"));
}

TEST(PrintResult, NextStepOfEveryCodeAndOutcomeIsOneSentenceOrMore) {
  for (const ErrorInfo& info : error_table()) {
    for (const Outcome outcome : {Outcome::not_sent, Outcome::rejected, Outcome::unknown}) {
      Error::Details details;
      details.code = info.code;
      details.outcome = outcome;
      const std::string step = next_step(Error(details));
      EXPECT_THAT(step, ::testing::EndsWith(".")) << info.name;
      const bool forbids = step.find("do not dial again") != std::string::npos;
      EXPECT_EQ(forbids, outcome == Outcome::unknown) << info.name;
    }
  }
}

}  // namespace
}  // namespace tccc::cli
