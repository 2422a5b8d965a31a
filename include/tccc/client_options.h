// SPDX-License-Identifier: Apache-2.0
// Settings of a Client, fixed when it is made.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "tccc/clock.h"
#include "tccc/export.h"
#include "tccc/transport.h"

namespace tccc {
inline namespace v1 {

/// The two separate account systems of Tencent Cloud; keys of one are not valid on the other.
enum class Site {
  china,          ///< ccc.tencentcloudapi.com
  international,  ///< ccc.intl.tencentcloudapi.com
};

/// Time limits. Zero or negative is invalid_argument: there is no endless wait.
struct TimeoutOptions {
  std::chrono::milliseconds connect{std::chrono::seconds(5)};   ///< Name, connection, proxy and TLS together.
  std::chrono::milliseconds attempt{std::chrono::seconds(15)};  ///< One request from connect to the last byte read.
  std::chrono::milliseconds total{std::chrono::seconds(30)};    ///< The whole call, waits included.
};

/// Trust. Peer and host name are always verified, and TLS 1.2 is the least that is spoken.
struct TlsOptions {
  std::string ca_file = {};  ///< PEM bundle of trusted authorities; empty: the one libcurl was built with.
  std::string ca_path = {};  ///< Directory of hashed certificates, used only when ca_file is empty.
};

/// Every setting has a default that works in production; an aggregate, so C++20 code can write
/// `Client::create(credentials, {.site = Site::international})`.
struct ClientOptions {
  Site site = Site::china;

  /// Host to use in place of the site's: `ccc.ap-guangzhou.tencentcloudapi.com`, `127.0.0.1:8443` or a URL without
  /// path. Without a scheme it is https. Plain `http://` is refused except to loopback, see allow_plain_http.
  std::string endpoint = {};

  /// X-TC-Region; no action of the contact center needs it. Empty: not sent.
  std::string region = {};

  /// X-TC-Language, `zh-CN` or `en-US`: language of the service's messages. Empty: not sent.
  std::string language = {};

  TimeoutOptions timeouts = {};
  TlsOptions tls = {};

  /// Longest answer read, in bytes; a longer one is response_too_large.
  std::size_t max_response_bytes = std::size_t{1} << 20;

  /// Connections idle for longer are not used again. The service drops them after 60 s.
  std::chrono::seconds idle_connection_limit{45};

  /// Allows `http://` to hosts other than loopback. Request bodies carry API keys: leave it off.
  bool allow_plain_http = false;

  /// Sends the requests; empty: libcurl, with the TLS settings above. Settings of the built-in transport (tls,
  /// max_response_bytes, idle_connection_limit) have no effect on another one.
  std::shared_ptr<Transport> transport = {};

  /// Tells the time; empty: system_clock().
  std::shared_ptr<const Clock> clock = {};
};

}  // namespace v1
}  // namespace tccc
