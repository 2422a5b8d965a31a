// SPDX-License-Identifier: Apache-2.0
// Which exit status each failure gives.
#include "cli/exit_status.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace tccc::cli {
namespace {

Error error_of(ErrorCode code, Outcome outcome, std::string service_code = {}) {
  Error::Details details;
  details.code = code;
  details.outcome = outcome;
  details.service_code = std::move(service_code);
  return Error(details);
}

bool is_client_side(const ErrorInfo& info) {
  return info.service_code.empty() && info.code != ErrorCode::undocumented_service_error;
}

TEST(ExitStatus, IsUnknownForEveryCodeWhoseOutcomeIsUnknown) {
  for (const ErrorInfo& info : error_table()) {
    EXPECT_EQ(exit_status_of(error_of(info.code, Outcome::unknown)), ExitStatus::unknown) << info.name;
  }
}

TEST(ExitStatus, OfAnUnsentRequestTellsWhoHasToAct) {
  for (const ErrorInfo& info : error_table()) {
    if (!is_client_side(info)) continue;
    ExitStatus expected = ExitStatus::not_sent;
    if (info.code == ErrorCode::invalid_argument) expected = ExitStatus::invalid;
    if (info.code == ErrorCode::credentials_unavailable) expected = ExitStatus::authentication;
    if (info.code == ErrorCode::limiter_refused) expected = ExitStatus::rate_or_quota;
    EXPECT_EQ(exit_status_of(error_of(info.code, Outcome::not_sent)), expected) << info.name;
  }
}

TEST(ExitStatus, OfARefusalFollowsTheKindOfItsCode) {
  for (const ErrorInfo& info : error_table()) {
    if (is_client_side(info)) continue;
    ExitStatus expected = ExitStatus::rejected;
    if (info.kind == ErrorKind::auth) expected = ExitStatus::authentication;
    if (info.kind == ErrorKind::throttle || info.kind == ErrorKind::concurrency || info.kind == ErrorKind::quota ||
        info.kind == ErrorKind::billing) {
      expected = ExitStatus::rate_or_quota;
    }
    EXPECT_EQ(exit_status_of(error_of(info.code, Outcome::rejected)), expected) << info.name;
  }
}

struct DocumentedCode {
  std::string_view service_code;
  ExitStatus status;
};

// The business codes on the service's pages of the two call actions, then codes that any action may give.
constexpr DocumentedCode kDocumentedCodes[] = {
    {"FailedOperation.CallOutFailed", ExitStatus::unknown},
    {"FailedOperation.CalleeIsBlackUser", ExitStatus::rejected},
    {"FailedOperation.CallerOverFrequency", ExitStatus::rejected},
    {"FailedOperation.CalloutRuleBlindArea", ExitStatus::rejected},
    {"FailedOperation.CalloutRuleMaxCallCountCalleeIntervalTime", ExitStatus::rejected},
    {"FailedOperation.CalloutRuleMaxCallCountCalleePerDayAppID", ExitStatus::rejected},
    {"FailedOperation.CalloutRuleNotWorkTime", ExitStatus::rejected},
    {"FailedOperation.NoCallOutNumber", ExitStatus::rejected},
    {"FailedOperation.PermissionDenied", ExitStatus::authentication},
    {"InternalError", ExitStatus::unknown},
    {"InvalidParameterValue", ExitStatus::rejected},
    {"InvalidParameterValue.InstanceNotExist", ExitStatus::rejected},
    {"LimitExceeded.BasePackageExpired", ExitStatus::rate_or_quota},

    {"AuthFailure.SecretIdNotFound", ExitStatus::authentication},
    {"AuthFailure.SignatureExpire", ExitStatus::authentication},
    {"AuthFailure.SignatureFailure", ExitStatus::authentication},
    {"FailedOperation", ExitStatus::unknown},
    {"FailedOperation.AIConcurrentNoPackage", ExitStatus::rate_or_quota},
    {"FailedOperation.AIConcurrentOverFrequency", ExitStatus::rate_or_quota},
    {"FailedOperation.AILicenseHasExpired", ExitStatus::rate_or_quota},
    {"FailedOperation.AcquireQuota", ExitStatus::rate_or_quota},
    {"InvalidParameter", ExitStatus::rejected},
    {"MissingParameter", ExitStatus::rejected},
    {"RequestLimitExceeded", ExitStatus::rate_or_quota},
    {"ServiceUnavailable", ExitStatus::unknown},
    {"UnauthorizedOperation", ExitStatus::authentication},
    {"UnknownParameter", ExitStatus::rejected},
};

TEST(ExitStatus, OfDocumentedServiceCodes) {
  for (const DocumentedCode& documented : kDocumentedCodes) {
    const ErrorCode code = find_service_code(documented.service_code);
    ASSERT_NE(code, ErrorCode::undocumented_service_error) << documented.service_code;
    const Error error = error_of(code, outcome_of_service_code(documented.service_code));
    EXPECT_EQ(exit_status_of(error), documented.status) << documented.service_code;
  }
}

TEST(ExitStatus, OfAnUndocumentedCodeFollowsItsFamily) {
  const auto status_of = [](const char* service_code) {
    return exit_status_of(
        error_of(ErrorCode::undocumented_service_error, outcome_of_service_code(service_code), service_code));
  };
  EXPECT_EQ(status_of("AuthFailure.SomethingNew"), ExitStatus::authentication);
  EXPECT_EQ(status_of("RequestLimitExceeded.SomethingNew"), ExitStatus::rate_or_quota);
  EXPECT_EQ(status_of("InvalidParameter.SomethingNew"), ExitStatus::rejected);
  EXPECT_EQ(status_of("FailedOperation.SomethingNew"), ExitStatus::unknown);
  EXPECT_EQ(status_of("SomethingNew"), ExitStatus::unknown);
}

TEST(ExitStatus, HelpNamesEachStatus) {
  const std::string help = exit_status_help();
  for (int status = 0; status <= 7; ++status) {
    EXPECT_NE(help.find("\n  " + std::to_string(status) + "  "), std::string::npos) << status;
  }
}

}  // namespace
}  // namespace tccc::cli
