// SPDX-License-Identifier: Apache-2.0
// The library's own threads.
#include "library_thread.h"

#include <signal.h>

#include <initializer_list>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

thread_local bool is_ours = false;

// All signals but those that a thread raises by its own fault: they are the application's business, on its threads.
sigset_t foreign_signals() noexcept {
  sigset_t signals;
  sigfillset(&signals);
  for (const int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS}) sigdelset(&signals, own);
  return signals;
}

}  // namespace

bool is_library_thread() noexcept {
  return is_ours;
}

void mark_library_thread() noexcept {
  is_ours = true;
}

bool start_library_thread(pthread_t& thread, void* (*run)(void*), void* argument) noexcept {
  const sigset_t blocked = foreign_signals();
  sigset_t before;
  pthread_sigmask(SIG_BLOCK, &blocked, &before);  // the thread inherits it
  const bool is_started = pthread_create(&thread, nullptr, run, argument) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return is_started;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
