// SPDX-License-Identifier: Apache-2.0
// Where the library reads the time, so that tests can set it.
#pragma once

#include <chrono>
#include <memory>

#include "tccc/cancellation.h"
#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// Seam: the two clocks of the library. Thread-safe.
class TCCC_API Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock();

  /// Wall-clock time; signatures are dated with it.
  virtual std::chrono::system_clock::time_point now() const;
  /// Time that only moves forward; deadlines and waits are measured with it.
  virtual std::chrono::steady_clock::time_point steady_now() const;
  /// Blocks the calling thread until steady_now() reaches `until`, or the token cancels. False: it cancelled.
  virtual bool wait_until(std::chrono::steady_clock::time_point until, const CancellationToken& cancellation) const;
};

/// The clocks of the machine.
TCCC_API std::shared_ptr<const Clock> system_clock();

}  // namespace v1
}  // namespace tccc
