// SPDX-License-Identifier: Apache-2.0
// Credentials that stay the same for the life of a client: given by the caller, or read from the environment.
#include "tccc/credentials.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

namespace tccc {
inline namespace v1 {
namespace {

constexpr const char* kIdVariable = "TENCENTCLOUD_SECRET_ID";
constexpr const char* kKeyVariable = "TENCENTCLOUD_SECRET_KEY";
constexpr const char* kTokenVariable = "TENCENTCLOUD_TOKEN";

class FixedCredentials final : public CredentialsProvider {
 public:
  explicit FixedCredentials(Result<Credentials> outcome) : outcome_(std::move(outcome)) {}
  Result<Credentials> credentials() override { return outcome_; }

 private:
  const Result<Credentials> outcome_;
};

std::string_view read_variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

/// Whether a value was pasted badly. A line break would end the header that carries the value, and spaces around it
/// make the service answer that the key does not exist.
bool is_malformed(std::string_view value) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  return !value.empty() &&
         (value.front() == ' ' || value.back() == ' ' || std::any_of(value.begin(), value.end(), is_control));
}

std::string enumerate(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) {
    if (!text.empty()) text += " and ";
    text += name;
  }
  return text;
}

Error unavailable(std::string message) {
  Error::Details details;
  details.code = ErrorCode::credentials_unavailable;
  details.outcome = Outcome::not_sent;
  details.message = std::move(message);
  return Error(std::move(details));
}

Result<Credentials> read_environment() {
  const std::string_view id = read_variable(kIdVariable);
  const std::string_view key = read_variable(kKeyVariable);
  const std::string_view token = read_variable(kTokenVariable);

  std::vector<std::string_view> missing;
  if (id.empty()) missing.push_back(kIdVariable);
  if (key.empty()) missing.push_back(kKeyVariable);
  if (!missing.empty()) {
    return unavailable("missing or empty in the environment: " + enumerate(missing) + "; set " + kIdVariable + " and " +
                       kKeyVariable + " to an API key of your Tencent Cloud account");
  }

  std::vector<std::string_view> malformed;
  if (is_malformed(id)) malformed.push_back(kIdVariable);
  if (is_malformed(key)) malformed.push_back(kKeyVariable);
  if (is_malformed(token)) malformed.push_back(kTokenVariable);
  if (!malformed.empty()) {
    return unavailable("malformed in the environment: " + enumerate(malformed) +
                       "; set it again without spaces around it, line breaks or other control characters");
  }
  return Credentials{std::string(id), Secret(key), Secret(token)};
}

}  // namespace

CredentialsProvider::~CredentialsProvider() = default;

std::shared_ptr<CredentialsProvider> static_credentials(Credentials credentials) {
  return std::make_shared<FixedCredentials>(std::move(credentials));
}

std::shared_ptr<CredentialsProvider> environment_credentials() {
  return std::make_shared<FixedCredentials>(read_environment());
}

}  // namespace v1
}  // namespace tccc
