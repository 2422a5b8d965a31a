// SPDX-License-Identifier: Apache-2.0
// Keeps SIGPIPE from ending the process while libcurl or OpenSSL writes to a connection the peer has closed.
#include "transport/sigpipe_guard.h"

#ifdef SIGPIPE
#include <cerrno>
#include <ctime>
#endif

namespace tccc {
inline namespace v1 {
namespace detail {

#ifdef SIGPIPE

namespace {

bool sigpipe_pending() noexcept {
  sigset_t pending;
  return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

}  // namespace

SigpipeGuard::SigpipeGuard() noexcept {
  sigset_t sigpipe;
  sigemptyset(&sigpipe);
  sigaddset(&sigpipe, SIGPIPE);
  blocked_ = pthread_sigmask(SIG_BLOCK, &sigpipe, &mask_before_) == 0;
  // One that is pending already was blocked already, and belongs to the application: a second would merge with it.
  if (blocked_ && sigismember(&mask_before_, SIGPIPE) == 1 && sigpipe_pending()) blocked_ = false;
}

SigpipeGuard::~SigpipeGuard() {
  if (!blocked_) return;
  const int saved_errno = errno;
  if (sigpipe_pending()) {
    sigset_t sigpipe;
    sigemptyset(&sigpipe);
    sigaddset(&sigpipe, SIGPIPE);
#ifdef __APPLE__
    int consumed = 0;
    sigwait(&sigpipe, &consumed);
#else
    // Without waiting: one that was sent to the whole process may have gone to another thread by now.
    const timespec no_wait{};
    while (sigtimedwait(&sigpipe, nullptr, &no_wait) == -1 && errno == EINTR) {
    }
#endif
  }
  pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
  errno = saved_errno;
}

#else

SigpipeGuard::SigpipeGuard() noexcept = default;
SigpipeGuard::~SigpipeGuard() = default;

#endif

}  // namespace detail
}  // namespace v1
}  // namespace tccc
