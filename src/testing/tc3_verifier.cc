// SPDX-License-Identifier: Apache-2.0
// TC3-HMAC-SHA256 from the service's side. Source: https://www.tencentcloud.com/document/product/1229/59742.
#include "testing/tc3_verifier.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <ctime>
#include <optional>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

constexpr std::string_view kAlgorithm = "TC3-HMAC-SHA256";
constexpr std::string_view kTerminator = "tc3_request";
constexpr std::size_t kSignatureDigits = 64;

using Digest = std::array<unsigned char, 32>;

char lower_letter(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string hex(const Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : digest) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

std::string_view as_text(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::optional<Digest> sha256(std::string_view text) {
  Digest digest{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) return std::nullopt;
  return digest;
}

std::optional<Digest> hmac(std::string_view key, std::string_view text) {
  Digest digest{};
  unsigned int size = 0;
  // OpenSSL takes a null key for "the previous one".
  const char* key_bytes = key.empty() ? "" : key.data();
  if (HMAC(EVP_sha256(), key_bytes, static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
           text.size(), digest.data(), &size) == nullptr) {
    return std::nullopt;
  }
  return digest;
}

/// The UTC date of a moment of years 1970 to 9999, as YYYY-MM-DD.
std::string utc_date(std::int64_t timestamp) {
  const auto seconds = static_cast<std::time_t>(timestamp);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 16> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts);
  return {text.data(), size};
}

/// The parts of an Authorization header; views into it.
struct Authorization {
  std::string_view secret_id;
  std::string_view date;
  std::string_view service;
  std::vector<std::string_view> signed_headers;
  std::string_view signed_headers_text;
  std::string_view signature;
};

/// Takes the prefix off `rest`; false, and nothing taken, when it does not stand there.
bool take(std::string_view& rest, std::string_view prefix) {
  if (rest.substr(0, prefix.size()) != prefix) return false;
  rest.remove_prefix(prefix.size());
  return true;
}

/// Takes all before the delimiter, and the delimiter; false when there is none or nothing before it.
bool take_until(std::string_view& rest, std::string_view delimiter, std::string_view& taken) {
  const std::size_t end = rest.find(delimiter);
  if (end == std::string_view::npos || end == 0) return false;
  taken = rest.substr(0, end);
  rest.remove_prefix(end + delimiter.size());
  return true;
}

bool is_lower_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::vector<std::string_view> split(std::string_view text, char delimiter) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(delimiter);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// Reads `TC3-HMAC-SHA256 Credential=ID/DATE/SERVICE/tc3_request, SignedHeaders=A;B, Signature=HEX`, and nothing
/// looser. An empty explanation means success.
std::string parse(std::string_view header, Authorization& authorization) {
  std::string_view rest = header;
  if (!take(rest, kAlgorithm) || !take(rest, " ")) return "The algorithm is not TC3-HMAC-SHA256.";
  std::string_view scope;
  if (!take(rest, "Credential=") || !take_until(rest, ", ", scope)) return "Credential is missing.";
  std::string_view terminator = scope;
  if (!take_until(terminator, "/", authorization.secret_id) || !take_until(terminator, "/", authorization.date) ||
      !take_until(terminator, "/", authorization.service) || terminator != kTerminator) {
    return "Credential is not SecretId/Date/Service/tc3_request.";
  }
  if (!take(rest, "SignedHeaders=") || !take_until(rest, ", ", authorization.signed_headers_text)) {
    return "SignedHeaders is missing.";
  }
  if (!take(rest, "Signature=")) return "Signature is missing.";
  if (rest.size() != kSignatureDigits || !is_lower_hex(rest)) return "Signature is not 64 lower-case hex digits.";
  authorization.signature = rest;
  authorization.signed_headers = split(authorization.signed_headers_text, ';');
  return {};
}

/// What is wrong with the list of signed headers, empty when nothing is.
std::string check_signed_headers(const std::vector<std::string_view>& names, const HeaderLines& headers) {
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (names[i] <= names[i - 1]) return "SignedHeaders is not in ascending order.";
  }
  for (const std::string_view required : {"content-type", "host"}) {
    if (std::find(names.begin(), names.end(), required) == names.end()) {
      return "SignedHeaders lacks " + std::string(required) + ".";
    }
  }
  for (const std::string_view name : names) {
    if (std::count_if(headers.begin(), headers.end(), [name](const auto& line) { return is_named(line, name); }) != 1) {
      return "A signed header is absent from the request, or there twice.";
    }
  }
  return {};
}

std::string canonical_request(const SignedRequest& request, const Authorization& authorization,
                              const Digest& body_digest) {
  std::string text;
  text.append(request.method).append("\n/\n").append(request.query).append("\n");
  for (const std::string_view name : authorization.signed_headers) {
    const std::string& value = *find_header(request.headers, name);
    // The service's pages lower the values as well, its own clients do not. Only of content-type and host does every
    // client sign what it sends.
    const bool is_signed_as_sent = name == "content-type" || name == "host";
    text.append(name).append(":").append(is_signed_as_sent ? value : lower(value)).append("\n");
  }
  text.append("\n").append(authorization.signed_headers_text).append("\n").append(hex(body_digest));
  return text;
}

