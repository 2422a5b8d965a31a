// SPDX-License-Identifier: Apache-2.0
// An exchange with a multi handle of its own, driven by the thread that sends.
#pragma once

#include <memory>

#include <curl/curl.h>

#include "tccc/cancellation.h"
#include "tccc/transport.h"
#include "transport/curl_exchange.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Keeps its connection, TLS session and parsed authorities between requests. Used by one thread at a time.
class CurlHandle {
 public:
  /// Null when libcurl has no memory or refuses a setting. `settings` must outlive the handle.
  static std::unique_ptr<CurlHandle> create(const CurlSettings& settings);

  CurlHandle(const CurlHandle&) = delete;
  CurlHandle& operator=(const CurlHandle&) = delete;
  ~CurlHandle();

  /// As Transport::send.
  HttpExchange send(const HttpRequest& request);

  /// Whether the connection that the last exchange left open was reset since.
  bool has_broken_connection() const noexcept;

 private:
  explicit CurlHandle(std::unique_ptr<CurlExchange> exchange) noexcept;

  CurlEnding drive(const CancellationToken& cancellation);
  CURLcode finished_result() noexcept;

  std::unique_ptr<CurlExchange> exchange_;
  CURLM* const multi_;  // has the easy handle in it during an exchange, and keeps its connection between them
  curl_socket_t connection_ = CURL_SOCKET_BAD;  // of the last exchange, if it was left open
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
