// SPDX-License-Identifier: Apache-2.0
// The life of one call as a state machine without I/O: told what happened, it says what comes next. Both drivers (the
// caller's thread, and later a loop thread) run it, so that they cannot differ.
//
//     permit --granted--> attempt --success--> finish
//       ^                    |failure
//       |                    v
//       +---------------- wait (backoff), or finish
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "engine/classify.h"
#include "retry/budget.h"
#include "retry/decide.h"
#include "tccc/retry_policy.h"

namespace tccc {
inline namespace v1 {
namespace detail {

using SteadyTime = std::chrono::steady_clock::time_point;

/// What happened to one attempt, as far as the life of the call depends on it.
struct AttemptReport {
  std::optional<Failure> failure = {};  ///< none: success.
  bool request_left = false;
  std::optional<std::chrono::milliseconds> retry_after = {};
  bool has_date = false;  ///< The answer told the service's time.
  bool is_final = false;  ///< The transport would meet the same fault again.
};

/// Settings of one call.
struct CallSettings {
  bool is_idempotent = false;
  RetryPolicy policy = {};
  SteadyTime deadline = {};
};

class Call {
 public:
  enum class Want : std::uint8_t {
    permit,   ///< Ask the rate limiter, then report permit_granted() or permit_later().
    wait,     ///< Wait until wake_at(), then report waited().
    attempt,  ///< Sign and send, then report attempt_finished().
    finish,   ///< The call is over: failure() says how.
  };

  /// `budget` outlives the call. `random` gives a number from 0 up to but not including 1 for each wait.
  Call(const CallSettings& settings, RetryBudget& budget, double (*random)());

  Want want() const noexcept { return want_; }
  SteadyTime wake_at() const noexcept { return wake_at_; }
  SteadyTime deadline() const noexcept { return settings_.deadline; }
  int attempts() const noexcept { return attempts_; }
  /// Whether the next attempt has to be signed with the service's time as the last answer gave it.
  bool is_clock_corrected() const noexcept { return is_clock_corrected_; }
  /// How the call ended; none is success. Valid when finish is wanted.
  const std::optional<Failure>& failure() const noexcept { return failure_; }

  void permit_granted(SteadyTime now);
  /// The limiter wants to be asked again at `when`; the call ends here if that is after its deadline.
  void permit_later(SteadyTime when, SteadyTime now);
  void waited(SteadyTime now);
  void attempt_finished(AttemptReport report, SteadyTime now);
  /// The caller gave up, or the attempt could not be made at all: `fault` is not_sent and final. What earlier attempts
  /// of this call may have caused stays in the outcome.
  void abandon(Failure fault);

 private:
  void carry_outcome(Failure& failure) const;
  void finish(std::optional<Failure> failure);
  std::chrono::milliseconds backoff(std::optional<std::chrono::milliseconds> retry_after) const;

  const CallSettings settings_;
  RetryBudget& budget_;
  double (*const random_)();
  Want want_ = Want::permit;
  Want after_wait_ = Want::permit;
  SteadyTime wake_at_ = {};
  int attempts_ = 0;
  bool is_clock_corrected_ = false;
  std::optional<Failure> failure_ = {};  // of the last attempt, until the call ends
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
