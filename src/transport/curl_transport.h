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
#include "transport/reactor.h"

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

/// The built-in transport: send() on the caller's thread, and a reactor for loop threads. Both set requests up and
/// judge their fate in the same place, so that no setting has an effect on one of them only.
class CurlTransport : public Transport {
 public:
  /// Null when the system has no descriptor or memory for it. The transport outlives the reactor.
  virtual std::unique_ptr<Reactor> make_reactor() = 0;
};

/// Makes a transport that sends on the caller's thread; any number of threads may send at once, each over a connection
/// of its own. No network traffic, no thread. Fails with invalid_argument, field() naming the option, and with
/// resources_exhausted or transport_failed when libcurl cannot be used at all.
Result<std::shared_ptr<CurlTransport>> make_curl_transport(const CurlTransportOptions& options);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
