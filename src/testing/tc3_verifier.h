// SPDX-License-Identifier: Apache-2.0
// The service's half of TC3-HMAC-SHA256: judges the signature of a received request. Shares no code with the client's
// signer, so that a mistake there cannot confirm itself here.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tccc/credentials.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

/// One header line as it arrived, the value without the white space around it.
struct HeaderLine {
  std::string name;
  std::string value;
};
using HeaderLines = std::vector<HeaderLine>;

/// The text with its ASCII letters in lower case.
std::string lower(std::string_view text);

/// Whether a header has that name, given in lower case.
bool is_named(const HeaderLine& line, std::string_view name);

/// The value of the first header of that name, given in lower case; null when it is absent.
const std::string* find_header(const HeaderLines& headers, std::string_view name);

/// What the signature covers.
struct SignedRequest {
  std::string_view method;
  std::string_view query;  ///< Without the question mark; empty for POST.
  const HeaderLines& headers;
  std::string_view body;
};

enum class SignatureFault : std::uint8_t {
  none,
  invalid_timestamp,      ///< X-TC-Timestamp is absent or no number.
  invalid_authorization,  ///< The Authorization header does not have the required form, or signs too little.
  expired,                ///< The timestamp is outside the window.
  unknown_secret_id,
  wrong_token,
  wrong_signature,
};

struct SignatureVerdict {
  SignatureFault fault = SignatureFault::none;
  std::string explanation = {};  ///< For people; shows no key and no signature.
};

inline constexpr std::chrono::seconds kSignatureWindow{300};

/// Judges a request in the order of SignatureFault. `service` is the product in the credential scope.
SignatureVerdict verify_tc3(const SignedRequest& request, const Credentials& credentials, std::string_view service,
                            std::chrono::system_clock::time_point now);

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
