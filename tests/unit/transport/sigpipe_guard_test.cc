// SPDX-License-Identifier: Apache-2.0
// SIGPIPE neither ends the process nor is left behind, and what the application set stays set.
#include "transport/sigpipe_guard.h"

#include <pthread.h>
#include <signal.h>

#include <gtest/gtest.h>

namespace tccc {
namespace {

bool is_blocked() {
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  return sigismember(&mask, SIGPIPE) == 1;
}

bool is_pending() {
  sigset_t pending;
  sigpending(&pending);
  return sigismember(&pending, SIGPIPE) == 1;
}

void set_blocked(bool blocked) {
  sigset_t sigpipe;
  sigemptyset(&sigpipe);
  sigaddset(&sigpipe, SIGPIPE);
  pthread_sigmask(blocked ? SIG_BLOCK : SIG_UNBLOCK, &sigpipe, nullptr);
}

void raise_here() {
  pthread_kill(pthread_self(), SIGPIPE);
}

// The default disposition, which ends the process, for one test.
class SigpipeGuardTest : public ::testing::Test {
 protected:
  void SetUp() override {
    struct sigaction by_default {};
    by_default.sa_handler = SIG_DFL;
    sigaction(SIGPIPE, &by_default, &before_);
  }
  void TearDown() override { sigaction(SIGPIPE, &before_, nullptr); }

 private:
  struct sigaction before_ {};
};

TEST_F(SigpipeGuardTest, KeepsTheProcessAliveAndConsumesTheSignal) {
  {
    const detail::SigpipeGuard guard;
    raise_here();
    EXPECT_TRUE(is_pending());
  }
  EXPECT_FALSE(is_pending());
  EXPECT_FALSE(is_blocked());
}

TEST_F(SigpipeGuardTest, LeavesASignalBlockedThatWasBlocked) {
  set_blocked(true);
  {
    const detail::SigpipeGuard guard;
    raise_here();
  }
  EXPECT_TRUE(is_blocked());
  EXPECT_FALSE(is_pending());
  set_blocked(false);
}

TEST_F(SigpipeGuardTest, LeavesASignalPendingThatWasPending) {
  set_blocked(true);
  raise_here();
  {
    const detail::SigpipeGuard guard;
    raise_here();
  }
  EXPECT_TRUE(is_pending());
  {
    struct sigaction ignore {};
    struct sigaction before {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, &before);  // takes the pending one away
    sigaction(SIGPIPE, &before, nullptr);
  }
  set_blocked(false);
}

}  // namespace
}  // namespace tccc
