// SPDX-License-Identifier: Apache-2.0
// A real redis-server for one test: on a unix socket or a free port of loopback, keeping nothing on disk.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "../loopback/temporary_directory.h"
#include "tccc/redis/connection.h"

namespace tccc {
namespace redis_test {

/// Looks every few milliseconds whether something has come true.
bool comes_true(const std::function<bool()>& condition, std::chrono::milliseconds limit = std::chrono::seconds(20));

/// Started by start(), stopped by its process id.
class RedisServer {
 public:
  /// `options` are those of redis-server, such as {"--requirepass", "..."}.
  explicit RedisServer(std::vector<std::string> options = {});
  ~RedisServer() { kill(); }
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  /// Listens with TLS on a port of loopback as well, by files of PEM. Before start().
  void use_tls(const std::string& certificate_file, const std::string& key_file);

  void start();
  void kill();
  void pause();
  void resume();

  /// The unix socket; with TLS, the port.
  redis::ConnectionOptions connection() const;
  const std::string& directory() const noexcept { return directory_.path(); }

 private:
  std::vector<std::string> options_;
  loopback::TemporaryDirectory directory_;
  std::uint16_t tls_port_ = 0;
  pid_t process_ = 0;
};

}  // namespace redis_test
}  // namespace tccc
