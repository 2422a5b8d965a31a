// SPDX-License-Identifier: Apache-2.0
// Threads that the application's signals pass by.
#pragma once

#include <pthread.h>
#include <signal.h>

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

/// Blocks all signals on this thread, and thereby on those it starts, while it lives. Handlers of the application then
/// never run on threads it does not know, and a write to a closed connection is only an error.
class SignalBlock {
 public:
  SignalBlock() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  SignalBlock(const SignalBlock&) = delete;
  SignalBlock& operator=(const SignalBlock&) = delete;
  ~SignalBlock() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
