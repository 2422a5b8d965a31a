// SPDX-License-Identifier: Apache-2.0
// Who signs the requests: a key pair, and where it comes from.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "tccc/client_options.h"
#include "tccc/clock.h"
#include "tccc/export.h"
#include "tccc/log.h"
#include "tccc/result.h"
#include "tccc/secret.h"
#include "tccc/transport.h"

namespace tccc {
inline namespace v1 {

/// One generation of credentials: the three members belong together and are never mixed.
struct Credentials {
  std::string secret_id = {};  ///< Public half of the API key; goes into the Authorization header.
  Secret secret_key = {};      ///< Secret half; signs, and never leaves the process.
  Secret token = {};           ///< Session token of temporary credentials; empty for permanent keys.
};

/// Seam: gives the credentials of the next attempt. Called on every attempt, from any thread, so implementations are
/// thread-safe and answer from a cache. An error they return ends the call unsent: code credentials_unavailable, or
/// invalid_argument where a text would break a header.
class TCCC_API CredentialsProvider {
 public:
  CredentialsProvider() = default;
  CredentialsProvider(const CredentialsProvider&) = delete;
  CredentialsProvider& operator=(const CredentialsProvider&) = delete;
  virtual ~CredentialsProvider();
  /// The credentials to sign the next attempt with, or why there are none.
  virtual Result<Credentials> credentials() = 0;
};

/// Always the same credentials.
TCCC_API std::shared_ptr<CredentialsProvider> static_credentials(Credentials credentials);

/// TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and, if set, TENCENTCLOUD_TOKEN or TENCENTCLOUD_SESSION_TOKEN. The
/// environment is read once, here; a missing or empty variable makes every send fail with credentials_unavailable, one
/// with a byte that would break a header with invalid_argument, and the message names it.
TCCC_API std::shared_ptr<CredentialsProvider> environment_credentials();

/// What the providers below have in common.
///
/// They fetch when first asked and keep what they got. Credentials that expire are fetched anew five minutes before
/// their end, or after half of their life where that is shorter than ten minutes: by the thread that asks first, while
/// the others are given the old ones. Where that is the loop thread of a client, whose other calls would wait as well,
/// another thread of the library does it; the provider's destructor waits for that. When it fails, the old ones serve
/// until they expire, and ten seconds pass before the next try. A thread waits only where there is nothing valid to
/// give it, and then for the one fetch under way.
struct CredentialsSeams {
  std::shared_ptr<const Clock> clock = {};    ///< Empty: system_clock().
  std::shared_ptr<Transport> transport = {};  ///< For the role and OIDC. Empty: libcurl.
  std::shared_ptr<LogSink> log = {};          ///< Receives the events `credentials_...`. Empty: nothing is recorded.
};

/// Credentials and their end.
struct IssuedCredentials {
  Credentials credentials = {};  ///< The key pair, and the token if any.
  /// By the local clock. None: they do not expire, and are not asked for again.
  std::optional<std::chrono::system_clock::time_point> expires_at = {};
};

/// Credentials of a function, such as one that asks a vault. It is called by one thread at a time, does not throw, and
/// does not ask the provider that it serves. `seams.transport` has no effect.
TCCC_API std::shared_ptr<CredentialsProvider> callback_credentials(std::function<Result<IssuedCredentials>()> fetch,
                                                                   CredentialsSeams seams = {});

/// Where file_credentials() looks.
struct FileCredentialsOptions {
  /// Empty: TENCENTCLOUD_CREDENTIALS_FILE, else `~/.tencentcloud/credentials`, else `/etc/tencentcloud/credentials`.
  std::string path = {};
  std::string profile = "default";  ///< Name of the section.
};

/// The keys `secret_id`, `secret_key` and, if there, `token` of one profile in an INI file, the one other Tencent Cloud
/// SDKs read. Read again once a minute, so that a replaced file is noticed. A file that other users can read or change
/// is used, and recorded as credentials_file_exposed. `seams.transport` has no effect.
TCCC_API std::shared_ptr<CredentialsProvider> file_credentials(const FileCredentialsOptions& options = {},
                                                               CredentialsSeams seams = {});

/// Where role_credentials() asks.
struct RoleCredentialsOptions {
  std::string role = {};                                    ///< Name of the role; empty: the one bound to the machine.
  std::string endpoint = "http://metadata.tencentyun.com";  ///< The metadata service.
  std::chrono::milliseconds timeout{1500};  ///< Of each of the two requests: outside Tencent Cloud nobody answers.
};

/// Temporary credentials of the role bound to this virtual machine, from the metadata service. No proxy is used.
TCCC_API std::shared_ptr<CredentialsProvider> role_credentials(RoleCredentialsOptions options = {},
                                                               CredentialsSeams seams = {});

/// Whom oidc_credentials() asks, and as whom. Empty texts come from the environment, read once, when the provider is
/// made: TKE_REGION, TKE_PROVIDER_ID, TKE_WEB_IDENTITY_TOKEN_FILE, TKE_ROLE_ARN, which the cluster sets in its pods.
struct OidcCredentialsOptions {
  std::string region = {};                           ///< Such as `ap-guangzhou`.
  std::string provider_id = {};                      ///< The cluster's identity provider.
  std::string token_file = {};                       ///< Read anew for each fetch.
  std::string role_arn = {};                         ///< The role to assume.
  std::string session_name = {};                     ///< Empty: `tccc-` and the time.
  std::chrono::seconds duration{7200};               ///< 1 s to 12 h; for how long the credentials are asked for.
  std::string endpoint = "sts.tencentcloudapi.com";  ///< The security token service.
  std::chrono::milliseconds timeout{5000};           ///< Of the one request.
  TlsOptions tls = {};                               ///< Trust, for that request.
  ProxyOptions proxy = {};                           ///< Empty: the environment decides.
};

/// Temporary credentials in exchange for the identity of a Kubernetes pod: AssumeRoleWithWebIdentity of the security
/// token service.
TCCC_API std::shared_ptr<CredentialsProvider> oidc_credentials(OidcCredentialsOptions options = {},
                                                               CredentialsSeams seams = {});

/// What default_credentials() looks at.
struct DefaultCredentialsOptions {
  FileCredentialsOptions file = {};  ///< Where the file is.
  RoleCredentialsOptions role = {};  ///< How the metadata service is asked.
  OidcCredentialsOptions oidc = {};  ///< How the security token service is asked.
  bool ask_network = true;           ///< False: environment and file only.
};

/// The first of environment, file, role and OIDC that is set up here; all are left until one is. A source that is set
/// up but wrong (one variable of two, a file without the profile, a role that gives no keys) is an error and not passed
/// over: the next one may be another account. From then on that source is kept to.
TCCC_API std::shared_ptr<CredentialsProvider> default_credentials(DefaultCredentialsOptions options = {},
                                                                  CredentialsSeams seams = {});

}  // namespace v1
}  // namespace tccc
