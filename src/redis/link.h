// SPDX-License-Identifier: Apache-2.0
// One connection to a Redis server, with a bound on every wait.
#pragma once

#include <hiredis/hiredis.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/ssl.h>

#include "tccc/error.h"
#include "tccc/redis/connection.h"

namespace tccc {
inline namespace v1 {
namespace redis {

/// Why Redis is of no use just now.
struct Fault {
  ErrorCode code = ErrorCode::transport_failed;
  std::string word = {};  ///< The first word of what Redis refused with, such as `WRONGPASS`; else empty.
};

/// What Redis said: texts, of which an answer that is no list has one. Numbers are texts too.
struct Answer {
  std::optional<Fault> fault = {};
  std::vector<std::string> texts = {};
};

/// A script and the name by which Redis keeps it.
class Script {
 public:
  explicit Script(std::string_view text);
  const std::string& text() const noexcept { return text_; }
  const std::string& digest() const noexcept { return digest_; }

 private:
  const std::string text_;
  std::string digest_;
};

/// What is wrong with options, as `field` and why; null when nothing is.
struct OptionFault {
  const char* field = nullptr;
  const char* why = nullptr;
};
OptionFault check(const ConnectionOptions& options);

/// hiredis writes and reads the protocol; the socket, TLS and the deadlines are handled here, since older hiredis has
/// no TLS and its timeouts begin anew with every byte. For one thread at a time; raises no SIGPIPE. Each step takes no
/// longer than the timeout of the options, and ends at the deadline it is given if that is sooner.
class Link {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  /// Firewalls forget connections that are idle for minutes, and tell neither end.
  static constexpr std::chrono::seconds kLongestIdle{60};

  explicit Link(ConnectionOptions options, std::chrono::nanoseconds longest_idle = kLongestIdle);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  bool is_open() const noexcept { return socket_ >= 0; }
  /// Whether it is open, not idle for too long, and not ended by the server, as one that restarts or drops idle
  /// connections does. Sends nothing and waits for nothing; closes where not, so that the next command goes over a new
  /// connection.
  bool is_alive();
  /// Connects and shows the password. Looking the name up is the system's, and takes as long as that does.
  std::optional<Fault> open(Deadline deadline = Deadline::max());
  /// Sends a command and waits for the answer. A fault other than a refusal closes.
  Answer ask(const std::vector<std::string_view>& command, Deadline deadline = Deadline::max());
  /// Runs a script with one key.
  Answer run(const Script& script, std::string_view key, const std::vector<std::string>& arguments,
             Deadline deadline = Deadline::max());
  void close() noexcept;

 private:
  struct CloseSsl {
    void operator()(SSL* ssl) const noexcept { SSL_free(ssl); }
    void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
  };
  struct FreeReader {
    void operator()(redisReader* reader) const noexcept { redisReaderFree(reader); }
  };

  Deadline until(Deadline deadline) const;
  std::optional<Fault> create_reader();
  std::optional<Fault> connect_socket(Deadline deadline);
  std::optional<Fault> try_address(int family, const void* address, unsigned length, Deadline deadline);
  std::optional<Fault> shake_hands(Deadline deadline);
  bool wait(short events, Deadline deadline) const;
  bool wait_for_tls(int result, Deadline deadline) const;
  std::optional<Fault> write(std::string_view text, Deadline deadline);
  Answer read(Deadline deadline);
  Answer exchange(const std::vector<std::string_view>& command, Deadline deadline);

  const ConnectionOptions options_;
  const std::chrono::nanoseconds longest_idle_;
  int socket_ = -1;
  std::chrono::steady_clock::time_point used_at_ = {};
  std::unique_ptr<SSL_CTX, CloseSsl> context_;
  std::unique_ptr<SSL, CloseSsl> tls_;
  redisReplyObjectFunctions reply_functions_ = {};
  std::unique_ptr<redisReader, FreeReader> reader_;
};

}  // namespace redis
}  // namespace v1
}  // namespace tccc