std::optional<Digest> sign(std::string_view secret_key, std::string_view date, std::string_view service,
                           std::string_view text) {
  std::string prefixed_key = std::string("TC3").append(secret_key);
  const auto date_key = hmac(prefixed_key, date);
  OPENSSL_cleanse(prefixed_key.data(), prefixed_key.size());
  if (!date_key) return std::nullopt;
  const auto service_key = hmac(as_text(*date_key), service);
  if (!service_key) return std::nullopt;
  const auto signing_key = hmac(as_text(*service_key), kTerminator);
  if (!signing_key) return std::nullopt;
  return hmac(as_text(*signing_key), text);
}

std::optional<std::int64_t> parse_timestamp(const std::string* text) {
  constexpr std::int64_t kLastSecondOfYear9999 = 253402300799;
  std::int64_t seconds = -1;
  if (text == nullptr) return std::nullopt;
  const char* end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, seconds);
  if (parsed.ec != std::errc() || parsed.ptr != end || seconds < 0 || seconds > kLastSecondOfYear9999) {
    return std::nullopt;
  }
  return seconds;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

SignatureVerdict verify_signature(const SignedRequest& request, const Credentials& credentials,
                                  const Authorization& authorization, std::int64_t timestamp) {
  const auto body_digest = sha256(request.body);
  if (!body_digest) return {SignatureFault::wrong_signature, "SHA-256 is not available."};
  const auto canonical_digest = sha256(canonical_request(request, authorization, *body_digest));
  if (!canonical_digest) return {SignatureFault::wrong_signature, "SHA-256 is not available."};

  const std::string canonical_hash = hex(*canonical_digest);
  std::string string_to_sign;
  string_to_sign.append(kAlgorithm).append("\n").append(std::to_string(timestamp)).append("\n");
  string_to_sign.append(authorization.date).append("/").append(authorization.service).append("/").append(kTerminator);
  string_to_sign.append("\n").append(canonical_hash);
  const auto signature =
      sign(credentials.secret_key.reveal(), authorization.date, authorization.service, string_to_sign);
  if (!signature || !equal_in_constant_time(hex(*signature), authorization.signature)) {
    return {SignatureFault::wrong_signature,
            "The signature does not match. The canonical request received hashes to " + canonical_hash + "."};
  }
  return {};
}

}  // namespace

std::string lower(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char c) { return lower_letter(c); });
  return lowered;
}

bool is_named(const HeaderLine& line, std::string_view name) {
  return line.name.size() == name.size() &&
         std::equal(name.begin(), name.end(), line.name.begin(), [](char l, char r) { return l == lower_letter(r); });
}

const std::string* find_header(const HeaderLines& headers, std::string_view name) {
  for (const HeaderLine& line : headers) {
    if (is_named(line, name)) return &line.value;
  }
  return nullptr;
}

SignatureVerdict verify_tc3(const SignedRequest& request, const Credentials& credentials, std::string_view service,
                            std::chrono::system_clock::time_point now) {
  const auto timestamp = parse_timestamp(find_header(request.headers, "x-tc-timestamp"));
  if (!timestamp) return {SignatureFault::invalid_timestamp, "X-TC-Timestamp is not a number of seconds."};

  const std::string* header = find_header(request.headers, "authorization");
  if (header == nullptr) return {SignatureFault::invalid_authorization, "The Authorization header is missing."};
  Authorization authorization;
  std::string trouble = parse(*header, authorization);
  if (trouble.empty()) trouble = check_signed_headers(authorization.signed_headers, request.headers);
  if (trouble.empty() && authorization.service != service) {
    trouble = "The credential scope is not for the service " + std::string(service) + ".";
  }
  if (!trouble.empty()) return {SignatureFault::invalid_authorization, trouble};

  const std::int64_t now_seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  const std::int64_t distance = now_seconds > *timestamp ? now_seconds - *timestamp : *timestamp - now_seconds;
  if (distance > kSignatureWindow.count()) {
    return {SignatureFault::expired, "X-TC-Timestamp is " + std::to_string(distance) +
                                         " seconds from the time here; the limit is " +
                                         std::to_string(kSignatureWindow.count()) + "."};
  }
  if (authorization.secret_id != credentials.secret_id) {
    return {SignatureFault::unknown_secret_id, "The SecretId is not known."};
  }
  const std::string* token = find_header(request.headers, "x-tc-token");
  if (!equal_in_constant_time(token == nullptr ? std::string_view() : *token, credentials.token.reveal())) {
    return {SignatureFault::wrong_token, "X-TC-Token does not belong to the SecretId."};
  }
  const std::string date = utc_date(*timestamp);
  if (authorization.date != date) {
    return {SignatureFault::wrong_signature,
            "The date in the credential scope is not the timestamp's UTC date, " + date + "."};
  }
  return verify_signature(request, credentials, authorization, *timestamp);
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
