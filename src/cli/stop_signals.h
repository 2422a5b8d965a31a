// SPDX-License-Identifier: Apache-2.0
// Waiting for signals that stop a program without a signal handler.
#pragma once

#include <atomic>
#include <csignal>
#include <string>
#include <thread>

#include "tccc/cancellation.h"

namespace tccc::cli {

/// Blocks SIGINT and SIGTERM in the calling thread, and so in threads it starts later, until destroyed.
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

/// While it lives, SIGINT, SIGTERM and SIGHUP cancel what was given its token instead of ending the program, which can
/// then say what became of it. A second one, a second or more after the first, writes the last words to standard error
/// and ends the program. Signals that are ignored stay so. Afterwards they do as before, or nothing any more where the
/// program has only its exit status left to give: they would take the place of that.
class CancelOnStop {
 public:
  enum class Afterwards { as_before, nothing };

  explicit CancelOnStop(std::string last_words, Afterwards afterwards = Afterwards::as_before);
  CancelOnStop(const CancelOnStop&) = delete;
  CancelOnStop& operator=(const CancelOnStop&) = delete;
  ~CancelOnStop();

  CancellationToken token() const noexcept { return source_.token(); }

 private:
  void watch() noexcept;
  [[noreturn]] void end_by(int signal) const noexcept;

  const std::string last_words_;
  const Afterwards afterwards_;
  CancellationSource source_;
  std::atomic<bool> is_over_{false};
  int wakes_ = 0;  // one of signals_; 0: there are none
  sigset_t signals_;
  sigset_t previous_;
  std::thread watcher_;
};

}  // namespace tccc::cli
