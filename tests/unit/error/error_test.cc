// SPDX-License-Identifier: Apache-2.0
// The class Error: accessors, texts that are safe to print, copies.
#include "tccc/error.h"

#include <sstream>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace tccc {
namespace {

Error::Details rejected_call() {
  Error::Details details;
  details.code = ErrorCode::failed_operation_callee_is_black_user;
  details.outcome = Outcome::rejected;
  details.message = "high-risk user";
  details.service_code = "FailedOperation.CalleeIsBlackUser";
  details.request_id = "5a1e";
  details.field = "Callee";
  details.action = "CreateAICall";
  details.http_status = 200;
  details.attempts = 2;
  details.first_sent_at = std::chrono::system_clock::time_point(std::chrono::seconds(1700000000));
  return details;
}

std::string message_of(std::string text) {
  Error::Details details;
  details.message = std::move(text);
  return Error(details).message();
}

TEST(Error, TellsWhatItWasMadeOf) {
  const Error error(rejected_call());
  EXPECT_EQ(error.code(), ErrorCode::failed_operation_callee_is_black_user);
  EXPECT_EQ(error.kind(), ErrorKind::policy);
  EXPECT_EQ(error.outcome(), Outcome::rejected);
  EXPECT_EQ(error.message(), "high-risk user");
  EXPECT_EQ(error.service_code(), "FailedOperation.CalleeIsBlackUser");
  EXPECT_EQ(error.request_id(), "5a1e");
  EXPECT_EQ(error.field(), "Callee");
  EXPECT_EQ(error.action(), "CreateAICall");
  EXPECT_EQ(error.http_status(), 200);
  EXPECT_EQ(error.attempts(), 2);
  EXPECT_EQ(error.first_sent_at(), rejected_call().first_sent_at);
  EXPECT_EQ(error.error_code(), ErrorCode::failed_operation_callee_is_black_user);
}

TEST(Error, IsUnknownUnlessSomebodyKnowsBetter) {
  EXPECT_EQ(Error(Error::Details()).outcome(), Outcome::unknown);
  EXPECT_EQ(Error(Error::Details()).first_sent_at(), std::nullopt);
}

TEST(Error, NeverHasTheCodeOk) {
  Error::Details details;
  details.code = ErrorCode::ok;
  EXPECT_EQ(Error(details).code(), ErrorCode::transport_failed);
}

TEST(Error, IsNotEmptyAfterAMove) {
  Error first(rejected_call());
  const Error second(std::move(first));
  EXPECT_EQ(first.message(), "high-risk user");  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(second.message(), "high-risk user");

  Error third{Error::Details()};
  third = std::move(first);
  EXPECT_EQ(first.request_id(), "5a1e");  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(third.request_id(), "5a1e");
}

TEST(Error, PrintsAsOneLine) {
  EXPECT_EQ(Error(rejected_call()).to_string(),
            "rejected: FailedOperation.CalleeIsBlackUser: high-risk user (field Callee, request id 5a1e)");
  std::ostringstream stream;
  stream << Error(rejected_call());
  EXPECT_EQ(stream.str(), Error(rejected_call()).to_string());
}

TEST(Error, LeavesOutWhatIsEmptyWhenPrinted) {
  Error::Details details;
  details.code = ErrorCode::connection_lost;
  EXPECT_EQ(Error(details).to_string(), "unknown: connection_lost");
  details.request_id = "5a1e";
  EXPECT_EQ(Error(details).to_string(), "unknown: connection_lost (request id 5a1e)");
  details.request_id.clear();
  details.field = "Callee";
  details.message = "reset by peer";
  EXPECT_EQ(Error(details).to_string(), "unknown: connection_lost: reset by peer (field Callee)");
}

TEST(ErrorKind, HasANameForEachKind) {
  EXPECT_EQ(to_string(ErrorKind::client), "client");
  EXPECT_EQ(to_string(ErrorKind::transport), "transport");
  EXPECT_EQ(to_string(ErrorKind::throttle), "throttle");
  EXPECT_EQ(to_string(static_cast<ErrorKind>(200)), "unknown");
}

TEST(ErrorKind, OfAnUndocumentedCodeIsThatOfItsFamily) {
  Error::Details details;
  details.code = ErrorCode::undocumented_service_error;
  const auto kind_of = [&details](const char* service_code) {
    details.service_code = service_code;
    return Error(details).kind();
  };
  EXPECT_EQ(kind_of("AuthFailure.New"), ErrorKind::auth);
  EXPECT_EQ(kind_of("FailedOperation.New"), ErrorKind::failed);
  EXPECT_EQ(kind_of("InvalidParameterValue.New"), ErrorKind::request);
  EXPECT_EQ(kind_of("LimitExceeded.New"), ErrorKind::quota);
  EXPECT_EQ(kind_of("RequestLimitExceeded.New"), ErrorKind::throttle);
  EXPECT_EQ(kind_of("OperationDenied.New"), ErrorKind::auth);
  EXPECT_EQ(kind_of("New.Code"), ErrorKind::server);
  EXPECT_EQ(kind_of(""), ErrorKind::server);
}

TEST(ErrorText, BecomesOneLine) {
  EXPECT_EQ(message_of("a\r\nb\tc\vd\fe"), "a  b c d e");
  EXPECT_EQ(message_of("a\xC2\x85"
                       "b\xE2\x80\xA8"
                       "c\xE2\x80\xA9"
                       "d"),
            "a b c d");
}

TEST(ErrorText, LosesControlCharacters) {
  EXPECT_EQ(message_of(std::string("a\0b", 3)), "a?b");
  EXPECT_EQ(message_of("\x1B[31mred\x07\x7F"), "?[31mred??");
  EXPECT_EQ(message_of("\xC2\x9B"
                       "31m"),
            "?31m");
  EXPECT_EQ(message_of("a\xE2\x80\xAE"
                       "b\xE2\x81\xA6"
                       "c"),
            "a?b?c");
}

TEST(ErrorText, IsCleanedInEveryMember) {
  Error::Details details;
  details.message = details.service_code = details.request_id = details.field = details.action = "a\n\x1B";
  const Error error(details);
  for (const std::string& text :
       {error.message(), error.service_code(), error.request_id(), error.field(), error.action()}) {
    EXPECT_EQ(text, "a ?");
  }
}

TEST(ErrorText, KeepsValidUtf8) {
  const std::string text =
      "\xC3\xA9 \xE5\xA4\x96\xE5\x91\xBC\xE5\xA4\xB1\xE8\xB4\xA5 \xF0\x9F\x93\x9E \xF4\x8F\xBF\xBF";
  EXPECT_EQ(message_of(text), text);
}

TEST(ErrorText, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(message_of("a\x80z"), "a?z");             // continuation alone
  EXPECT_EQ(message_of("\xC0\x80"), "??");            // overlong
  EXPECT_EQ(message_of("\xE0\x80\x80"), "???");       // overlong
  EXPECT_EQ(message_of("\xF0\x80\x80\x80"), "????");  // overlong
  EXPECT_EQ(message_of("\xED\xA0\x80"), "???");       // surrogate
  EXPECT_EQ(message_of("\xF4\x90\x80\x80"), "????");  // past U+10FFFF
  EXPECT_EQ(message_of("\xFF\xFE"), "??");            // never a lead byte
  EXPECT_EQ(message_of("\xE5\xA4"), "??");            // truncated
  EXPECT_EQ(message_of("\xE5\xA4"
                       "a"),
            "??a");  // interrupted
}

TEST(ErrorText, IsBounded) {
  EXPECT_EQ(message_of(std::string(1024, 'x')).size(), 1024U);
  EXPECT_EQ(message_of(std::string(1025, 'x')).size(), 1024U);
  EXPECT_EQ(message_of(std::string(5000, '\n')).size(), 1024U);

  Error::Details details;
  details.service_code = details.request_id = details.action = std::string(129, 'x');
  details.field = std::string(257, 'x');
  const Error error(details);
  EXPECT_EQ(error.service_code().size(), 128U);
  EXPECT_EQ(error.request_id().size(), 128U);
  EXPECT_EQ(error.action().size(), 128U);
  EXPECT_EQ(error.field().size(), 256U);
}

TEST(ErrorText, IsCutBetweenCharacters) {
  const std::string three_bytes = "\xE5\xA4\x96";
  EXPECT_EQ(message_of(std::string(1022, 'x') + three_bytes + "y"), std::string(1022, 'x'));
  EXPECT_EQ(message_of(std::string(1021, 'x') + three_bytes + "y"), std::string(1021, 'x') + three_bytes);
}

}  // namespace
}  // namespace tccc
