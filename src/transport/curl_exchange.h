// SPDX-License-Identifier: Apache-2.0
// One libcurl easy handle: its settings, and one exchange at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <curl/curl.h>

#include "tccc/client_options.h"
#include "tccc/transport.h"
#include "transport/ca_source.h"
#include "transport/header_lines.h"
#include "transport/response_head.h"
#include "transport/send_fence.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// What all exchanges of a transport have in common.
struct CurlSettings {
  CaSource ca = {};
  TlsOptions tls = {};  ///< Less the authorities, which are `ca`.
  ProxyOptions proxy = {};
  std::vector<std::string> resolve = {};
  std::size_t max_response_bytes = 0;
  std::chrono::seconds idle_connection_limit{0};  ///< Zero: each request has a connection of its own.
  bool bypass_proxy = false;                      ///< Uses no proxy, whatever the environment names.
};

/// Which versions of HTTP an exchange speaks.
enum class HttpVersions : std::uint8_t {
  one,             ///< HTTP/1.1: an exchange has its connection for itself.
  newest_offered,  ///< HTTP/2 where the server offers it with TLS, so that exchanges share a connection.
};

/// How libcurl's work on an exchange ended.
struct CurlEnding {
  CURLcode result = CURLE_OUT_OF_MEMORY;
  bool has_begun = true;  ///< Else the easy handle still tells of the exchange before.
  bool is_cancelled = false;
};

/// Set up once and used again without a reset, so that a request in the steady state costs a few pointer settings. It
/// knows what is to be sent and what became of it; whoever has the multi handle drives it. Used by one thread at a
/// time.
class CurlExchange {
 public:
  /// Null when libcurl has no memory or refuses a setting. `settings` must outlive the exchange.
  static std::unique_ptr<CurlExchange> create(const CurlSettings& settings, HttpVersions versions);

  CurlExchange(const CurlExchange&) = delete;
  CurlExchange& operator=(const CurlExchange&) = delete;
  ~CurlExchange();

  /// Takes the next request, whose texts live until conclude(). Then easy() is ready to be driven; or there is nothing
  /// to drive, and the answer is what became of it.
  std::optional<HttpExchange> begin(const HttpRequest& request);

  /// What became of the request. easy() is in no multi handle any more, so that nothing is sent after this.
  HttpExchange conclude(const CurlEnding& ending);

  CURL* easy() const noexcept { return easy_; }

  /// The port of this machine from which the request left; 0 before.
  int own_port() const noexcept { return fence_.own_port(); }

 private:
  CurlExchange(const CurlSettings& settings, HttpVersions versions) noexcept;

  bool configure() noexcept;
  bool configure_proxy();
  bool configure_trust() noexcept;
  bool configure_client_certificate();
  bool configure_addresses() noexcept;
  bool load(const HttpRequest& request);
  bool load_method(const HttpRequest& request) noexcept;
  ExchangeTiming read_timing(bool request_left) const noexcept;
  std::string describe_fault(CURLcode result) const;

  static curl_socket_t open_socket(void* exchange, curlsocktype purpose, curl_sockaddr* address) noexcept;
  static std::size_t take_header(char* line, std::size_t size, std::size_t count, void* exchange) noexcept;
  static std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* exchange) noexcept;

  const CurlSettings& settings_;
  const HttpVersions versions_;
  CURL* const easy_;
  curl_slist* addresses_ = nullptr;
  SendFence fence_;
  HeaderLines headers_;
  std::string url_;  // the one easy_ has

  ResponseHead head_;
  std::string body_;
  bool body_too_large_ = false;
  bool has_no_socket_ = false;  // the system had none to give
  char error_text_[CURL_ERROR_SIZE] = {};
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
