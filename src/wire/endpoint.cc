// SPDX-License-Identifier: Apache-2.0
// Where requests go.
#include "wire/endpoint.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "codec/text_ends.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kChina = "ccc.tencentcloudapi.com";
constexpr std::string_view kInternational = "ccc.intl.tencentcloudapi.com";
constexpr std::size_t kLongestHost = 253;

Error refuse(std::string_view why) {
  Error::Details details;
  details.code = ErrorCode::invalid_argument;
  details.outcome = Outcome::not_sent;
  details.field = "endpoint";
  details.message = "endpoint " + std::string(why);
  return Error(std::move(details));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_host_name(std::string_view host) {
  if (host.empty() || host.size() > kLongestHost || host.front() == '.' || host.front() == '-') return false;
  if (host.find("..") != std::string_view::npos) return false;
  return std::all_of(host.begin(), host.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '.' || c == '_'; });
}

bool is_bracketed_address(std::string_view host) {
  if (host.size() < 4 || host.size() > 47 || host.front() != '[' || host.back() != ']') return false;
  return std::all_of(host.begin() + 1, host.end() - 1,
                     [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || c == ':' || c == '.'; });
}

// Four numbers from 0 to 255 without leading zeros: what every resolver takes for an address, and none for a name.
bool is_ipv4_address(std::string_view host) {
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (host.empty() || host.front() != '.') return false;
      host.remove_prefix(1);
    }
    std::uint8_t number = 0;
    const auto parsed = std::from_chars(host.data(), host.data() + host.size(), number);
    if (parsed.ec != std::errc()) return false;
    const auto digits = static_cast<std::size_t>(parsed.ptr - host.data());
    if (digits > 1 && host.front() == '0') return false;
    host.remove_prefix(digits);
  }
  return host.empty();
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || ends_with(host, ".localhost") || host == "[::1]") return true;
  return starts_with(host, "127.") && is_ipv4_address(host);
}

}  // namespace

Result<Endpoint> parse_endpoint(const ClientOptions& options) {
  std::string text = options.endpoint;
  if (text.empty()) text = options.site == Site::international ? kInternational : kChina;
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });

  std::string_view rest = text;
  std::string_view scheme = "https://";
  if (rest.find("://") != std::string_view::npos) {
    if (starts_with(rest, "http://")) {
      scheme = "http://";
    } else if (!starts_with(rest, "https://")) {
      return refuse("has a scheme other than https or http");
    }
    rest.remove_prefix(scheme.size());
  }
  if (!rest.empty() && rest.back() == '/') rest.remove_suffix(1);
  // Ahead of the port, which they would be taken for.
  if (rest.find_first_of("/?#") != std::string_view::npos) {
    return refuse("has a path, query or fragment; leave it out: host and port are enough, such as 127.0.0.1:8443");
  }
  if (rest.find('@') != std::string_view::npos) {
    return refuse("has a user before its host; leave it out: host and port are enough, such as 127.0.0.1:8443");
  }

  std::string_view host = rest;
  std::string_view port;
  const std::size_t colon = rest.rfind(':');
  const bool has_port = colon != std::string_view::npos && (rest.front() != '[' || rest[colon - 1] == ']');
  if (has_port) {
    host = rest.substr(0, colon);
    port = rest.substr(colon + 1);
  }
  if (!is_host_name(host) && !is_bracketed_address(host)) {
    return refuse(
        "is not a host name or address, such as ccc.tencentcloudapi.com or https://127.0.0.1:8443, without path");
  }
  std::uint16_t number = 0;
  if (has_port) {
    const auto parsed = std::from_chars(port.data(), port.data() + port.size(), number);
    if (parsed.ec != std::errc() || parsed.ptr != port.data() + port.size() || number == 0) {
      return refuse("has a port that is not a number from 1 to 65535");
    }
  }

  Endpoint made;
  made.is_loopback = is_loopback(host);
  const bool is_plain = scheme == "http://";
  if (is_plain && !made.is_loopback && !options.allow_plain_http) {
    return refuse("is plain http to another host: requests carry API keys. Use https, or set allow_plain_http");
  }
  made.host = host;
  if (has_port && number != (is_plain ? 80 : 443)) made.host.append(":").append(std::to_string(number));
  made.origin.append(scheme).append(made.host);
  made.url = made.origin + "/";
  return made;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
