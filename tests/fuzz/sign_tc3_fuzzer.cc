// SPDX-License-Identifier: Apache-2.0
// Any texts and any time as the input of a signature: refused, or an Authorization value that is one header.
#include <algorithm>
#include <cstring>
#include <string>

#include "codec/text_check.h"
#include "expect.h"
#include "tccc/signer.h"

namespace {

bool is_hex(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tccc::SignatureInput input;
  const std::size_t time_bytes = std::min(size, sizeof input.timestamp);
  if (size > 0) std::memcpy(&input.timestamp, data, time_bytes);
  fuzz::Pieces pieces(fuzz::as_text(data + time_bytes, size - time_bytes));
  tccc::Credentials credentials;
  credentials.secret_id = pieces.next();
  credentials.secret_key = tccc::Secret(pieces.next());
  input.host = pieces.next();
  input.signed_action = pieces.next();
  input.query = pieces.next();
  input.payload = pieces.next();
  if (const std::string_view type = pieces.next(); !type.empty()) input.content_type = type;
  for (const std::int64_t timestamp : {input.timestamp, input.timestamp & 0x1f'ffff'ffff}) {
    input.timestamp = timestamp;
    const auto signature = tccc::sign_tc3(credentials, input);
    if (!signature) {
      fuzz::expect(signature.error().code() == tccc::ErrorCode::invalid_argument, "what is refused is wrong");
      fuzz::expect(!signature.error().field().empty(), "a refusal names what is wrong");
      continue;
    }
    fuzz::expect(tccc::detail::is_header_safe(signature->authorization), "an authorization is header-safe");
    fuzz::expect(signature->signature.size() == 64 &&
                     std::all_of(signature->signature.begin(), signature->signature.end(), is_hex),
                 "a signature is 64 hex digits");
    fuzz::expect(std::count(signature->string_to_sign.begin(), signature->string_to_sign.end(), '\n') == 3,
                 "the string to sign has four lines");
    const auto again = tccc::sign_tc3(credentials, input);
    fuzz::expect(again && again->authorization == signature->authorization, "the same input gives the same signature");
  }
  return 0;
}
