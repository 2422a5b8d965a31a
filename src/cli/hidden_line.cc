// SPDX-License-Identifier: Apache-2.0
// Reads a line from the terminal that is not shown while it is typed.
#include "cli/hidden_line.h"

#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <string_view>

namespace tccc::cli {
namespace {

constexpr std::array<int, 4> kEndingSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

volatile std::sig_atomic_t received = 0;

void remember(int signal) {
  received = signal;
}

/// Has read() return when one of the signals comes, for as long as it lives.
class InterruptedReads {
 public:
  InterruptedReads() noexcept {
    received = 0;
    struct sigaction action = {};
    action.sa_handler = remember;  // without SA_RESTART
    for (std::size_t i = 0; i < kEndingSignals.size(); ++i) sigaction(kEndingSignals[i], &action, &previous_[i]);
  }
  InterruptedReads(const InterruptedReads&) = delete;
  InterruptedReads& operator=(const InterruptedReads&) = delete;
  ~InterruptedReads() {
    for (std::size_t i = 0; i < kEndingSignals.size(); ++i) sigaction(kEndingSignals[i], &previous_[i], nullptr);
  }

 private:
  std::array<struct sigaction, kEndingSignals.size()> previous_ = {};
};

/// Switches the echo off for as long as it lives.
class NoEcho {
 public:
  NoEcho() noexcept {
    if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= ECHONL;  // the user sees that the line was taken
    is_silent_ = tcsetattr(STDIN_FILENO, TCSADRAIN, &silent) == 0;
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;
  ~NoEcho() {
    if (is_silent_) tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
  }
  bool is_silent() const noexcept { return is_silent_; }

 private:
  termios before_ = {};
  bool is_silent_ = false;
};

std::optional<Secret> read_line() {
  std::array<char, 4096> line{};  // the longest a terminal takes
  std::size_t size = 0;
  bool is_whole = false;
  while (!is_whole && size < line.size()) {
    const ssize_t got = ::read(STDIN_FILENO, line.data() + size, 1);
    if (got < 0 && errno == EINTR && received == 0) continue;
    if (got <= 0) break;
    is_whole = line[size] == '\n';
    if (!is_whole) ++size;
  }
  std::optional<Secret> secret;
  if (is_whole || size > 0) secret.emplace(std::string_view(line.data(), size));
  line.fill('\0');
  return secret;
}

}  // namespace

std::optional<Secret> read_hidden_line() {
  std::optional<Secret> line;
  {
    const InterruptedReads interrupted_reads;
    const NoEcho no_echo;
    // A key is not read where it would be seen.
    if (no_echo.is_silent()) line = read_line();
  }
  if (received != 0) std::raise(received);
  return line;
}

}  // namespace tccc::cli
