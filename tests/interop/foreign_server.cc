// SPDX-License-Identifier: Apache-2.0
// A server that others wrote, as a process of one test.
#include "foreign_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>

#include <gtest/gtest.h>

namespace tccc {
namespace interop {
namespace {

constexpr int kMostTries = 5;
constexpr std::chrono::seconds kMostStartTime(20);
constexpr int kMillisecondsBetweenLooks = 10;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// A port that nobody listens on now; 0 when there is none.
std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof(address);
  const bool bound = bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 &&
                     getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(socket);
  return bound ? ntohs(address.sin_port) : std::uint16_t{0};
}

bool accepts(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  const bool connected = connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  close(socket);
  return connected;
}

pid_t spawn(const std::vector<std::string>& command) {
  std::vector<char*> words;
  words.reserve(command.size() + 1);
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  pid_t process = -1;
  return posix_spawnp(&process, words[0], nullptr, nullptr, words.data(), environ) == 0 ? process : -1;
}

}  // namespace

std::unique_ptr<ForeignServer> ForeignServer::start(const CommandFor& command_for) {
  for (int attempt = 0; attempt < kMostTries; ++attempt) {
    const std::uint16_t port = free_port();
    const std::vector<std::string> command = command_for(port);
    const pid_t process = spawn(command);
    if (process < 0) {
      ADD_FAILURE() << command.front() << " cannot be started; tests/run.sh installs it";
      return nullptr;
    }
    std::unique_ptr<ForeignServer> server(new ForeignServer(process, port));
    if (server->accepts_connections()) return server;
  }
  ADD_FAILURE() << "the server does not listen";
  return nullptr;
}

bool ForeignServer::accepts_connections() {
  const auto patience = std::chrono::steady_clock::now() + kMostStartTime;
  while (std::chrono::steady_clock::now() < patience) {
    // Such a server has no way of saying that it is ready but to be so.
    if (accepts(port_)) return true;
    if (waitpid(process_, nullptr, WNOHANG) == process_) {
      process_ = -1;
      return false;
    }
    poll(nullptr, 0, kMillisecondsBetweenLooks);
  }
  return false;
}

void ForeignServer::stop(int signal) {
  if (process_ < 0) return;
  kill(process_, signal);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

}  // namespace interop
}  // namespace tccc
