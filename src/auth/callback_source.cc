// SPDX-License-Identifier: Apache-2.0
// Keys that a function of the application gives.
#include <memory>
#include <utility>

#include "auth/cached_credentials.h"
#include "auth/credentials_source.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

class CallbackSource final : public CredentialsSource {
 public:
  explicit CallbackSource(std::function<Result<IssuedCredentials>()> fetch) : fetch_(std::move(fetch)) {}
  SourceAnswer fetch() override {
    if (!fetch_) return credentials_unavailable("callback_credentials was given an empty function");
    Result<IssuedCredentials> issued = fetch_();
    if (!issued) return issued.error();
    return FoundCredentials{std::move(issued->credentials), issued->expires_at, {}};
  }

 private:
  const std::function<Result<IssuedCredentials>()> fetch_;
};

}  // namespace
}  // namespace detail

std::shared_ptr<CredentialsProvider> callback_credentials(std::function<Result<IssuedCredentials>()> fetch,
                                                          CredentialsSeams seams) {
  return detail::keep(std::make_unique<detail::CallbackSource>(std::move(fetch)), detail::complete(std::move(seams)));
}

}  // namespace v1
}  // namespace tccc
