// SPDX-License-Identifier: Apache-2.0
// Waiting for signals that stop a program without a signal handler.
#include "cli/stop_signals.h"

#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace tccc::cli {
namespace {

// The last one tells that the terminal is gone, or the connection to it.
constexpr std::array<int, 3> kStops = {SIGINT, SIGTERM, SIGHUP};

// timeout(1) and others send the same signal twice, to the program and to its group.
constexpr std::chrono::seconds kSameStop{1};

// Such as SIGINT of a program that a script has put into the background.
bool is_ignored(int signal) noexcept {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

bool is_pending(const sigset_t& signals) noexcept {
  sigset_t pending;
  if (sigpending(&pending) != 0) return false;
  return std::any_of(kStops.begin(), kStops.end(), [&](int signal) {
    return sigismember(&signals, signal) == 1 && sigismember(&pending, signal) == 1;
  });
}

}  // namespace

StopSignals::StopSignals() noexcept {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  if (!is_ignored(SIGHUP)) sigaddset(&signals_, SIGHUP);
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

CancelOnStop::CancelOnStop(std::string last_words, Afterwards afterwards)
    : last_words_(std::move(last_words)), afterwards_(afterwards) {
  sigemptyset(&signals_);
  for (const int signal : kStops) {
    if (is_ignored(signal)) continue;
    sigaddset(&signals_, signal);
    wakes_ = signal;
  }
  // From here on, so that the threads of the request do not take them either.
  pthread_sigmask(SIG_BLOCK, &signals_, &previous_);
  if (wakes_ == 0) return;
  try {
    watcher_ = std::thread([this] { watch(); });
  } catch (const std::system_error&) {
    pthread_sigmask(SIG_SETMASK, &previous_, nullptr);  // without a thread they end the program, as anywhere else
  }
}

CancelOnStop::~CancelOnStop() {
  if (watcher_.joinable()) {
    is_over_ = true;
    pthread_kill(watcher_.native_handle(), wakes_);
    watcher_.join();
    if (afterwards_ == Afterwards::nothing) return;  // what is pending then, or comes, is never delivered
    // What they were to stop is over and told; they must not take the place of its exit status.
    int received = 0;
    while (is_pending(signals_) && sigwait(&signals_, &received) == 0) {
    }
  }
  pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

void CancelOnStop::watch() noexcept {
  using Clock = std::chrono::steady_clock;
  bool is_stopped = false;
  Clock::time_point stopped_at{};
  for (;;) {
    int received = 0;
    if (sigwait(&signals_, &received) != 0) continue;
    if (is_over_) return;
    if (is_stopped && Clock::now() - stopped_at >= kSameStop) end_by(received);
    if (is_stopped) continue;
    is_stopped = true;
    stopped_at = Clock::now();
    source_.cancel();
  }
}

void CancelOnStop::end_by(int signal) const noexcept {
  // Without the streams, which the thread that hangs may hold.
  for (std::size_t written = 0; written < last_words_.size();) {
    const ssize_t count = ::write(STDERR_FILENO, last_words_.data() + written, last_words_.size() - written);
    if (count <= 0) break;
    written += static_cast<std::size_t>(count);
  }
  pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
  raise(signal);
  std::_Exit(128 + signal);
}

}  // namespace tccc::cli
