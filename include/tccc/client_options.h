// SPDX-License-Identifier: Apache-2.0
// Settings of a Client, fixed when it is made.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "tccc/clock.h"
#include "tccc/executor.h"
#include "tccc/export.h"
#include "tccc/log.h"
#include "tccc/rate_limiter.h"
#include "tccc/retry_policy.h"
#include "tccc/secret.h"
#include "tccc/telemetry.h"
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

/// Least TLS version spoken.
enum class TlsVersion { tls_1_2, tls_1_3 };

/// Trust. Peer and host name are always verified.
struct TlsOptions {
  std::string ca_file = {};  ///< PEM bundle of trusted authorities; empty: the one libcurl was built with.
  std::string ca_path = {};  ///< Directory of hashed certificates, used only when ca_file is empty.
  TlsVersion least_version = TlsVersion::tls_1_2;  ///< Older versions are refused: tls_failed, not sent.
  /// `sha256//` and base64 digests of the server's public key, separated by `;`; checked besides the certificate.
  std::string pinned_public_key = {};
  std::string client_certificate_file = {};  ///< PEM; for gateways that ask for one.
  std::string client_key_file = {};          ///< PEM; empty: the key is in client_certificate_file.
  Secret client_key_password = {};           ///< With a wrong one every request is tls_failed, not sent.
};

/// A proxy between here and the service. Requests to loopback use one only when it is given here. A proxy that refuses
/// the connection or the credentials is proxy_failed, not sent.
struct ProxyOptions {
  /// `http://host:port`, `socks5://host:port` (names resolved here) or `socks5h://host:port` (names resolved there),
  /// without user. Empty: the environment decides (https_proxy, all_proxy, no_proxy).
  std::string url = {};
  std::string user = {};  ///< Of the proxy in `url`, any bytes but NUL, and no colon for an HTTP proxy.
  Secret password = {};   ///< Any bytes but NUL. SOCKS5 takes 255 bytes of each.
  /// Hosts to reach directly, comma-separated; `*` for all. Empty: the environment decides.
  std::string no_proxy = {};
};

/// Every setting has a default that works in production; an aggregate, so C++20 code can write
/// `Client::create(credentials, {.site = Site::international})`.
struct ClientOptions {
  Site site = Site::china;  ///< Host of the requests, unless `endpoint` names one.

  /// Host to use in place of the site's: `ccc.ap-guangzhou.tencentcloudapi.com`, `127.0.0.1:8443` or a URL without
  /// path. Without a scheme it is https. Plain `http://` is refused except to loopback, see allow_plain_http.
  std::string endpoint = {};

  /// X-TC-Region; no action of the contact center needs it. Empty: not sent.
  std::string region = {};

  /// X-TC-Language, `zh-CN` or `en-US`: language of the service's messages. Empty: not sent.
  std::string language = {};

  TimeoutOptions timeouts = {};      ///< Time limits; a request may have its own.
  RetryPolicy retry = {};            ///< When a failed request is repeated; a request may have its own.
  RateLimitOptions rate_limit = {};  ///< Of the limiter that the client makes for itself.
  TlsOptions tls = {};               ///< Trust, for the built-in transport.
  ProxyOptions proxy = {};           ///< The proxy, for the built-in transport.

  /// `host:port:address` entries: connects to an address without asking DNS, as curl's --resolve does. The certificate
  /// is still checked for the host. No effect where a proxy looks the name up (http and socks5h).
  std::vector<std::string> resolve = {};

  /// Longest answer read, in bytes; a longer one is response_too_large.
  std::size_t max_response_bytes = std::size_t{1} << 20;

  /// Connections idle for longer are not used again. The service drops them after 60 s. One second to one day.
  std::chrono::seconds idle_connection_limit{45};

  /// Allows `http://` to hosts other than loopback. Request bodies carry API keys: leave it off.
  bool allow_plain_http = false;

  /// Sends the requests; empty: libcurl, with the TLS settings above. Settings of the built-in transport (tls,
  /// proxy, resolve, max_response_bytes, idle_connection_limit) have no effect on another one.
  std::shared_ptr<Transport> transport = {};

  /// Runs the callbacks of send_async; empty: the client's loop thread does. One that blocks there holds up all calls
  /// of the client, and a send() there fails with called_from_callback.
  std::shared_ptr<Executor> executor = {};

  /// Lets requests start at a limited rate; give several clients one limiter to share. Empty: a local_rate_limiter with
  /// the settings of rate_limit.
  std::shared_ptr<RateLimiter> rate_limiter = {};

  /// Receives what happens to each call; empty: nothing is recorded.
  std::shared_ptr<LogSink> log = {};

  /// Tells the time; empty: system_clock().
  std::shared_ptr<const Clock> clock = {};

  /// Receives spans and metrics of each call; empty: nothing is measured. PrometheusMetrics is one.
  std::shared_ptr<Telemetry> telemetry = {};
};

}  // namespace v1
}  // namespace tccc
