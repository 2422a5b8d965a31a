// SPDX-License-Identifier: Apache-2.0
// The life of a call, with times given by hand.
#include "engine/call.h"

#include <random>

#include <gtest/gtest.h>

namespace tccc {
namespace {

using detail::AttemptReport;
using detail::Call;
using detail::CallSettings;
using detail::Failure;
using detail::RetryBudget;
using detail::SteadyTime;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr SteadyTime kStart{seconds(1000)};

double always_full() {
  return 0.999999;
}
double always_none() {
  return 0;
}

CallSettings settings(bool is_idempotent) {
  CallSettings made;
  made.is_idempotent = is_idempotent;
  made.deadline = kStart + seconds(30);
  return made;
}

AttemptReport failed(ErrorCode code, Outcome outcome, std::string service_code = {}) {
  AttemptReport report;
  report.request_left = outcome != Outcome::not_sent;
  report.failure = Failure{code, outcome, "fault", std::move(service_code)};
  return report;
}

AttemptReport refused_connection() {
  return failed(ErrorCode::connect_failed, Outcome::not_sent);
}
AttemptReport lost_connection() {
  return failed(ErrorCode::connection_lost, Outcome::unknown);
}
AttemptReport throttled() {
  return failed(ErrorCode::request_limit_exceeded, Outcome::rejected, "RequestLimitExceeded");
}
AttemptReport expired_signature(bool has_date) {
  AttemptReport report =
      failed(ErrorCode::auth_failure_signature_expire, Outcome::rejected, "AuthFailure.SignatureExpire");
  report.has_date = has_date;
  return report;
}

TEST(Call, AsksForAPermitThenAttemptsThenFinishes) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_full);
  EXPECT_EQ(call.want(), Call::Want::permit);
  call.permit_granted(kStart);
  EXPECT_EQ(call.want(), Call::Want::attempt);
  call.attempt_finished({}, kStart);
  EXPECT_EQ(call.want(), Call::Want::finish);
  EXPECT_FALSE(call.failure());
  EXPECT_EQ(call.attempts(), 1);
}

TEST(Call, WaitsForTheLimiterAndAsksAgain) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_full);
  call.permit_later(kStart + seconds(1), kStart);
  EXPECT_EQ(call.want(), Call::Want::wait);
  EXPECT_EQ(call.wake_at(), kStart + seconds(1));
  call.waited(kStart + seconds(1));
  EXPECT_EQ(call.want(), Call::Want::permit);
}

TEST(Call, StaysInItsWaitWhenItIsWokenEarly) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_full);
  call.permit_later(kStart + seconds(1), kStart);
  call.waited(kStart + milliseconds(999));
  EXPECT_EQ(call.want(), Call::Want::wait);
}

TEST(Call, EndsUnsentWhenTheLimiterWouldStartItAfterItsDeadline) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_full);
  call.permit_later(kStart + seconds(30), kStart);
  ASSERT_EQ(call.want(), Call::Want::finish);
  EXPECT_EQ(call.failure()->code, ErrorCode::limiter_refused);
  EXPECT_EQ(call.failure()->outcome, Outcome::not_sent);
}

TEST(Call, RepeatsADialThatWasNotSent) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_full);
  call.permit_granted(kStart);
  call.attempt_finished(refused_connection(), kStart);
  EXPECT_EQ(call.want(), Call::Want::wait);
  EXPECT_LE(call.wake_at(), kStart + milliseconds(200));
}

TEST(Call, NeverRepeatsADialThatWasLost) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_full);
  call.permit_granted(kStart);
  call.attempt_finished(lost_connection(), kStart);
  ASSERT_EQ(call.want(), Call::Want::finish);
  EXPECT_EQ(call.failure()->outcome, Outcome::unknown);
}

TEST(Call, RepeatsAReadThatWasLost) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(true), budget, &always_full);
  call.permit_granted(kStart);
  call.attempt_finished(lost_connection(), kStart);
  EXPECT_EQ(call.want(), Call::Want::wait);
}

TEST(Call, MakesNoMoreAttemptsThanThePolicyAllows) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_none);
  int attempts = 0;
  while (call.want() != Call::Want::finish) {
    if (call.want() == Call::Want::permit) call.permit_granted(kStart);
    if (call.want() == Call::Want::wait) call.waited(call.wake_at());
    if (call.want() == Call::Want::attempt) {
      ++attempts;
      call.attempt_finished(refused_connection(), kStart);
    }
  }
  EXPECT_EQ(attempts, RetryPolicy{}.max_attempts);
  EXPECT_EQ(call.failure()->code, ErrorCode::connect_failed);
}

