// SPDX-License-Identifier: Apache-2.0
// TC3-HMAC-SHA256, the signature of Tencent Cloud API 3.0, for one request. Client signs by itself; this is for
// checking a signature by hand (`tccc sign`) and for requests sent by other means. Source:
// https://www.tencentcloud.com/document/product/1229/59742 (Signature v3).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tccc/credentials.h"
#include "tccc/export.h"
#include "tccc/result.h"

namespace tccc {
inline namespace v1 {

/// What a signature covers. Views must live until sign_tc3 returns.
struct SignatureInput {
  std::string_view host = {};                          ///< Host header as on the wire, with `:port` unless default.
  std::string_view payload = {};                       ///< Exact bytes of the body.
  std::int64_t timestamp = 0;                          ///< Unix seconds; the scope's date is its UTC date.
  std::string_view content_type = "application/json";  ///< Content-Type header as on the wire.
  std::string_view signed_action = {};                 ///< When not empty, x-tc-action is signed as well.
  std::string_view method = "POST";                    ///< "POST" or "GET".
  std::string_view query = {};                         ///< Query string as sent, for GET.
  std::string_view service = "ccc";                    ///< Product name in the scope.
};

/// Each stage of a signature, for comparing with another implementation. Holds no secret but the signature itself.
struct Signature {
  std::string canonical_request = {};  ///< What is hashed: method, query, headers, hash of the body.
  std::string string_to_sign = {};     ///< Algorithm, timestamp, scope and that hash.
  std::string signature = {};          ///< 64 lower-case hex digits.
  std::string authorization = {};      ///< Value of the Authorization header.
};

/// Signs. Fails with invalid_argument when a text would break a header, or a timestamp has no four-digit year.
/// Thread-safe; the token of the credentials is not part of a signature.
TCCC_API Result<Signature> sign_tc3(const Credentials& credentials, const SignatureInput& input);

}  // namespace v1
}  // namespace tccc
