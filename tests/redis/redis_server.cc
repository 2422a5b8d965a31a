// SPDX-License-Identifier: Apache-2.0
// A real redis-server for one test.
#include "redis_server.h"

#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utility>

#include <gtest/gtest.h>

#include "tccc/clock.h"

extern char** environ;

namespace tccc {
namespace redis_test {
namespace {

// Free when it was asked for.
std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  const bool is_bound = ::bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                        ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  EXPECT_TRUE(is_bound);
  ::close(probe);
  return ntohs(address.sin_port);
}

// The file is there a moment before anybody listens.
bool accepts(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.copy(address.sun_path, sizeof(address.sun_path) - 1) != path.size()) return false;
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool is_accepted = ::connect(probe, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  ::close(probe);
  return is_accepted;
}

}  // namespace

bool comes_true(const std::function<bool()>& condition, std::chrono::milliseconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    const auto now = std::chrono::steady_clock::now();
    if (now >= end) return false;
    system_clock()->wait_until(now + std::chrono::milliseconds(5), {});
  }
  return true;
}

RedisServer::RedisServer(std::vector<std::string> options) : options_(std::move(options)) {}

void RedisServer::use_tls(const std::string& certificate_file, const std::string& key_file) {
  tls_port_ = free_port();
  for (const std::string& word :
       {std::string("--tls-port"), std::to_string(tls_port_), std::string("--tls-cert-file"), certificate_file,
        std::string("--tls-key-file"), key_file, std::string("--tls-auth-clients"), std::string("no"),
        std::string("--bind"), std::string("127.0.0.1")}) {
    options_.push_back(word);
  }
}

void RedisServer::start() {
  const std::string path = directory() + "/redis.sock";
  ::unlink(path.c_str());
  std::vector<std::string> words{
      "redis-server", "--port", "0",         "--unixsocket",       path,    "--save",   "", "--appendonly", "no",
      "--daemonize",  "no",     "--logfile", directory() + "/log", "--dir", directory()};
  words.insert(words.end(), options_.begin(), options_.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ASSERT_EQ(::posix_spawnp(&process_, "redis-server", nullptr, nullptr, arguments.data(), environ), 0);
  ASSERT_TRUE(comes_true([&] { return accepts(path); })) << "redis-server does not start";
}

void RedisServer::kill() {
  if (process_ == 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = 0;
}

void RedisServer::pause() {
  ::kill(process_, SIGSTOP);
  ::waitpid(process_, nullptr, WUNTRACED);  // it may be in the middle of something still
}

void RedisServer::resume() {
  ::kill(process_, SIGCONT);
}

redis::ConnectionOptions RedisServer::connection() const {
  redis::ConnectionOptions options;
  if (tls_port_ == 0) {
    options.unix_socket = directory() + "/redis.sock";
  } else {
    options.port = tls_port_;
    options.use_tls = true;
  }
  return options;
}

}  // namespace redis_test
}  // namespace tccc
