// SPDX-License-Identifier: Apache-2.0
// The retry decision over its whole domain.
#include "retry/decide.h"

#include <vector>

#include <gtest/gtest.h>

namespace tccc {
namespace {

using detail::CodeClass;
using detail::decide_retry;
using detail::Phase;
using detail::RetryDecision;
using detail::RetryQuestion;

std::vector<RetryQuestion> every_question() {
  std::vector<RetryQuestion> all;
  for (const bool idempotent : {false, true}) {
    for (const Phase phase : {Phase::before_sending, Phase::after_sending}) {
      for (const Outcome outcome : {Outcome::not_sent, Outcome::rejected, Outcome::unknown}) {
        for (const CodeClass code_class :
             {CodeClass::transient, CodeClass::throttled, CodeClass::clock_skew, CodeClass::permanent}) {
          for (int bits = 0; bits < 16; ++bits) {
            all.push_back({idempotent, phase, outcome, code_class, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0,
                           (bits & 8) != 0});
          }
        }
      }
    }
  }
  return all;
}

bool has_everything_left(const RetryQuestion& question) {
  return question.has_attempts_left && question.has_time_left && question.has_budget_left;
}

TEST(RetryDecision, CoversItsWholeDomain) {
  EXPECT_EQ(every_question().size(), 2U * 2 * 3 * 4 * 16);
}

TEST(RetryDecision, GivesUpWithoutAttemptsTimeOrBudget) {
  for (const RetryQuestion& question : every_question()) {
    if (!has_everything_left(question)) {
      EXPECT_EQ(decide_retry(question), RetryDecision::give_up);
    }
  }
}

TEST(RetryDecision, NeverRepeatsADialOnceBytesMayHaveLeftUnlessTheServiceRefusedIt) {
  for (const RetryQuestion& question : every_question()) {
    if (question.is_idempotent || question.phase == Phase::before_sending || question.outcome == Outcome::rejected)
      continue;
    EXPECT_EQ(decide_retry(question), RetryDecision::give_up);
  }
}

TEST(RetryDecision, NeverRepeatsADialOfUnknownOutcome) {
  for (const RetryQuestion& question : every_question()) {
    if (question.is_idempotent || question.outcome != Outcome::unknown) continue;
    EXPECT_EQ(decide_retry(question), RetryDecision::give_up);
  }
}

TEST(RetryDecision, RepeatsARefusalOnlyForRateOrClock) {
  for (const RetryQuestion& question : every_question()) {
    if (question.outcome != Outcome::rejected || !has_everything_left(question)) continue;
    const RetryDecision decision = decide_retry(question);
    if (question.code_class == CodeClass::throttled) {
      EXPECT_EQ(decision, RetryDecision::repeat);
    } else if (question.code_class == CodeClass::clock_skew && question.can_correct_clock) {
      EXPECT_EQ(decision, RetryDecision::repeat_with_corrected_clock);
    } else {
      EXPECT_EQ(decision, RetryDecision::give_up);
    }
  }
}

TEST(RetryDecision, RepeatsWhatWasNotSentWhenTheFaultMayPass) {
  for (const RetryQuestion& question : every_question()) {
    if (question.outcome != Outcome::not_sent || question.phase != Phase::before_sending ||
        !has_everything_left(question))
      continue;
    EXPECT_EQ(decide_retry(question),
              question.code_class == CodeClass::transient ? RetryDecision::repeat : RetryDecision::give_up);
  }
}

TEST(RetryDecision, RepeatsReadsOfUnknownOutcome) {
  for (const RetryQuestion& question : every_question()) {
    if (!question.is_idempotent || question.outcome != Outcome::unknown || !has_everything_left(question)) continue;
    EXPECT_EQ(decide_retry(question),
              question.code_class == CodeClass::transient ? RetryDecision::repeat : RetryDecision::give_up);
  }
}

TEST(CodeClass, TakesEveryCodeUnderRequestLimitExceededAsThrottling) {
  for (const char* code :
       {"RequestLimitExceeded", "RequestLimitExceeded.UinLimitExceeded", "RequestLimitExceeded.SomethingNew"}) {
    EXPECT_EQ(detail::classify_for_retry(find_service_code(code), code), CodeClass::throttled) << code;
  }
  EXPECT_NE(detail::classify_for_retry(ErrorCode::undocumented_service_error, "RequestLimitExceededNot"),
            CodeClass::throttled);
}

TEST(CodeClass, TakesAnExpiredSignatureAsClockSkew) {
  EXPECT_EQ(detail::classify_for_retry(ErrorCode::auth_failure_signature_expire, "AuthFailure.SignatureExpire"),
            CodeClass::clock_skew);
}

TEST(CodeClass, TakesFaultsOfTheCallerAsPermanent) {
  for (const ErrorCode code :
       {ErrorCode::invalid_argument, ErrorCode::credentials_unavailable, ErrorCode::cancelled,
        ErrorCode::used_after_fork, ErrorCode::called_from_callback, ErrorCode::limiter_refused}) {
    EXPECT_EQ(detail::classify_for_retry(code, {}), CodeClass::permanent) << to_string(code);
  }
}

TEST(CodeClass, TakesFaultsOfTheNetworkAsTransient) {
  for (const ErrorCode code :
       {ErrorCode::name_resolution_failed, ErrorCode::connect_failed, ErrorCode::tls_failed, ErrorCode::connection_lost,
        ErrorCode::deadline_exceeded, ErrorCode::http_status_unexpected}) {
    EXPECT_EQ(detail::classify_for_retry(code, {}), CodeClass::transient) << to_string(code);
  }
}

}  // namespace
}  // namespace tccc
