// SPDX-License-Identifier: Apache-2.0
// How many repetitions a client may still make.
#pragma once

#include <mutex>

#include "tccc/retry_policy.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// A token bucket filled by successes, shared by all calls of a client. Thread-safe. Invariant: 0 <= tokens_ <=
/// policy.budget.
class RetryBudget {
 public:
  explicit RetryBudget(const RetryPolicy& policy)
      : most_(policy.budget), per_success_(policy.budget_per_success), tokens_(most_) {}

  /// Takes one token; false, and takes none, when there is none.
  bool take();
  /// A call succeeded at its first attempt.
  void refill();

 private:
  const double most_;
  const double per_success_;
  std::mutex mutex_;
  double tokens_;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
