// SPDX-License-Identifier: Apache-2.0
// How many repetitions a client may still make.
#include "retry/budget.h"

#include <algorithm>

namespace tccc {
inline namespace v1 {
namespace detail {

bool RetryBudget::take() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (tokens_ < 1) return false;
  tokens_ -= 1;
  return true;
}

void RetryBudget::refill() {
  const std::lock_guard<std::mutex> lock(mutex_);
  tokens_ = (std::min)(most_, tokens_ + per_success_);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
