// SPDX-License-Identifier: Apache-2.0
// A clock that tests set: nobody waits, a wait moves the time instead.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "tccc/cancellation.h"
#include "tccc/clock.h"

namespace tccc {

/// Both clocks stand still until advance() or a wait moves them, by the same amount. Thread-safe.
class FakeClock final : public Clock {
 public:
  using Wall = std::chrono::system_clock::time_point;
  using Steady = std::chrono::steady_clock::time_point;

  explicit FakeClock(Wall start = Wall(std::chrono::seconds(1735689600))) : start_(start) {}

  Wall now() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return start_ + std::chrono::duration_cast<Wall::duration>(passed_);
  }

  Steady steady_now() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return Steady(kSteadyStart) + passed_;
  }

  /// Jumps to `until`, unless the token has cancelled or the function of before_wait() makes it cancel.
  bool wait_until(Steady until, const CancellationToken& cancellation) const override {
    std::function<void()> before_wait;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      before_wait = before_wait_;
    }
    if (before_wait) before_wait();
    if (cancellation.is_cancelled()) return false;
    const std::lock_guard<std::mutex> lock(mutex_);
    const std::chrono::nanoseconds left = until - (Steady(kSteadyStart) + passed_);
    waits_.push_back(left);
    if (left > std::chrono::nanoseconds::zero()) passed_ += left;
    return true;
  }

  void advance(std::chrono::nanoseconds by) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    passed_ += by;
  }

  /// Called at the start of each wait, on the waiting thread.
  void before_wait(std::function<void()> function) {
    const std::lock_guard<std::mutex> lock(mutex_);
    before_wait_ = std::move(function);
  }

  /// How long each wait that was not cancelled took.
  std::vector<std::chrono::nanoseconds> waits() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return waits_;
  }

 private:
  static constexpr std::chrono::hours kSteadyStart{1};

  const Wall start_;
  mutable std::mutex mutex_;
  mutable std::chrono::nanoseconds passed_{0};
  mutable std::vector<std::chrono::nanoseconds> waits_;
  std::function<void()> before_wait_;
};

}  // namespace tccc
