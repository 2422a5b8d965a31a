// SPDX-License-Identifier: Apache-2.0
// A server that others wrote, as a process of one test.
#pragma once

#include <signal.h>
#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tccc {
namespace interop {

/// A program that listens on a port of 127.0.0.1 until it is stopped or destroyed.
class ForeignServer {
 public:
  /// Gives the words of the command that listens on a port.
  using CommandFor = std::function<std::vector<std::string>(std::uint16_t port)>;

  /// Starts it on a free port, and on another one should somebody else take that. It accepts connections when this
  /// returns. Null, and a test failure, when it does not run.
  static std::unique_ptr<ForeignServer> start(const CommandFor& command_for);

  ForeignServer(const ForeignServer&) = delete;
  ForeignServer& operator=(const ForeignServer&) = delete;
  ~ForeignServer() { stop(); }

  std::uint16_t port() const noexcept { return port_; }

  /// Ends it by the signal it takes for that, and waits until it has gone. Again: no effect.
  void stop(int signal = SIGTERM);

 private:
  ForeignServer(pid_t process, std::uint16_t port) noexcept : process_(process), port_(port) {}

  bool accepts_connections();

  pid_t process_;
  std::uint16_t port_;
};

}  // namespace interop
}  // namespace tccc
