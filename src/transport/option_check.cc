// SPDX-License-Identifier: Apache-2.0
// Whether options of the built-in transport are sound; what libcurl would find at the first request is found here.
#include "transport/option_check.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <utility>

#ifdef _WIN32
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#include <netinet/in.h>
#endif

#include "codec/text_ends.h"
#include "error/invalid_argument.h"
#include "transport/ca_source.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::size_t kMaxHost = 255;
constexpr std::size_t kMaxSocksCredential = 255;  // RFC 1929 has one byte for the length
constexpr std::size_t kDigestDigits = 43;         // SHA-256 in base64, before one '='
constexpr std::string_view kPinPrefix = "sha256//";

bool holds(std::string_view text, char byte) noexcept {
  return text.find(byte) != std::string_view::npos;
}

bool is_alphanumeric(char byte) noexcept {
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

// The text before the next `separator`, which is taken out of `rest` with it.
std::string_view take_until(std::string_view& rest, char separator) noexcept {
  const std::size_t end = (std::min)(rest.find(separator), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix((std::min)(end + 1, rest.size()));
  return part;
}

bool is_pin(std::string_view pin) noexcept {
  if (!starts_with(pin, kPinPrefix)) return false;
  pin.remove_prefix(kPinPrefix.size());
  return pin.size() == kDigestDigits + 1 && pin.back() == '=' && std::all_of(pin.begin(), pin.end() - 1, [](char byte) {
           return is_alphanumeric(byte) || byte == '+' || byte == '/';
         });
}

bool are_pins(std::string_view pins) noexcept {
  if (pins.back() == ';') return false;
  while (!pins.empty()) {
    if (!is_pin(take_until(pins, ';'))) return false;
  }
  return true;
}

bool is_port(std::string_view text) noexcept {
  std::uint16_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && number != 0;
}

bool is_lookup_name(std::string_view host) noexcept {
  return !host.empty() && host.size() <= kMaxHost && is_alphanumeric(host.front()) &&
         std::all_of(host.begin(), host.end(),
                     [](char byte) { return is_alphanumeric(byte) || byte == '.' || byte == '-' || byte == '_'; });
}

bool is_address(int family, std::string_view text) {
  unsigned char bytes[16];
  return !holds(text, '\0') && inet_pton(family, std::string(text).c_str(), bytes) == 1;
}

bool is_bracketed(std::string_view text) noexcept {
  return text.size() > 2 && text.front() == '[' && text.back() == ']';
}

bool is_ipv6_address_in_brackets(std::string_view text) {
  return is_bracketed(text) && is_address(AF_INET6, text.substr(1, text.size() - 2));
}

bool is_host_and_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || !is_port(text.substr(colon + 1))) return false;
  const std::string_view host = text.substr(0, colon);
  return is_lookup_name(host) || is_ipv6_address_in_brackets(host);
}

bool is_proxy_url(std::string_view url) {
  for (const std::string_view scheme : {"http://", "socks5://", "socks5h://"}) {
    if (!starts_with(url, scheme)) continue;
    url.remove_prefix(scheme.size());
    if (!url.empty() && url.back() == '/') url.remove_suffix(1);
    return is_host_and_port(url);
  }
  return false;
}

bool is_resolve_entry(std::string_view entry) {
  const std::string_view host = take_until(entry, ':');
  const std::string_view port = take_until(entry, ':');
  if (!is_lookup_name(host) || !is_port(port) || entry.empty() || entry.back() == ',') return false;
  while (!entry.empty()) {
    const std::string_view address = take_until(entry, ',');
    if (!is_address(AF_INET, address) && !is_address(AF_INET6, address) && !is_ipv6_address_in_brackets(address))
      return false;
  }
  return true;
}

}  // namespace

std::optional<Error> check_tls(const TlsOptions& tls) {
  if (!tls.pinned_public_key.empty() && !are_pins(tls.pinned_public_key)) {
    return invalid_argument("tls.pinned_public_key",
                            "is not `sha256//` and the base64 of 32 bytes, or several such parted by ;");
  }
  if (!tls.client_certificate_file.empty() && !is_readable_file(tls.client_certificate_file)) {
    return invalid_argument("tls.client_certificate_file",
                            "is missing, empty or not readable: " + tls.client_certificate_file);
  }
  if (!tls.client_key_file.empty()) {
    if (tls.client_certificate_file.empty()) {
      return invalid_argument("tls.client_certificate_file", "is empty, but tls.client_key_file is given");
    }
    if (!is_readable_file(tls.client_key_file)) {
      return invalid_argument("tls.client_key_file", "is missing, empty or not readable: " + tls.client_key_file);
    }
  }
  if (holds(tls.client_key_password.reveal(), '\0')) {
    return invalid_argument("tls.client_key_password", "holds a NUL byte");
  }
  return {};
}

std::optional<Error> check_proxy(const ProxyOptions& proxy) {
  if (proxy.url.empty()) {
    if (!proxy.user.empty() || !proxy.password.empty()) {
      return invalid_argument("proxy.url", "is empty, but a user or password for it is given");
    }
  } else if (!is_proxy_url(proxy.url)) {
    return invalid_argument("proxy.url",
                            "is not http://host:port, socks5://host:port or socks5h://host:port without user");
  }
  const std::string_view password = proxy.password.reveal();
  if (proxy.user.empty() && !password.empty()) {
    return invalid_argument("proxy.user", "is empty, but proxy.password is given");
  }
  if (holds(proxy.user, '\0')) return invalid_argument("proxy.user", "holds a NUL byte");
  if (holds(password, '\0')) return invalid_argument("proxy.password", "holds a NUL byte");
  if (starts_with(proxy.url, "http:")) {
    // RFC 7617: the proxy takes the first colon for the end of the user.
    if (holds(proxy.user, ':')) {
      return invalid_argument("proxy.user", "holds a colon, which an HTTP proxy cannot be told");
    }
  } else {
    if (proxy.user.size() > kMaxSocksCredential) return invalid_argument("proxy.user", "is longer than 255 bytes");
    if (password.size() > kMaxSocksCredential) return invalid_argument("proxy.password", "is longer than 255 bytes");
  }
  if (std::any_of(proxy.no_proxy.begin(), proxy.no_proxy.end(),
                  [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f; })) {
    return invalid_argument("proxy.no_proxy", "holds a control byte");
  }
  return {};
}

std::optional<Error> check_resolve(const std::vector<std::string>& entries) {
  for (const std::string& entry : entries) {
    if (!is_resolve_entry(entry)) return invalid_argument("resolve", "has an entry that is not host:port:address");
  }
  return {};
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
