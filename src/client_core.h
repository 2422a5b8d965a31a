// SPDX-License-Identifier: Apache-2.0
// What the copies of a Client share.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "model/action.h"
#include "tccc/client.h"
#include "wire/endpoint.h"
#include "wire/signed_request.h"

namespace tccc {
inline namespace v1 {

class Client::Core {
 public:
  Core(std::shared_ptr<CredentialsProvider> credentials, ClientOptions options, detail::Endpoint endpoint);

  /// One call on the caller's thread: validate, encode, attempt, decode. none on success.
  std::optional<Error> send(const detail::Action& action, const void* request, void* response,
                            const RequestOptions& options) const;

  const detail::Endpoint& endpoint() const noexcept { return endpoint_; }

 private:
  /// A SignedRequest borrowed from the free list for one call.
  class Workspace;

  std::optional<Error> attempt(const detail::Action& action, const void* request, void* response,
                               const RequestOptions& options, detail::SignedRequest& workspace) const;

  const std::shared_ptr<CredentialsProvider> credentials_;
  const ClientOptions options_;
  const detail::Endpoint endpoint_;
  const long process_;  // a child made by fork() shares connections with its parent and must not use them

  // Free list, newest last: as many as there were calls at once. The lock is held for a push or pop, never during a
  // call.
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<detail::SignedRequest>> idle_;
};

}  // namespace v1
}  // namespace tccc
