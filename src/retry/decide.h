// SPDX-License-Identifier: Apache-2.0
// Whether a failed attempt is followed by another: one pure function over what is known.
#pragma once

#include <cstdint>

#include "tccc/error.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// How far the request came.
enum class Phase : std::uint8_t {
  before_sending,  ///< No byte left.
  after_sending,   ///< Bytes may have left.
};

/// What a failure says about a repetition.
enum class CodeClass : std::uint8_t {
  transient,   ///< May go away by itself.
  throttled,   ///< RequestLimitExceeded and the codes under it: refused for its rate before any work.
  clock_skew,  ///< AuthFailure.SignatureExpire: refused for the clock, which the answer's Date corrects.
  permanent,   ///< Will be the same again.
};

/// The class of a failure. `service_code` is empty for faults found on this side.
CodeClass classify_for_retry(ErrorCode code, std::string_view service_code) noexcept;

struct RetryQuestion {
  bool is_idempotent = false;  ///< Whether the action may be repeated although it may have taken effect.
  Phase phase = Phase::before_sending;
  Outcome outcome = Outcome::unknown;
  CodeClass code_class = CodeClass::permanent;
  bool can_correct_clock = false;  ///< A Date was read, and the clock has not been corrected in this call.
  bool has_attempts_left = false;
  bool has_time_left = false;  ///< The wait before the next attempt ends before the deadline.
  bool has_budget_left = false;
};

enum class RetryDecision : std::uint8_t { give_up, repeat, repeat_with_corrected_clock };

/// Invariant: for an action that is not idempotent, `repeat*` is never the answer once bytes may have left, unless the
/// service itself said that it refused the request.
constexpr RetryDecision decide_retry(const RetryQuestion& question) noexcept {
  if (!question.has_attempts_left || !question.has_time_left || !question.has_budget_left)
    return RetryDecision::give_up;
  switch (question.outcome) {
    case Outcome::not_sent:
      return question.phase == Phase::before_sending && question.code_class == CodeClass::transient
                 ? RetryDecision::repeat
                 : RetryDecision::give_up;
    case Outcome::rejected:
      if (question.code_class == CodeClass::throttled) return RetryDecision::repeat;
      if (question.code_class == CodeClass::clock_skew && question.can_correct_clock) {
        return RetryDecision::repeat_with_corrected_clock;
      }
      return RetryDecision::give_up;
    case Outcome::unknown:
      return question.is_idempotent && question.code_class == CodeClass::transient ? RetryDecision::repeat
                                                                                   : RetryDecision::give_up;
  }
  return RetryDecision::give_up;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
