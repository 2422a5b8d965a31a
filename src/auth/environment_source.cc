// SPDX-License-Identifier: Apache-2.0
// Keys in the environment of the process.
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/cached_credentials.h"
#include "auth/credentials_source.h"
#include "auth/environment.h"
#include "codec/text_check.h"
#include "error/invalid_argument.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr const char* kIdVariable = "TENCENTCLOUD_SECRET_ID";
constexpr const char* kKeyVariable = "TENCENTCLOUD_SECRET_KEY";
// The command line client reads the first, the Node.js client the second.
constexpr const char* kTokenVariable = "TENCENTCLOUD_TOKEN";
constexpr const char* kSessionTokenVariable = "TENCENTCLOUD_SESSION_TOKEN";

class EnvironmentSource final : public CredentialsSource {
 public:
  // Read here, once: reading later would race with whoever changes the environment.
  EnvironmentSource() : answer_(read()) {}
  SourceAnswer fetch() override { return answer_; }

 private:
  static SourceAnswer read() {
    const std::string id = read_variable(kIdVariable);
    const std::string key = read_variable(kKeyVariable);
    const std::string token = read_variable(kTokenVariable);
    const std::string session_token = read_variable(kSessionTokenVariable);

    std::vector<std::string_view> missing;
    if (id.empty()) missing.emplace_back(kIdVariable);
    if (key.empty()) missing.emplace_back(kKeyVariable);
    const std::string remedy =
        std::string("set ") + kIdVariable + " and " + kKeyVariable + " to an API key of your Tencent Cloud account";
    if (!missing.empty()) {
      std::string why = "missing or empty in the environment: " + enumerate(missing);
      if (missing.size() == 2) return SourceAbsent{std::move(why), remedy};
      return credentials_unavailable(std::move(why) + "; " + remedy);
    }

    struct Variable {
      const char* name;
      const char* field;
      std::string_view text;
    };
    const std::array<Variable, 4> variables{{{kIdVariable, "secret_id", id},
                                             {kKeyVariable, "secret_key", key},
                                             {kTokenVariable, "token", token},
                                             {kSessionTokenVariable, "token", session_token}}};
    std::string field;
    std::vector<std::string_view> malformed;
    for (const Variable& variable : variables) {
      if (is_header_safe(variable.text) && variable.text.find(' ') == std::string_view::npos) continue;
      if (malformed.empty()) field = variable.field;
      malformed.emplace_back(variable.name);
    }
    if (!malformed.empty()) {
      return invalid_argument(std::move(field),
                              "is malformed in the environment: " + enumerate(malformed) +
                                  "; set it again without spaces, line breaks or other bytes that no key has");
    }
    if (!token.empty() && !session_token.empty() && token != session_token) {
      return credentials_unavailable(std::string(kTokenVariable) + " and " + kSessionTokenVariable +
                                     " differ; keep the one that belongs to the key");
    }
    return FoundCredentials{{id, Secret(key), Secret(token.empty() ? session_token : token)}, {}, {}};
  }

  const SourceAnswer answer_;
};

}  // namespace

std::unique_ptr<CredentialsSource> environment_source() {
  return std::make_unique<EnvironmentSource>();
}

}  // namespace detail

std::shared_ptr<CredentialsProvider> environment_credentials() {
  return detail::keep(detail::environment_source(), detail::complete({}));
}

}  // namespace v1
}  // namespace tccc