TEST(Call, DoublesItsLongestWaitUpToTheCap) {
  RetryPolicy policy;
  policy.max_attempts = 10;
  policy.initial_backoff = milliseconds(100);
  policy.max_backoff = milliseconds(350);
  RetryBudget budget{policy};
  CallSettings long_call = settings(false);
  long_call.policy = policy;
  Call call(long_call, budget, &always_full);
  SteadyTime now = kStart;
  for (const milliseconds longest : {milliseconds(100), milliseconds(200), milliseconds(350), milliseconds(350)}) {
    call.permit_granted(now);
    call.attempt_finished(throttled(), now);
    EXPECT_LE(call.wake_at() - now, longest);
    EXPECT_GE(call.wake_at() - now, longest - milliseconds(1));
    now = call.wake_at();
    call.waited(now);
  }
}

TEST(Call, WaitsAtLeastAsLongAsRetryAfterSays) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_none);
  call.permit_granted(kStart);
  AttemptReport report = throttled();
  report.retry_after = seconds(7);
  call.attempt_finished(std::move(report), kStart);
  ASSERT_EQ(call.want(), Call::Want::wait);
  EXPECT_EQ(call.wake_at(), kStart + seconds(7));
}

TEST(Call, FailsAtOnceWhenTheWaitWouldPassTheDeadline) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_none);
  call.permit_granted(kStart);
  AttemptReport report = throttled();
  report.retry_after = seconds(31);
  call.attempt_finished(std::move(report), kStart);
  ASSERT_EQ(call.want(), Call::Want::finish);
  EXPECT_EQ(call.failure()->code, ErrorCode::request_limit_exceeded);
}

TEST(Call, KeepsTheLastFaultWhenTheLimiterLeavesNoTimeForARepetition) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_none);
  call.permit_granted(kStart);
  call.attempt_finished(throttled(), kStart);
  call.waited(call.wake_at());
  call.permit_later(kStart + seconds(40), kStart);
  ASSERT_EQ(call.want(), Call::Want::finish);
  EXPECT_EQ(call.failure()->code, ErrorCode::request_limit_exceeded);
}

TEST(Call, CorrectsItsClockOnceAndThenGivesUp) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_none);
  call.permit_granted(kStart);
  call.attempt_finished(expired_signature(true), kStart);
  ASSERT_EQ(call.want(), Call::Want::wait);
  EXPECT_TRUE(call.is_clock_corrected());
  call.waited(call.wake_at());
  call.permit_granted(kStart);
  call.attempt_finished(expired_signature(true), kStart);
  ASSERT_EQ(call.want(), Call::Want::finish);
  EXPECT_EQ(call.failure()->code, ErrorCode::auth_failure_signature_expire);
}

TEST(Call, CannotCorrectItsClockWithoutADate) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_none);
  call.permit_granted(kStart);
  call.attempt_finished(expired_signature(false), kStart);
  EXPECT_EQ(call.want(), Call::Want::finish);
}

TEST(Call, TakesNothingFromTheBudgetWhenItEndsAnyway) {
  RetryPolicy policy;
  policy.budget = 1;
  RetryBudget budget{policy};
  Call call(settings(false), budget, &always_none);
  call.permit_granted(kStart);
  call.attempt_finished(lost_connection(), kStart);
  EXPECT_TRUE(budget.take());
}

TEST(Call, EndsWhenTheBudgetIsUsedUp) {
  RetryPolicy policy;
  policy.budget = 1;
  policy.max_attempts = 10;
  RetryBudget budget{policy};
  CallSettings patient = settings(false);
  patient.policy = policy;
  Call call(patient, budget, &always_none);
  call.permit_granted(kStart);
  call.attempt_finished(refused_connection(), kStart);
  call.waited(call.wake_at());
  call.permit_granted(kStart);
  call.attempt_finished(refused_connection(), kStart);
  EXPECT_EQ(call.want(), Call::Want::finish);
  EXPECT_EQ(call.attempts(), 2);
}

TEST(Call, CancelledWhileItWaitsKeepsWhatTheLastAttemptMayHaveCaused) {
  RetryBudget budget{RetryPolicy{}};
  Call read(settings(true), budget, &always_full);
  read.permit_granted(kStart);
  read.attempt_finished(lost_connection(), kStart);
  read.abandon({ErrorCode::cancelled, Outcome::not_sent, "cancelled"});
  EXPECT_EQ(read.failure()->code, ErrorCode::cancelled);
  EXPECT_EQ(read.failure()->outcome, Outcome::unknown);

  Call fresh(settings(false), budget, &always_full);
  fresh.abandon({ErrorCode::cancelled, Outcome::not_sent, "cancelled"});
  EXPECT_EQ(fresh.failure()->outcome, Outcome::not_sent);
}

