// SPDX-License-Identifier: Apache-2.0
// What the sources that ask a server have in common.
#include "auth/source_http.h"

#include <utility>

#include <openssl/crypto.h>

#include "wire/http_date.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::int64_t kLatestExpiry = 7258118400;  // year 2200; system_clock ends in 2262

std::int64_t to_unix_seconds(std::chrono::system_clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

SourceTransport::SourceTransport(std::shared_ptr<Transport> given, CurlTransportOptions options)
    : transport_(std::move(given)), options_(std::move(options)) {}

HttpExchange SourceTransport::send(const HttpRequest& request) {
  if (!transport_) {
    auto made = make_curl_transport(options_);
    if (!made) {
      HttpExchange exchange;
      exchange.code = made.error().code();
      exchange.detail = made.error().message();
      return exchange;
    }
    transport_ = std::move(*made);
  }
  return transport_->send(request);
}

std::optional<std::chrono::system_clock::time_point> expiry_by_local_clock(std::int64_t unix_seconds,
                                                                           std::string_view date,
                                                                           std::chrono::system_clock::time_point now) {
  if (unix_seconds <= 0 || unix_seconds > kLatestExpiry) return {};
  std::int64_t expiry = unix_seconds;
  if (const auto server_now = parse_http_date(date)) expiry += to_unix_seconds(now) - to_unix_seconds(*server_now);
  if (expiry <= 0 || expiry > kLatestExpiry) return {};
  return std::chrono::system_clock::time_point(std::chrono::seconds(expiry));
}

std::string describe_fault(const HttpExchange& exchange) {
  std::string text(to_string(exchange.code));
  if (!exchange.detail.empty()) text.append(": ").append(exchange.detail);
  return text;
}

void wipe(std::string& text) {
  OPENSSL_cleanse(text.data(), text.size());
  text.clear();
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
