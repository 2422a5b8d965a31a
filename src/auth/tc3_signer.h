// SPDX-License-Identifier: Apache-2.0
// TC3-HMAC-SHA256 with the day's key kept. Source: facts/tc3.md §1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "auth/sha256.h"
#include "tccc/credentials.h"
#include "tccc/signer.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Signs request after request. Deriving the signing key takes three of the four MACs of a signature and depends only
/// on the secret key, the date and the service, so it is kept until one of them changes. For one thread at a time.
class Tc3Signer {
 public:
  enum class Status : std::uint8_t { signed_ok, bad_timestamp, out_of_memory };

  /// Fills in the Authorization value. Texts of `input` and the secret id are header-safe (see is_header_safe).
  Status sign(const Credentials& credentials, const SignatureInput& input);

  const std::string& authorization() const noexcept { return authorization_; }
  const std::string& canonical_request() const noexcept { return canonical_request_; }
  const std::string& string_to_sign() const noexcept { return string_to_sign_; }
  std::string_view signature() const noexcept;

 private:
  bool derive_key(const Secret& secret_key, std::string_view date, std::string_view service);

  Sha256 sha256_;
  // Invariant: key_ is the signing key of (key_secret_, key_scope_), or key_scope_ is empty.
  HmacKey key_;
  Secret key_secret_;
  std::string key_scope_;
  std::string canonical_request_;
  std::string string_to_sign_;
  std::string authorization_;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
