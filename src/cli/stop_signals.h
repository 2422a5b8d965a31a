// SPDX-License-Identifier: Apache-2.0
// Waiting for SIGINT or SIGTERM without a signal handler.
#pragma once

#include <csignal>

namespace tccc::cli {

/// Blocks both signals in the calling thread, and so in threads it starts later, until destroyed.
class StopSignals {
 public:
  StopSignals() noexcept;
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals();

  /// Returns when one of them has arrived. Call on the thread that made the object.
  void wait() const noexcept;

 private:
  sigset_t signals_;
  sigset_t previous_;
};

}  // namespace tccc::cli
