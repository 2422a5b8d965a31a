// SPDX-License-Identifier: Apache-2.0
// A clock that a test moves.
#include "tccc/testing/manual_clock.h"

#include <algorithm>
#include <mutex>

namespace tccc {
inline namespace v1 {
namespace testing {

class ManualClock::Hands {
 public:
  explicit Hands(std::chrono::system_clock::time_point start) : start_(start) {}

  std::chrono::nanoseconds passed() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return passed_;
  }
  void advance(std::chrono::nanoseconds by) {
    const std::lock_guard<std::mutex> lock(mutex_);
    passed_ += by;
  }
  void advance_to(std::chrono::nanoseconds passed) {
    const std::lock_guard<std::mutex> lock(mutex_);
    passed_ = (std::max)(passed_, passed);
  }
  std::chrono::system_clock::time_point start() const { return start_; }

 private:
  const std::chrono::system_clock::time_point start_;
  mutable std::mutex mutex_;
  std::chrono::nanoseconds passed_{0};
};

ManualClock::ManualClock() : ManualClock(std::chrono::system_clock::now()) {}
ManualClock::ManualClock(std::chrono::system_clock::time_point start) : hands_(std::make_unique<Hands>(start)) {}
ManualClock::~ManualClock() = default;

std::chrono::system_clock::time_point ManualClock::now() const {
  return hands_->start() + std::chrono::duration_cast<std::chrono::system_clock::duration>(hands_->passed());
}

std::chrono::steady_clock::time_point ManualClock::steady_now() const {
  // Not at its very beginning, where code that subtracts would go below it.
  return std::chrono::steady_clock::time_point(std::chrono::hours(1)) + hands_->passed();
}

bool ManualClock::wait_until(std::chrono::steady_clock::time_point until, const CancellationToken& cancellation) const {
  if (cancellation.is_cancelled()) return false;
  hands_->advance_to(until - std::chrono::steady_clock::time_point(std::chrono::hours(1)));
  return true;
}

void ManualClock::advance(std::chrono::milliseconds by) {
  hands_->advance(by);
}

}  // namespace testing
}  // namespace v1
}  // namespace tccc
