// SPDX-License-Identifier: Apache-2.0
// When requests arrived at the mock endpoint.
#pragma once

#include <algorithm>
#include <chrono>
#include <mutex>
#include <vector>

#include "tccc/clock.h"

namespace tccc {

/// The server's clock. The mock endpoint asks it once for each request, when it decides whether to admit it.
class ArrivalClock final : public Clock {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Time steady_now() const override {
    const Time now = std::chrono::steady_clock::now();
    const std::lock_guard<std::mutex> lock(mutex_);
    times_.push_back(now);
    return now;
  }

  /// Earliest first.
  std::vector<Time> times() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::vector<Time> sorted = times_;
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::vector<Time> times_;
};

}  // namespace tccc
