// SPDX-License-Identifier: Apache-2.0
// The providers: each a source, kept by CachedCredentials, or credentials that stay the same.
#include "tccc/credentials.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/cached_credentials.h"
#include "auth/credentials_source.h"
#include "codec/text_check.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

class FixedCredentials final : public CredentialsProvider {
 public:
  explicit FixedCredentials(Credentials credentials) : credentials_(std::move(credentials)) {}
  Result<Credentials> credentials() override { return credentials_; }

 private:
  const Credentials credentials_;
};

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

class FirstSource final : public CredentialsSource {
 public:
  explicit FirstSource(std::vector<std::unique_ptr<CredentialsSource>> sources) : sources_(std::move(sources)) {}

  SourceAnswer fetch() override {
    if (chosen_ != nullptr) return chosen_->fetch();
    std::string why = "no credentials were found";
    std::string remedy;
    for (const auto& source : sources_) {
      SourceAnswer answer = source->fetch();
      if (const auto* absent = std::get_if<SourceAbsent>(&answer)) {
        why.append("; ").append(absent->why);
        if (remedy.empty()) remedy = absent->remedy;
        continue;
      }
      if (std::holds_alternative<FoundCredentials>(answer)) chosen_ = source.get();
      return answer;
    }
    return SourceAbsent{std::move(why), std::move(remedy)};
  }

 private:
  const std::vector<std::unique_ptr<CredentialsSource>> sources_;
  CredentialsSource* chosen_ = nullptr;
};

CredentialsSeams complete(CredentialsSeams seams) {
  if (!seams.clock) seams.clock = system_clock();
  return seams;
}

std::shared_ptr<CredentialsProvider> keep(std::unique_ptr<CredentialsSource> source, const CredentialsSeams& seams) {
  return std::make_shared<CachedCredentials>(std::move(source), seams);
}

}  // namespace

Error credentials_unavailable(std::string message) {
  Error::Details details;
  details.code = ErrorCode::credentials_unavailable;
  details.outcome = Outcome::not_sent;
  details.message = std::move(message);
  return Error(std::move(details));
}

std::string find_fault(const Credentials& credentials) {
  const std::array<std::pair<const char*, std::string_view>, 3> texts{{{"secret_id", credentials.secret_id},
                                                                       {"secret_key", credentials.secret_key.reveal()},
                                                                       {"token", credentials.token.reveal()}}};
  for (const auto& [name, text] : texts) {
    if (!is_header_safe(text)) {
      return std::string(name) + " holds a blank at its end or a byte that would break a header";
    }
  }
  if (credentials.secret_id.empty()) return "secret_id is empty";
  if (credentials.secret_key.empty()) return "secret_key is empty";
  return {};
}

std::unique_ptr<CredentialsSource> first_source(std::vector<std::unique_ptr<CredentialsSource>> sources) {
  return std::make_unique<FirstSource>(std::move(sources));
}

}  // namespace detail

CredentialsProvider::~CredentialsProvider() = default;

std::shared_ptr<CredentialsProvider> static_credentials(Credentials credentials) {
  return std::make_shared<detail::FixedCredentials>(std::move(credentials));
}

std::shared_ptr<CredentialsProvider> environment_credentials() {
  return detail::keep(detail::environment_source(), detail::complete({}));
}

std::shared_ptr<CredentialsProvider> callback_credentials(std::function<Result<IssuedCredentials>()> fetch,
                                                          CredentialsSeams seams) {
  return detail::keep(std::make_unique<detail::CallbackSource>(std::move(fetch)), detail::complete(std::move(seams)));
}

std::shared_ptr<CredentialsProvider> file_credentials(const FileCredentialsOptions& options, CredentialsSeams seams) {
  seams = detail::complete(std::move(seams));
  return detail::keep(detail::file_source(options, seams.log), seams);
}

std::shared_ptr<CredentialsProvider> role_credentials(RoleCredentialsOptions options, CredentialsSeams seams) {
  seams = detail::complete(std::move(seams));
  return detail::keep(detail::role_source(std::move(options), seams), seams);
}

std::shared_ptr<CredentialsProvider> oidc_credentials(OidcCredentialsOptions options, CredentialsSeams seams) {
  seams = detail::complete(std::move(seams));
  return detail::keep(detail::oidc_source(std::move(options), seams), seams);
}

std::shared_ptr<CredentialsProvider> default_credentials(DefaultCredentialsOptions options, CredentialsSeams seams) {
  seams = detail::complete(std::move(seams));
  std::vector<std::unique_ptr<detail::CredentialsSource>> sources;
  sources.push_back(detail::environment_source());
  sources.push_back(detail::file_source(options.file, seams.log));
  if (options.ask_network) {
    sources.push_back(detail::role_source(std::move(options.role), seams));
    sources.push_back(detail::oidc_source(std::move(options.oidc), seams));
  }
  return detail::keep(detail::first_source(std::move(sources)), seams);
}

}  // namespace v1
}  // namespace tccc
