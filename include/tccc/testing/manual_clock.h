// SPDX-License-Identifier: Apache-2.0
// A clock that a test moves: for the mock endpoint, for clients, or for both together.
#pragma once

#include <chrono>
#include <memory>

#include "tccc/cancellation.h"
#include "tccc/clock.h"
#include "tccc/export.h"

namespace tccc {
inline namespace v1 {
namespace testing {

/// Stands still until advance() or somebody's wait moves it. Nobody really waits: a wait moves the clock to its end, so
/// that a client which shares the clock with a mock endpoint sleeps no moment and sees a whole call pass. Thread-safe.
class TCCC_API ManualClock final : public Clock {
 public:
  /// Starts at the present.
  ManualClock();
  /// Starts at a moment of choice.
  explicit ManualClock(std::chrono::system_clock::time_point start);
  ~ManualClock() override;

  std::chrono::system_clock::time_point now() const override;
  std::chrono::steady_clock::time_point steady_now() const override;
  bool wait_until(std::chrono::steady_clock::time_point until, const CancellationToken& cancellation) const override;

  /// Moves both clocks on.
  void advance(std::chrono::milliseconds by);

 private:
  class Hands;

  std::unique_ptr<Hands> hands_;
};

}  // namespace testing
}  // namespace v1
}  // namespace tccc
