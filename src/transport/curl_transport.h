// SPDX-License-Identifier: Apache-2.0
// The built-in transport, over libcurl.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "tccc/client_options.h"
#include "tccc/result.h"
#include "tccc/transport.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Settings of the built-in transport; those that ClientOptions has, too, mean the same here.
struct CurlTransportOptions {
  TlsOptions tls = {};
  ProxyOptions proxy = {};
  std::vector<std::string> resolve = {};
  std::size_t max_response_bytes = std::size_t{1} << 20;
  std::chrono::seconds idle_connection_limit{45};  ///< Zero: connections are not used again.
  bool ignore_environment_proxy = false;           ///< Only `proxy.url` is used, not http_proxy and their like.
};

/// Makes a transport that sends on the caller's thread; any number of threads may send at once, each over a connection
/// of its own. No network traffic, no thread. Fails with invalid_argument, field() naming the option, and with
/// resources_exhausted or transport_failed when libcurl cannot be used at all.
Result<std::shared_ptr<Transport>> make_curl_transport(const CurlTransportOptions& options);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
