// SPDX-License-Identifier: Apache-2.0
// When a failed request is repeated, and how long it waits first.
#pragma once

#include <chrono>

namespace tccc {
inline namespace v1 {

/// Repetitions are safe by construction: a call-placing request is repeated only when it was not sent, was throttled,
/// or was refused for a wrong clock (once, after correcting it). Reads are repeated on an unknown outcome too. This
/// only says how often and how patiently. Waits are drawn evenly between zero and `initial_backoff` doubled for each
/// attempt made ("full jitter"), and are never shorter than a Retry-After of the answer.
struct RetryPolicy {
  int max_attempts = 3;                            ///< Requests in all; 1 never repeats. At least 1.
  std::chrono::milliseconds initial_backoff{200};  ///< Bound of the first wait.
  std::chrono::milliseconds max_backoff{5000};     ///< The bound grows no further.

  /// Repetitions the whole client may have in hand. Each takes one; a call that succeeds at its first attempt gives
  /// back `budget_per_success`. It keeps a fleet from multiplying its load during an outage. 0: no repetition at all.
  double budget = 20;
  double budget_per_success = 0.1;  ///< See budget.
};

}  // namespace v1
}  // namespace tccc
