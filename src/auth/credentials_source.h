// SPDX-License-Identifier: Apache-2.0
// A place that credentials come from, asked anew each time; CachedCredentials makes a provider of it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "tccc/credentials.h"

namespace tccc {
inline namespace v1 {
namespace detail {

struct FoundCredentials {
  Credentials credentials = {};
  std::optional<std::chrono::system_clock::time_point> expires_at = {};  ///< By the local clock.
  std::optional<std::chrono::seconds> read_again_after = {};  ///< For what may change although it does not expire.
};

/// The source is not set up on this machine: a chain goes on to the next.
struct SourceAbsent {
  std::string why = {};     ///< What is not there.
  std::string remedy = {};  ///< What would set it up.
};

/// What asking a source came to. An Error: it is set up, but wrong or out of order.
using SourceAnswer = std::variant<FoundCredentials, SourceAbsent, Error>;

/// Used by one thread at a time.
class CredentialsSource {
 public:
  CredentialsSource() = default;
  CredentialsSource(const CredentialsSource&) = delete;
  CredentialsSource& operator=(const CredentialsSource&) = delete;
  virtual ~CredentialsSource() = default;
  virtual SourceAnswer fetch() = 0;
};

/// credentials_unavailable, not sent.
Error credentials_unavailable(std::string message);

/// Why credentials of a source cannot sign a request, without showing them: invalid_argument with the field that would
/// break a header, as for credentials of the program itself; credentials_unavailable when id or key is empty.
std::optional<Error> find_fault(const Credentials& credentials);

std::unique_ptr<CredentialsSource> environment_source();
std::unique_ptr<CredentialsSource> file_source(const FileCredentialsOptions& options, std::shared_ptr<LogSink> log);
/// The seams are set; the transport may be empty.
std::unique_ptr<CredentialsSource> role_source(RoleCredentialsOptions options, CredentialsSeams seams);
std::unique_ptr<CredentialsSource> oidc_source(OidcCredentialsOptions options, CredentialsSeams seams);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
