// SPDX-License-Identifier: Apache-2.0
// TC3-HMAC-SHA256 with the day's key kept.
#include "auth/tc3_signer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <iterator>
#include <vector>

#include <openssl/crypto.h>

#include "codec/text_check.h"
#include "error/invalid_argument.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kAlgorithm = "TC3-HMAC-SHA256";
constexpr std::string_view kTerminator = "tc3_request";
constexpr std::string_view kKeyPrefix = "TC3";
constexpr std::int64_t kSecondsPerDay = 86400;
constexpr std::int64_t kEndOfYear9999 = 253402300800;

// Writes YYYY-MM-DD of a day counted from 1970-01-01 (Gregorian calendar, eras of 400 years, years starting in March).
std::array<char, 10> date_text(std::int64_t day) {
  const std::int64_t shifted = day + 719468;  // from 0000-03-01
  const std::int64_t era = shifted / 146097;
  const std::int64_t day_of_era = shifted - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const std::int64_t day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);

  std::array<char, 10> text{};
  const auto put = [&text](std::size_t at, std::size_t width, std::int64_t number) {
    for (std::size_t i = width; i > 0; --i, number /= 10) text[at + i - 1] = static_cast<char>('0' + number % 10);
  };
  put(0, 4, year);
  text[4] = '-';
  put(5, 2, month);
  text[7] = '-';
  put(8, 2, day_of_month);
  return text;
}

void append_lower(std::string& out, std::string_view text) {
  std::transform(text.begin(), text.end(), std::back_inserter(out),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
}

}  // namespace

std::string_view Tc3Signer::signature() const noexcept {
  constexpr std::size_t kHexDigits = 64;
  return authorization_.size() < kHexDigits
             ? std::string_view()
             : std::string_view(authorization_).substr(authorization_.size() - kHexDigits);
}

bool Tc3Signer::derive_key(const Secret& secret_key, std::string_view date, std::string_view service) {
  const bool is_kept = key_scope_.size() == date.size() + service.size() &&
                       key_scope_.compare(0, date.size(), date) == 0 &&
                       key_scope_.compare(date.size(), service.size(), service) == 0 && secret_key == key_secret_;
  if (is_kept) return true;
  key_scope_.clear();

  const std::string_view secret = secret_key.reveal();
  std::vector<char> prefixed(kKeyPrefix.size() + secret.size());
  std::memcpy(prefixed.data(), kKeyPrefix.data(), kKeyPrefix.size());
  if (!secret.empty()) std::memcpy(prefixed.data() + kKeyPrefix.size(), secret.data(), secret.size());

  Sha256Bytes step;
  const bool is_derived = sha256_.set_key({prefixed.data(), prefixed.size()}, key_) && sha256_.mac(key_, date, step) &&
                          sha256_.set_key(as_text(step), key_) && sha256_.mac(key_, service, step) &&
                          sha256_.set_key(as_text(step), key_) && sha256_.mac(key_, kTerminator, step) &&
                          sha256_.set_key(as_text(step), key_);
  OPENSSL_cleanse(step.data(), step.size());
  OPENSSL_cleanse(prefixed.data(), prefixed.size());
  if (!is_derived) return false;
  key_secret_ = secret_key;
  key_scope_.append(date).append(service);
  return true;
}

Tc3Signer::Status Tc3Signer::sign(const Credentials& credentials, const SignatureInput& input) {
  if (input.timestamp < 0 || input.timestamp >= kEndOfYear9999) return Status::bad_timestamp;
  const std::array<char, 10> date_digits = date_text(input.timestamp / kSecondsPerDay);
  const std::string_view date(date_digits.data(), date_digits.size());
  const std::string_view signed_headers =
      input.signed_action.empty() ? "content-type;host" : "content-type;host;x-tc-action";

  Sha256Bytes hash;
  if (!sha256_.digest(input.payload, hash)) return Status::out_of_memory;
  const auto payload_hash = to_hex(hash);

  canonical_request_.assign(input.method).append("\n/\n").append(input.query);
  canonical_request_.append("\ncontent-type:").append(input.content_type);
  canonical_request_.append("\nhost:").append(input.host).append("\n");
  if (!input.signed_action.empty()) {
    canonical_request_.append("x-tc-action:");
    append_lower(canonical_request_, input.signed_action);
    canonical_request_.append("\n");
  }
  canonical_request_.append("\n").append(signed_headers).append("\n").append(as_text(payload_hash));

  if (!sha256_.digest(canonical_request_, hash)) return Status::out_of_memory;
  const auto canonical_hash = to_hex(hash);
  char seconds[20];
  char* const seconds_end = std::to_chars(seconds, seconds + sizeof seconds, input.timestamp).ptr;
  const std::string_view timestamp(seconds, static_cast<std::size_t>(seconds_end - seconds));
  const auto append_scope = [&](std::string& out) {
    out.append(date).append("/").append(input.service).append("/").append(kTerminator);
  };
  string_to_sign_.assign(kAlgorithm).append("\n").append(timestamp).append("\n");
  append_scope(string_to_sign_);
  string_to_sign_.append("\n").append(as_text(canonical_hash));

  if (!derive_key(credentials.secret_key, date, input.service)) return Status::out_of_memory;
  if (!sha256_.mac(key_, string_to_sign_, hash)) return Status::out_of_memory;

  authorization_.assign(kAlgorithm).append(" Credential=").append(credentials.secret_id).append("/");
  append_scope(authorization_);
  authorization_.append(", SignedHeaders=").append(signed_headers).append(", Signature=").append(as_text(to_hex(hash)));
  return Status::signed_ok;
}

}  // namespace detail

Result<Signature> sign_tc3(const Credentials& credentials, const SignatureInput& input) {
  struct Named {
    const char* name;
    std::string_view text;
    bool can_be_empty;
  };
  const Named texts[] = {{"secret_id", credentials.secret_id, false},
                         {"host", input.host, false},
                         {"content_type", input.content_type, false},
                         {"signed_action", input.signed_action, true},
                         {"method", input.method, false},
                         {"query", input.query, true},
                         {"service", input.service, false}};
  for (const Named& named : texts) {
    if (named.text.empty() && !named.can_be_empty) return detail::invalid_argument(named.name, "is required");
    if (!detail::is_header_safe(named.text)) {
      return detail::invalid_argument(named.name, "holds a byte that would break a header");
    }
  }
  if (credentials.secret_key.empty()) return detail::invalid_argument("secret_key", "is required");

  detail::Tc3Signer signer;
  switch (signer.sign(credentials, input)) {
    case detail::Tc3Signer::Status::signed_ok:
      break;
    case detail::Tc3Signer::Status::bad_timestamp:
      return detail::invalid_argument("timestamp", "is not between the years 1970 and 9999");
    case detail::Tc3Signer::Status::out_of_memory: {
      Error::Details details;
      details.code = ErrorCode::resources_exhausted;
      details.outcome = Outcome::not_sent;
      details.message = "the digest could not be computed";
      return Error(std::move(details));
    }
  }
  return Signature{signer.canonical_request(), signer.string_to_sign(), std::string(signer.signature()),
                   signer.authorization()};
}

}  // namespace v1
}  // namespace tccc
