// SPDX-License-Identifier: Apache-2.0
// Making a client: every option checked once, so that a send need not.
#include "tccc/client.h"

#include <utility>

#include "client/call_in_flight.h"
#include "client/client_core.h"
#include "codec/text_check.h"
#include "error/invalid_argument.h"
#include "retry/policy_check.h"
#include "transport/curl_transport.h"

namespace tccc {
inline namespace v1 {
namespace {

std::optional<Error> check(const ClientOptions& options) {
  const std::pair<const char*, std::chrono::milliseconds> limits[] = {{"timeouts.connect", options.timeouts.connect},
                                                                      {"timeouts.attempt", options.timeouts.attempt},
                                                                      {"timeouts.total", options.timeouts.total}};
  for (const auto& [name, limit] : limits) {
    if (limit <= std::chrono::milliseconds::zero()) {
      return detail::invalid_argument(name, "is not positive; there is no endless wait");
    }
  }
  // The service drops idle connections after a minute, and a day is far from where clocks overflow.
  if (options.idle_connection_limit <= std::chrono::seconds::zero() ||
      options.idle_connection_limit > std::chrono::hours(24)) {
    return detail::invalid_argument("idle_connection_limit", "is not between one second and one day");
  }
  if (options.max_response_bytes == 0) {
    return detail::invalid_argument("max_response_bytes", "is zero, which no answer fits");
  }
  if (const auto fault = detail::check_policy(options.retry); !fault.member.empty()) {
    return detail::invalid_argument(std::string(fault.member), std::string(fault.why));
  }
  if (!detail::is_header_safe(options.region)) {
    return detail::invalid_argument("region", "holds a byte that would break a header");
  }
  if (!detail::is_header_safe(options.language)) {
    return detail::invalid_argument("language", "holds a byte that would break a header");
  }
  return {};
}

}  // namespace

Result<Client> Client::create(std::shared_ptr<CredentialsProvider> credentials, ClientOptions options) {
  if (!credentials) {
    return detail::invalid_argument("credentials", "is empty; give a provider, such as environment_credentials()");
  }
  if (auto error = check(options)) return *error;
  Result<detail::Endpoint> endpoint = detail::parse_endpoint(options);
  if (!endpoint) return endpoint.error();
  if (!options.clock) options.clock = system_clock();
  if (!options.rate_limiter) options.rate_limiter = local_rate_limiter(options.rate_limit);
  std::shared_ptr<detail::CurlTransport> built_in;
  if (!options.transport) {
    detail::CurlTransportOptions transport;
    transport.tls = options.tls;
    transport.max_response_bytes = options.max_response_bytes;
    transport.idle_connection_limit = options.idle_connection_limit;
    transport.proxy = options.proxy;
    transport.resolve = options.resolve;
    transport.ignore_environment_proxy = endpoint->is_loopback;
    auto made = detail::make_curl_transport(transport);
    if (!made) return made.error();
    built_in = std::move(*made);
    options.transport = built_in;
  }
  return Client(
      detail::ClientCore::make(std::move(credentials), std::move(options), std::move(*endpoint), std::move(built_in)));
}

Client::Client(std::shared_ptr<const detail::ClientCore> core) noexcept : core_(std::move(core)) {}

std::string Client::endpoint() const {
  return core_->endpoint().origin;
}

const Clock& Client::clock() const noexcept {
  return *core_->options().clock;
}

std::chrono::system_clock::time_point Client::service_now() const {
  return core_->service_now();
}

std::optional<Error> Client::send_erased(const detail::Action& action, const void* request, void* response,
                                         const RequestOptions& options) const {
  return detail::run_blocking(*core_, action, request, response, options);
}

}  // namespace v1
}  // namespace tccc
