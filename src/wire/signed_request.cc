// SPDX-License-Identifier: Apache-2.0
// One attempt as an HTTP request: headers, signature, body.
#include "wire/signed_request.h"

#include <array>
#include <utility>

#include <openssl/crypto.h>

#include "codec/text_check.h"
#include "tccc/version.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

// Identifies this library to the service. Source: facts/credentials.md, X-TC-RequestClient.
std::string_view request_client() {
  static const std::string text = "TCCC_CPP_" + std::string(version());
  return text;
}

Error unsent(ErrorCode code, std::string field, std::string message) {
  Error::Details details;
  details.code = code;
  details.outcome = Outcome::not_sent;
  details.field = std::move(field);
  details.message = std::move(message);
  return Error(std::move(details));
}

}  // namespace

void SignedRequest::wipe() noexcept {
  constexpr std::size_t kLargestKept = 65'536;
  OPENSSL_cleanse(body_.data(), body_.size());
  if (body_.capacity() > kLargestKept) {
    std::string().swap(body_);  // an assignment would keep the memory
  } else {
    body_.clear();
  }
  token_ = Secret();
  request_.body = {};
  request_.headers.clear();
}

void SignedRequest::add_header(std::string_view name, std::string_view value) {
  if (!value.empty()) request_.headers.push_back({name, value});
}

std::optional<Error> SignedRequest::prepare(Tc3Signer& signer, const Endpoint& endpoint, const RequestHead& head,
                                            const Credentials& credentials, std::chrono::system_clock::time_point now) {
  const std::array<std::pair<const char*, std::string_view>, 3> credential_texts{
      {{"secret_id", credentials.secret_id},
       {"token", credentials.token.reveal()},
       {"secret_key", credentials.secret_key.reveal()}}};
  for (const auto& [name, text] : credential_texts) {
    if (!is_header_safe(text)) {
      return unsent(
          ErrorCode::invalid_argument, name,
          std::string(name) + " of the credentials holds a blank at its end or a byte that would break a header");
    }
  }
  if (credentials.secret_id.empty() || credentials.secret_key.empty()) {
    return unsent(ErrorCode::credentials_unavailable, {}, "the credentials provider gave an empty secret id or key");
  }

  SignatureInput input;
  input.host = endpoint.host;
  input.payload = body_;
  input.timestamp = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  input.content_type = kContentType;
  input.signed_action = head.action;
  switch (signer.sign(credentials, input)) {
    case Tc3Signer::Status::signed_ok:
      break;
    case Tc3Signer::Status::bad_timestamp:
      return unsent(ErrorCode::invalid_argument, "clock", "the clock is not between the years 1970 and 9999");
    case Tc3Signer::Status::out_of_memory:
      return unsent(ErrorCode::resources_exhausted, {}, "the signature could not be computed");
  }

  authorization_ = signer.authorization();
  timestamp_ = std::to_string(input.timestamp);
  token_ = credentials.token;
  request_.url = endpoint.url;
  request_.body = body_;
  request_.headers.clear();
  add_header("Host", endpoint.host);
  add_header("Content-Type", kContentType);
  add_header("Authorization", authorization_);
  add_header("X-TC-Action", head.action);
  add_header("X-TC-Version", kApiVersion);
  add_header("X-TC-Timestamp", timestamp_);
  add_header("X-TC-Region", head.region);
  add_header("X-TC-Language", head.language);
  add_header("X-TC-Token", token_.reveal());
  add_header("X-TC-RequestClient", request_client());
  return {};
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
