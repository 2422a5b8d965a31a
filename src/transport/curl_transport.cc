// SPDX-License-Identifier: Apache-2.0
// The built-in transport, over libcurl.
#include "transport/curl_transport.h"

#include <string>
#include <utility>

#include <curl/curl.h>

#include "transport/ca_source.h"
#include "transport/curl_global.h"
#include "transport/curl_handle.h"
#include "transport/curl_handle_pool.h"
#include "transport/curl_reactor.h"
#include "transport/newer_curl.h"
#include "transport/option_check.h"
#include "transport/sigpipe_guard.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

Error unusable(ErrorCode code, std::string message, std::string field = {}) {
  Error::Details details;
  details.code = code;
  details.outcome = Outcome::not_sent;
  details.message = std::move(message);
  details.field = std::move(field);
  return Error(std::move(details));
}

class PooledCurlTransport final : public CurlTransport {
 public:
  explicit PooledCurlTransport(CurlSettings settings)
      : settings_(std::move(settings)), idle_handles_(settings_.idle_connection_limit) {}

  HttpExchange send(const HttpRequest& request) override {
    const SigpipeGuard guard;  // over closing a broken connection as well, which may write
    std::unique_ptr<CurlHandle> handle = idle_handles_.take();
    // libcurl 7.88 writes into a connection that was reset while it was idle (curl#10646), and nobody could tell then
    // that the request was not read.
    while (handle != nullptr && handle->has_broken_connection()) handle = idle_handles_.take();
    if (handle == nullptr) handle = CurlHandle::create(settings_);
    if (handle == nullptr) {
      HttpExchange exchange;
      exchange.code = ErrorCode::resources_exhausted;
      exchange.detail = "libcurl could not make a handle";
      return exchange;
    }
    HttpExchange exchange = handle->send(request);
    idle_handles_.put_back(std::move(handle), std::chrono::steady_clock::now());
    return exchange;
  }

  std::unique_ptr<Reactor> make_reactor() override { return CurlReactor::create(settings_); }

 private:
  const CurlSettings settings_;  // outlives the handles and reactors, which refer to it
  CurlHandlePool idle_handles_;
};

}  // namespace

Result<std::shared_ptr<CurlTransport>> make_curl_transport(const CurlTransportOptions& options) {
  if (options.max_response_bytes == 0) {
    return unusable(ErrorCode::invalid_argument, "max_response_bytes is zero", "max_response_bytes");
  }
  if (options.idle_connection_limit.count() < 0) {
    return unusable(ErrorCode::invalid_argument, "idle_connection_limit is negative", "idle_connection_limit");
  }
  if (auto error = check_tls(options.tls)) return *error;
  if (auto error = check_proxy(options.proxy)) return *error;
  if (auto error = check_resolve(options.resolve)) return *error;
  if (!start_curl()) return unusable(ErrorCode::resources_exhausted, "libcurl could not be started");
  // Asked once: libcurl composes the texts anew each time, which takes longer than all the rest here.
  static const curl_version_info_data& curl = *curl_version_info(CURLVERSION_NOW);
  if (curl.version_num < kOldestCurl) {
    return unusable(ErrorCode::transport_failed,
                    std::string("built with libcurl " LIBCURL_VERSION ", runs with the older ") + curl.version +
                        ", which it cannot use");
  }
  if ((curl.features & CURL_VERSION_SSL) == 0) {
    return unusable(ErrorCode::transport_failed, "this libcurl was built without TLS");
  }

  Result<CaSource> ca = choose_ca_source(options.tls, built_in_authorities(curl));
  if (!ca) return ca.error();
  CurlSettings settings;
  settings.ca = std::move(*ca);
  settings.tls = options.tls;
  settings.proxy = options.proxy;
  settings.resolve = options.resolve;
  settings.max_response_bytes = options.max_response_bytes;
  settings.idle_connection_limit = options.idle_connection_limit;
  settings.bypass_proxy = options.ignore_environment_proxy && options.proxy.url.empty();
  return std::shared_ptr<CurlTransport>(std::make_shared<PooledCurlTransport>(std::move(settings)));
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