TEST(Call, RemembersThatAnEarlierAttemptWasSentWhenTheLastOneWasNot) {
  RetryBudget budget{RetryPolicy{}};
  CallSettings two = settings(false);
  two.policy.max_attempts = 2;
  Call refused(two, budget, &always_none);
  refused.permit_granted(kStart);
  refused.attempt_finished(throttled(), kStart);
  ASSERT_EQ(refused.want(), Call::Want::wait);
  refused.waited(kStart);
  refused.permit_granted(kStart);
  refused.attempt_finished(refused_connection(), kStart);
  EXPECT_EQ(refused.failure()->code, ErrorCode::connect_failed);
  EXPECT_EQ(refused.failure()->outcome, Outcome::rejected);
}

TEST(Call, RepeatsWhatWasNotSentAfterARefusal) {
  RetryBudget budget{RetryPolicy{}};
  Call call(settings(false), budget, &always_none);
  for (const AttemptReport& report : {throttled(), refused_connection()}) {
    call.permit_granted(kStart);
    call.attempt_finished(report, kStart);
    ASSERT_EQ(call.want(), Call::Want::wait);
    call.waited(kStart);
  }
}

// What a server and a network may do to one attempt.
AttemptReport random_fate(std::mt19937& random, bool& is_delivered, bool& is_refused) {
  is_delivered = true;
  is_refused = false;
  switch (random() % 10) {
    case 0:
      return {};
    case 1:
      return lost_connection();
    case 2:
      is_delivered = false;
      return refused_connection();
    case 3:
      is_refused = true;
      return throttled();
    case 4:
      is_refused = true;
      return expired_signature(random() % 2 == 0);
    case 5:
      return failed(ErrorCode::internal_error, Outcome::unknown, "InternalError");
    case 6:
      return failed(ErrorCode::http_status_unexpected, Outcome::unknown);
    case 7:
      is_refused = true;
      return failed(ErrorCode::failed_operation_callee_is_black_user, Outcome::rejected,
                    "FailedOperation.CalleeIsBlackUser");
    case 8:
      return failed(ErrorCode::deadline_exceeded, Outcome::unknown);
    default:
      is_delivered = false;
      return failed(ErrorCode::tls_failed, Outcome::not_sent);
  }
}

TEST(Call, NeverDeliversADialTwiceInTenThousandRandomHistories) {
  std::mt19937 random(20201002);  // fixed, so that a failure can be repeated
  RetryPolicy policy;
  policy.max_attempts = 8;
  policy.budget = 1e9;
  for (int history = 0; history < 10000; ++history) {
    RetryBudget budget{policy};
    CallSettings eager = settings(false);
    eager.policy = policy;
    Call call(eager, budget, &always_none);
    SteadyTime now = kStart;
    int deliveries_not_refused = 0;
    int steps = 0;
    bool last_was_unknown = false;
    while (call.want() != Call::Want::finish) {
      ASSERT_LT(++steps, 1000) << "history " << history;
      now += milliseconds(random() % 400);
      if (random() % 50 == 0) {
        call.abandon({ErrorCode::cancelled, Outcome::not_sent, "cancelled"});
        break;
      }
      switch (call.want()) {
        case Call::Want::permit:
          if (random() % 4 == 0) {
            call.permit_later(now + milliseconds(random() % 1000 + 1), now);
          } else {
            call.permit_granted(now);
          }
          break;
        case Call::Want::wait:
          now = (std::max)(now, call.wake_at());
          call.waited(now);
          break;
        case Call::Want::attempt: {
          bool is_delivered = false;
          bool is_refused = false;
          AttemptReport fate = random_fate(random, is_delivered, is_refused);
          if (is_delivered && !is_refused) ++deliveries_not_refused;
          last_was_unknown = is_delivered && !is_refused && fate.failure.has_value();
          call.attempt_finished(std::move(fate), now);
          break;
        }
        case Call::Want::finish:
          break;
      }
    }
    ASSERT_LE(deliveries_not_refused, 1) << "history " << history;
    if (last_was_unknown) {
      ASSERT_TRUE(call.failure()) << "history " << history;
      ASSERT_EQ(call.failure()->outcome, Outcome::unknown) << "history " << history;
    }
    if (call.failure() && call.failure()->outcome != Outcome::unknown) {
      ASSERT_EQ(deliveries_not_refused, 0) << "history " << history;
    }
  }
}

}  // namespace
}  // namespace tccc
