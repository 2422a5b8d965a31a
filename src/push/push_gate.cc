// SPDX-License-Identifier: Apache-2.0
// Whether a request comes from whom it should.
#include "push/push_gate.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "codec/text_check.h"
#include "error/contain.h"
#include "error/invalid_argument.h"
#include "push/push_head.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::size_t kLongestCredentials = 8192;
constexpr std::size_t kLongestUserAndPassword = 1024;

Error out_of_memory() {
  Error::Details details;
  details.code = ErrorCode::resources_exhausted;
  details.outcome = Outcome::not_sent;
  details.message = "OpenSSL could not make a digest";
  return Error(std::move(details));
}

// What a client that holds both sends after `Basic `.
Secret basic_credentials(const BasicPushAuth& auth) {
  std::string plain = auth.user + ":";
  plain.append(auth.password.reveal());
  std::string encoded(4 * ((plain.size() + 2) / 3) + 1, '\0');  // with the NUL that OpenSSL writes
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                      reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
  Secret made(std::string_view(encoded).substr(0, static_cast<std::size_t>(length)));
  OPENSSL_cleanse(plain.data(), plain.size());
  OPENSSL_cleanse(encoded.data(), encoded.size());
  return made;
}

}  // namespace

Result<PushGate> PushGate::create(const PushAuth& auth) {
  PushGate gate;
  std::vector<Secret> secrets;
  if (std::holds_alternative<std::monostate>(auth)) {
    return invalid_argument("auth", "is not set: BasicPushAuth or BearerPushAuth as in the console, or NoPushAuth");
  }
  gate.is_open_ = std::holds_alternative<NoPushAuth>(auth);
  if (const auto* basic = std::get_if<BasicPushAuth>(&auth)) {
    if (basic->user.empty() || basic->user.find(':') != std::string::npos || !is_header_safe(basic->user)) {
      return invalid_argument("auth.user", "is empty, or has a colon or a character that is not printable ASCII");
    }
    if (basic->password.empty()) return invalid_argument("auth.password", "is empty");
    if (basic->user.size() + basic->password.size() > kLongestUserAndPassword) {
      return invalid_argument("auth", "is longer than 1 KiB");
    }
    secrets.push_back(basic_credentials(*basic));
    gate.scheme_ = "Basic";
    gate.challenge_ = "Basic realm=\"push\", charset=\"UTF-8\"";
  }
  if (const auto* bearer = std::get_if<BearerPushAuth>(&auth)) {
    if (bearer->tokens.empty() && !bearer->check) return invalid_argument("auth", "has neither tokens nor check");
    for (const Secret& token : bearer->tokens) {
      if (token.empty() || token.size() > kLongestCredentials || !is_header_safe(token.reveal())) {
        return invalid_argument("auth.tokens", "has a token that is empty, longer than 8 KiB or not printable ASCII");
      }
    }
    secrets = bearer->tokens;
    gate.check_ = bearer->check;
    gate.scheme_ = "Bearer";
    gate.challenge_ = "Bearer realm=\"push\"";
  }
  Sha256 sha256;
  for (const Secret& secret : secrets) {
    if (!sha256.digest(secret.reveal(), gate.expected_.emplace_back())) return out_of_memory();
  }
  return gate;
}

bool PushGate::lets_in(const PushRequest& request) const {
  if (is_open_) return true;
  std::size_t times = 0;
  const std::string_view value = header_value(request, "Authorization", &times);
  const std::size_t blank = value.find(' ');
  if (times != 1 || blank == std::string_view::npos || value.size() > kLongestCredentials) return false;
  if (!same_word(value.substr(0, blank), scheme_)) return false;
  const std::string_view credentials = value.substr(value.find_first_not_of(' ', blank));
  Sha256Bytes presented{};
  Sha256 sha256;
  if (!sha256.digest(credentials, presented)) return false;
  int matches = 0;
  for (const Sha256Bytes& expected : expected_) {  // all of them, however early one matches
    matches += static_cast<int>(CRYPTO_memcmp(expected.data(), presented.data(), presented.size()) == 0);
  }
  if (matches > 0) return true;
  bool is_good = false;
  return check_ && contain([&] { is_good = check_(Secret(credentials)); }) && is_good;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
