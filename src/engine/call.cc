// SPDX-License-Identifier: Apache-2.0
// The life of one call as a state machine without I/O.
#include "engine/call.h"

#include <algorithm>
#include <utility>

namespace tccc {
inline namespace v1 {
namespace detail {

Call::Call(const CallSettings& settings, RetryBudget& budget, double (*random)())
    : settings_(settings), budget_(budget), random_(random) {}

void Call::permit_granted(SteadyTime now) {
  if (now >= settings_.deadline) {
    return abandon(
        {ErrorCode::deadline_exceeded, Outcome::not_sent, "the total timeout passed before the request could start"});
  }
  want_ = Want::attempt;
}

void Call::permit_later(SteadyTime when, SteadyTime now) {
  if (when >= settings_.deadline || now >= settings_.deadline) {
    if (failure_) return finish(std::move(failure_));  // the fault that led here says more than that the time is up
    return abandon({ErrorCode::limiter_refused, Outcome::not_sent,
                    "the rate limiter lets no request start before the total timeout; raise it, or send less"});
  }
  want_ = Want::wait;
  after_wait_ = Want::permit;
  wake_at_ = when;
}

void Call::waited(SteadyTime now) {
  if (now >= settings_.deadline) {
    if (failure_) return finish(std::move(failure_));
    return abandon(
        {ErrorCode::deadline_exceeded, Outcome::not_sent, "the total timeout passed while waiting to start"});
  }
  if (now >= wake_at_) want_ = after_wait_;
}

std::chrono::milliseconds Call::backoff(std::optional<std::chrono::milliseconds> retry_after) const {
  const RetryPolicy& policy = settings_.policy;
  constexpr int kMostDoublings = 20;  // beyond every sensible max_backoff, and far from overflow
  const int doublings = (std::min)(attempts_ - 1, kMostDoublings);
  const auto initial = static_cast<double>(policy.initial_backoff.count());
  constexpr std::chrono::milliseconds kLongestBackoff = std::chrono::hours(24);  // far from overflow as well
  const double most = (std::min)(initial * static_cast<double>(1U << static_cast<unsigned>(doublings)),
                                 static_cast<double>((std::min)(policy.max_backoff, kLongestBackoff).count()));
  const std::chrono::milliseconds drawn(static_cast<std::chrono::milliseconds::rep>(most * random_()));
  return (std::max)(drawn, retry_after.value_or(std::chrono::milliseconds::zero()));
}

void Call::attempt_finished(AttemptReport report, SteadyTime now) {
  ++attempts_;
  if (!report.failure) {
    if (attempts_ == 1) budget_.refill();
    return finish({});
  }
  const std::chrono::milliseconds pause = backoff(report.retry_after);

  RetryQuestion question;
  question.is_idempotent = settings_.is_idempotent;
  question.phase = report.request_left ? Phase::after_sending : Phase::before_sending;
  question.outcome = report.failure->outcome;
  question.code_class =
      report.is_final ? CodeClass::permanent : classify_for_retry(report.failure->code, report.failure->service_code);
  question.can_correct_clock = report.has_date && !is_clock_corrected_;
  question.has_attempts_left = attempts_ < settings_.policy.max_attempts;
  question.has_time_left = pause < settings_.deadline - now;
  question.has_budget_left = true;
  const RetryDecision decision = decide_retry(question);
  carry_outcome(*report.failure);
  failure_ = std::move(report.failure);
  // The budget is asked last, so that a call that ends anyway takes nothing from it.
  if (decision == RetryDecision::give_up || !budget_.take()) return finish(std::move(failure_));
  if (decision == RetryDecision::repeat_with_corrected_clock) is_clock_corrected_ = true;
  want_ = Want::wait;
  after_wait_ = Want::permit;
  wake_at_ = now + pause;
}

// The outcome is the call's, not the last attempt's: what an earlier attempt sent stays sent.
void Call::carry_outcome(Failure& failure) const {
  if (failure_ && failure.outcome == Outcome::not_sent) failure.outcome = failure_->outcome;
}

void Call::abandon(Failure fault) {
  carry_outcome(fault);
  finish(std::move(fault));
}

void Call::finish(std::optional<Failure> failure) {
  failure_ = std::move(failure);
  want_ = Want::finish;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
