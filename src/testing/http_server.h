// SPDX-License-Identifier: Apache-2.0
// A small HTTP or HTTPS server on loopback: sockets, TLS and threads are its own, messages are read and written by
// cpp-httplib. Its own because a mock has to close a connection without a byte, to stop at once with connections open,
// and to leave the process's signals alone.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "tccc/result.h"
#include "tccc/secret.h"
#include "testing/tc3_verifier.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

/// One request that arrived whole.
struct IncomingRequest {
  std::string method = {};
  std::string target = {};   ///< Path and query as sent.
  HeaderLines headers = {};  ///< As sent, in order.
  std::string body = {};     ///< Empty when body_is_too_large.
  bool body_is_too_large = false;
};

/// What to do about a request.
struct OutgoingAnswer {
  int status = 200;
  std::string content_type = "application/json";
  std::string date = {};  ///< Date header; empty: none.
  std::string body = {};
  std::chrono::milliseconds delay{0};  ///< Wait before answering; stop() cuts it short.
  bool closes_without_a_byte = false;  ///< Closes the connection in place of answering.
};

struct HttpServerSettings {
  std::string address = {};  ///< Must resolve to loopback.
  std::uint16_t port = 0;
  std::string certificate_pem = {};  ///< Empty: plain HTTP.
  Secret private_key_pem = {};
  std::size_t max_body_bytes = 0;
  std::chrono::seconds idle_limit{60};  ///< As long as the service keeps idle connections.
  std::function<OutgoingAnswer(const IncomingRequest&)> handler = {};  ///< For `/`; called on several threads at once.
};

/// Runs from start() to stop(), with one thread for each open connection.
class HttpServer {
 public:
  /// Fails with invalid_argument, field() being `address` or `port`, or with resources_exhausted. May throw.
  static Result<std::unique_ptr<HttpServer>> start(HttpServerSettings settings);

  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  ~HttpServer();

  std::uint16_t port() const noexcept;

  /// Closes all connections and joins all threads. Again: no effect.
  void stop();

 private:
  class Core;

  explicit HttpServer(std::unique_ptr<Core> core) noexcept;

  std::unique_ptr<Core> core_;
};

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
