// SPDX-License-Identifier: Apache-2.0
// What all providers have in common, and the one whose credentials stay the same.
#include "tccc/credentials.h"

#include <array>
#include <string_view>
#include <utility>

#include "auth/credentials_source.h"
#include "codec/text_check.h"
#include "error/invalid_argument.h"

namespace tccc {
inline namespace v1 {
namespace {

class FixedCredentials final : public CredentialsProvider {
 public:
  explicit FixedCredentials(Credentials credentials) : credentials_(std::move(credentials)) {}
  Result<Credentials> credentials() override { return credentials_; }

 private:
  const Credentials credentials_;
};

}  // namespace

namespace detail {

Error credentials_unavailable(std::string message) {
  Error::Details details;
  details.code = ErrorCode::credentials_unavailable;
  details.outcome = Outcome::not_sent;
  details.message = std::move(message);
  return Error(std::move(details));
}

std::optional<Error> find_fault(const Credentials& credentials) {
  const std::array<std::pair<const char*, std::string_view>, 3> texts{{{"secret_id", credentials.secret_id},
                                                                       {"secret_key", credentials.secret_key.reveal()},
                                                                       {"token", credentials.token.reveal()}}};
  for (const auto& [name, text] : texts) {
    if (!is_header_safe(text) || text.find(' ') != std::string_view::npos) {
      return invalid_argument(
          name, "of the credentials that the source gave holds a blank or a byte that would break a header");
    }
  }
  if (credentials.secret_id.empty()) {
    return credentials_unavailable("the source gave credentials of which secret_id is empty");
  }
  if (credentials.secret_key.empty()) {
    return credentials_unavailable("the source gave credentials of which secret_key is empty");
  }
  return {};
}

}  // namespace detail

CredentialsProvider::~CredentialsProvider() = default;

std::shared_ptr<CredentialsProvider> static_credentials(Credentials credentials) {
  return std::make_shared<FixedCredentials>(std::move(credentials));
}

}  // namespace v1
}  // namespace tccc
