// SPDX-License-Identifier: Apache-2.0
// Waiting for SIGINT or SIGTERM without a signal handler.
#include "cli/stop_signals.h"

#include <pthread.h>

namespace tccc::cli {

StopSignals::StopSignals() noexcept {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals_, &previous_);
}

StopSignals::~StopSignals() {
  pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

void StopSignals::wait() const noexcept {
  int received = 0;
  while (sigwait(&signals_, &received) != 0) {
  }
}

}  // namespace tccc::cli
