// SPDX-License-Identifier: Apache-2.0
// Whether a retry policy makes sense.
#pragma once

#include <string_view>

#include "tccc/retry_policy.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// A member of a policy that cannot be followed, and why; `member` is empty when all can.
struct PolicyFault {
  std::string_view member = {};
  std::string_view why = {};
};

constexpr PolicyFault check_policy(const RetryPolicy& policy) noexcept {
  if (policy.max_attempts < 1) return {"retry.max_attempts", "is less than 1"};
  if (policy.initial_backoff < std::chrono::milliseconds::zero()) return {"retry.initial_backoff", "is negative"};
  if (policy.max_backoff < policy.initial_backoff) return {"retry.max_backoff", "is less than retry.initial_backoff"};
  if (!(policy.budget >= 0)) return {"retry.budget", "is not zero or more"};
  if (!(policy.budget_per_success >= 0)) return {"retry.budget_per_success", "is not zero or more"};
  return {};
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
