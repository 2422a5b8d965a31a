// SPDX-License-Identifier: Apache-2.0
// The first source that is set up on this machine.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "auth/cached_credentials.h"
#include "auth/credentials_source.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

// The first of the sources that is not absent; that one only, once it has given credentials.
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

}  // namespace
}  // namespace detail

std::shared_ptr<CredentialsProvider> default_credentials(DefaultCredentialsOptions options, CredentialsSeams seams) {
  seams = detail::complete(std::move(seams));
  std::vector<std::unique_ptr<detail::CredentialsSource>> sources;
  sources.push_back(detail::environment_source());
  sources.push_back(detail::file_source(options.file, seams.log));
  if (options.ask_network) {
    sources.push_back(detail::role_source(std::move(options.role), seams));
    sources.push_back(detail::oidc_source(std::move(options.oidc), seams));
  }
  return detail::keep(std::make_unique<detail::FirstSource>(std::move(sources)), seams);
}

}  // namespace v1
}  // namespace tccc
