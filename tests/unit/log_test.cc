// SPDX-License-Identifier: Apache-2.0
// Log records as text.
#include "tccc/log.h"

#include <cstdint>
#include <string>

#include <gtest/gtest.h>

namespace tccc {
namespace {

TEST(LogLevel, HasAName) {
  EXPECT_EQ(to_string(LogLevel::debug), "debug");
  EXPECT_EQ(to_string(LogLevel::info), "info");
  EXPECT_EQ(to_string(LogLevel::warning), "warning");
  EXPECT_EQ(to_string(LogLevel::error), "error");
  EXPECT_EQ(to_string(static_cast<LogLevel>(std::uint8_t{200})), "unknown");
}

TEST(LogEvent, HasAName) {
  EXPECT_EQ(to_string(LogEvent::limiter_wait), "limiter_wait");
  EXPECT_EQ(to_string(LogEvent::attempt_started), "attempt_started");
  EXPECT_EQ(to_string(LogEvent::attempt_finished), "attempt_finished");
  EXPECT_EQ(to_string(LogEvent::retry_wait), "retry_wait");
  EXPECT_EQ(to_string(LogEvent::clock_corrected), "clock_corrected");
  EXPECT_EQ(to_string(LogEvent::call_finished), "call_finished");
  EXPECT_EQ(to_string(LogEvent::credentials_refreshed), "credentials_refreshed");
  EXPECT_EQ(to_string(LogEvent::credentials_refresh_failed), "credentials_refresh_failed");
  EXPECT_EQ(to_string(LogEvent::credentials_file_exposed), "credentials_file_exposed");
  EXPECT_EQ(to_string(static_cast<LogEvent>(std::uint8_t{200})), "unknown");
}

TEST(LogRecord, ShowsOnlyWhatIsSet) {
  EXPECT_EQ(to_string(LogRecord{}), "attempt_started");
  LogRecord record;
  record.event = LogEvent::call_finished;
  record.action = "CreateAICall";
  EXPECT_EQ(to_string(record), "call_finished action=CreateAICall");
}

TEST(LogRecord, ShowsEverythingThatIsSet) {
  LogRecord record;
  record.event = LogEvent::attempt_finished;
  record.action = "CreateAICall";
  record.callee = "0086130****0000";
  record.attempt = 2;
  record.code = ErrorCode::connection_lost;
  record.outcome = Outcome::unknown;
  record.service_code = "InternalError";
  record.request_id = "6bb56a09";
  record.http_status = 502;
  record.wait = std::chrono::milliseconds(-7);
  using std::chrono::microseconds;
  record.timing = {
      microseconds(1), microseconds(2), microseconds(3), microseconds(4), microseconds(5), microseconds(6), true};
  EXPECT_EQ(to_string(record),
            "attempt_finished action=CreateAICall callee=0086130****0000 attempt=2 outcome=unknown "
            "code=connection_lost service_code=InternalError request_id=6bb56a09 http_status=502 wait=-7ms "
            "name_lookup=1us connect=2us tls=3us request_sent=4us first_byte=5us total=6us connection=reused");
}

std::string logged_to_stderr(LogLevel least) {
  ::testing::internal::CaptureStderr();
  const auto sink = stderr_log(least);
  for (const LogLevel level : {LogLevel::debug, LogLevel::info, LogLevel::warning, LogLevel::error}) {
    LogRecord record;
    record.level = level;
    sink->log(record);
  }
  return ::testing::internal::GetCapturedStderr();
}

TEST(StderrLog, WritesALineForEachRecordThatMattersEnough) {
  EXPECT_EQ(logged_to_stderr(LogLevel::debug),
            "tccc debug attempt_started\ntccc info attempt_started\ntccc warning attempt_started\n"
            "tccc error attempt_started\n");
  EXPECT_EQ(logged_to_stderr(LogLevel::warning), "tccc warning attempt_started\ntccc error attempt_started\n");
}

}  // namespace
}  // namespace tccc
