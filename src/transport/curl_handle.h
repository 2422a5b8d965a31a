// SPDX-License-Identifier: Apache-2.0
// One libcurl easy handle and the loop that drives it: its settings, its connection, and one exchange at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <curl/curl.h>

#include "tccc/cancellation.h"
#include "tccc/client_options.h"
#include "tccc/transport.h"
#include "transport/ca_source.h"
#include "transport/header_lines.h"
#include "transport/response_head.h"
#include "transport/send_fence.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// What all handles of a transport have in common.
struct CurlHandleSettings {
  CaSource ca = {};
  TlsOptions tls = {};  ///< Less the authorities, which are `ca`.
  ProxyOptions proxy = {};
  std::vector<std::string> resolve = {};
  std::size_t max_response_bytes = 0;
  std::chrono::seconds idle_connection_limit{0};  ///< Zero: each request has a connection of its own.
  bool bypass_proxy = false;                      ///< Uses no proxy, whatever the environment names.
};

/// Set up once and used again without a reset, so that a request in the steady state costs a few pointer settings.
/// Keeps its connection, TLS session and parsed authorities between requests. Used by one thread at a time.
class CurlHandle {
 public:
  /// Null when libcurl has no memory or refuses a setting. `settings` must outlive the handle.
  static std::unique_ptr<CurlHandle> create(const CurlHandleSettings& settings);

  CurlHandle(const CurlHandle&) = delete;
  CurlHandle& operator=(const CurlHandle&) = delete;
  ~CurlHandle();

  /// As Transport::send.
  HttpExchange send(const HttpRequest& request);

  /// Whether the connection that the last exchange left open was reset since.
  bool has_broken_connection() const noexcept;

 private:
  explicit CurlHandle(const CurlHandleSettings& settings) noexcept;

  bool configure() noexcept;
  bool configure_proxy();
  bool configure_trust() noexcept;
  bool configure_client_certificate();
  bool configure_addresses() noexcept;
  bool load(const HttpRequest& request);
  bool load_method(const HttpRequest& request) noexcept;
  CURLcode drive(const CancellationToken& cancellation);
  CURLcode finished_result() noexcept;
  HttpExchange conclude(CURLcode result);
  ExchangeTiming read_timing(bool request_left) const noexcept;
  std::string describe_fault(CURLcode result) const;

  static std::size_t take_header(char* line, std::size_t size, std::size_t count, void* handle) noexcept;
  static std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* handle) noexcept;

  const CurlHandleSettings& settings_;
  CURL* const easy_;
  CURLM* const multi_;  // has easy_ in it during an exchange, and keeps its connection between them
  curl_socket_t connection_ = CURL_SOCKET_BAD;  // of the last exchange, if it was left open
  curl_slist* addresses_ = nullptr;
  SendFence fence_;
  HeaderLines headers_;
  std::string url_;  // the one easy_ has

  ResponseHead head_;
  std::string body_;
  bool body_too_large_ = false;
  bool begun_ = false;  // else easy_ still tells of the exchange before
  bool cancelled_ = false;
  char error_text_[CURL_ERROR_SIZE] = {};
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
