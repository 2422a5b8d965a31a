// SPDX-License-Identifier: Apache-2.0
// Who signs the requests: a key pair, and where it comes from.
#pragma once

#include <memory>
#include <string>

#include "tccc/export.h"
#include "tccc/result.h"
#include "tccc/secret.h"

namespace tccc {
inline namespace v1 {

/// One generation of credentials: the three members belong together and are never mixed.
struct Credentials {
  std::string secret_id = {};  ///< Public half of the API key; goes into the Authorization header.
  Secret secret_key = {};      ///< Secret half; signs, and never leaves the process.
  Secret token = {};           ///< Session token of temporary credentials; empty for permanent keys.
};

/// Seam: gives the credentials of the next attempt. Called on every attempt, from any thread, so implementations are
/// thread-safe and answer from a cache. An error they return (code credentials_unavailable) ends the call unsent.
class TCCC_API CredentialsProvider {
 public:
  CredentialsProvider() = default;
  CredentialsProvider(const CredentialsProvider&) = delete;
  CredentialsProvider& operator=(const CredentialsProvider&) = delete;
  virtual ~CredentialsProvider();
  virtual Result<Credentials> credentials() = 0;
};

/// Always the same credentials.
TCCC_API std::shared_ptr<CredentialsProvider> static_credentials(Credentials credentials);

/// TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and, if set, TENCENTCLOUD_TOKEN. The environment is read once, here;
/// a missing or empty variable makes every send fail with credentials_unavailable, and the message names it.
TCCC_API std::shared_ptr<CredentialsProvider> environment_credentials();

}  // namespace v1
}  // namespace tccc
