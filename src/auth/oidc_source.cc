// SPDX-License-Identifier: Apache-2.0
// Keys in exchange for the identity of a Kubernetes pod.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/cached_credentials.h"
#include "auth/credentials_source.h"
#include "auth/environment.h"
#include "auth/small_file.h"
#include "auth/source_http.h"
#include "codec/decode.h"
#include "codec/describe.h"
#include "codec/json_writer.h"
#include "codec/text_check.h"
#include "codec/text_ends.h"
#include "error/printable_text.h"
#include "wire/endpoint.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kAction = "AssumeRoleWithWebIdentity";
constexpr std::string_view kVersion = "2018-08-13";
constexpr std::chrono::hours kLongestDuration{12};

// Source: facts/credentials.md, TKE OIDC.
struct IssuedKeys {
  std::string secret_id = {};
  Secret secret_key = {};
  Secret token = {};
};

struct OidcAnswer {
  IssuedKeys keys = {};
  std::int64_t expired_time = 0;
  std::string request_id = {};
};

}  // namespace

template <>
struct Describe<IssuedKeys> {
  static constexpr std::array fields{field<&IssuedKeys::secret_id>("TmpSecretId"),
                                     field<&IssuedKeys::secret_key>("TmpSecretKey"),
                                     field<&IssuedKeys::token>("Token")};
  static constexpr StructInfo info = describe<IssuedKeys>("Credentials", fields);
};

template <>
struct Describe<OidcAnswer> {
  static constexpr std::array fields{field<&OidcAnswer::keys>("Credentials"),
                                     field<&OidcAnswer::expired_time>("ExpiredTime"),
                                     field<&OidcAnswer::request_id>("RequestId")};
  static constexpr StructInfo info = describe<OidcAnswer>("AssumeRoleWithWebIdentityResponse", fields);
};

namespace {

struct Setting {
  const char* variable;
  std::string OidcCredentialsOptions::*member;
};

constexpr std::array<Setting, 4> kSettings{{{"TKE_REGION", &OidcCredentialsOptions::region},
                                            {"TKE_PROVIDER_ID", &OidcCredentialsOptions::provider_id},
                                            {"TKE_WEB_IDENTITY_TOKEN_FILE", &OidcCredentialsOptions::token_file},
                                            {"TKE_ROLE_ARN", &OidcCredentialsOptions::role_arn}}};

Result<Endpoint> find_endpoint(const OidcCredentialsOptions& options) {
  ClientOptions where;
  where.endpoint = options.endpoint;
  return parse_endpoint(where);
}

CurlTransportOptions transport_options(const OidcCredentialsOptions& options) {
  CurlTransportOptions made;
  made.tls = options.tls;
  made.proxy = options.proxy;
  made.max_response_bytes = kLongestAnswer;
  made.idle_connection_limit = std::chrono::seconds::zero();
  const Result<Endpoint> endpoint = find_endpoint(options);
  made.ignore_environment_proxy = endpoint && endpoint->is_loopback;
  return made;
}

OidcCredentialsOptions with_environment(OidcCredentialsOptions options) {
  for (const Setting& setting : kSettings) {
    std::string& value = options.*setting.member;
    if (value.empty()) value = read_variable(setting.variable);
  }
  return options;
}

class OidcSource final : public CredentialsSource {
 public:
  OidcSource(OidcCredentialsOptions options, CredentialsSeams seams)
      : options_(with_environment(std::move(options))),
        clock_(std::move(seams.clock)),
        transport_(seams.transport, transport_options(options_)) {}

  SourceAnswer fetch() override {
    if (auto fault = check_options()) return *std::move(fault);
    const Result<Endpoint> endpoint = find_endpoint(options_);
    if (!endpoint) return credentials_unavailable("of the security token service, " + endpoint.error().message());

    const SmallFile file = read_small_file(options_.token_file);
    const std::string place = "identity token file " + printable_text(options_.token_file, kLongestShownPath) + " ";
    if (file.status != SmallFile::Status::read) return credentials_unavailable(place + file.fault);
    const std::string_view token = trimmed(file.text.reveal(), kTextBlanks);
    if (token.empty()) return credentials_unavailable(place + "is empty");
    if (!is_header_safe(token)) return credentials_unavailable(place + "holds bytes that no token has");
    return ask(*endpoint, token);
  }

 private:
  std::optional<SourceAnswer> check_options() const {
    std::vector<std::string_view> missing;
    std::vector<std::string_view> malformed;
    for (const Setting& setting : kSettings) {
      const std::string& value = options_.*setting.member;
      if (value.empty()) missing.emplace_back(setting.variable);
      if (setting.member != &OidcCredentialsOptions::token_file && !is_header_safe(value)) {
        malformed.emplace_back(setting.variable);
      }
    }
    if (!malformed.empty()) return credentials_unavailable("malformed: " + enumerate(malformed) + "; set it again");
    if (missing.size() == kSettings.size()) {
      return SourceAbsent{"no pod identity is set: " + enumerate(missing),
                          "run in a cluster that gives pods an identity, or set them"};
    }
    if (!missing.empty()) {
      return credentials_unavailable("the pod identity is incomplete; missing or empty: " + enumerate(missing));
    }
    if (options_.duration < std::chrono::seconds(1) || options_.duration > kLongestDuration) {
      return credentials_unavailable("the duration of an assumed role is not from 1 s to 12 h");
    }
    if (options_.timeout <= std::chrono::milliseconds::zero()) {
      return credentials_unavailable("the timeout for the security token service is not positive");
    }
    if (!is_header_safe(options_.session_name)) {
      return credentials_unavailable("the session name of an assumed role holds bytes that no name has");
    }
    return {};
  }

  std::string write_body(std::string_view token) const {
    const auto since_epoch = clock_->now().time_since_epoch();
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count();
    const std::string session =
        options_.session_name.empty() ? "tccc-" + std::to_string(microseconds) : options_.session_name;
    std::string body;
    body.reserve(token.size() + options_.provider_id.size() + options_.role_arn.size() + session.size() + 256);
    JsonWriter json(body);
    json.raw('{');
    json.key("ProviderId");
    json.text(options_.provider_id);
    json.raw(',');
    json.key("WebIdentityToken");
    json.text(token);
    json.raw(',');
    json.key("RoleArn");
    json.text(options_.role_arn);
    json.raw(',');
    json.key("RoleSessionName");
    json.text(session);
    json.raw(',');
    json.key("DurationSeconds");
    json.integer(options_.duration.count());
    json.raw('}');
    return body;
  }

  SourceAnswer ask(const Endpoint& endpoint, std::string_view token) {
    std::string body = write_body(token);
    const auto since_epoch = std::chrono::duration_cast<std::chrono::seconds>(clock_->now().time_since_epoch());
    const std::string timestamp = std::to_string(since_epoch.count());
    HttpRequest request;
    request.url = endpoint.url;
    request.headers = {{"Host", endpoint.host},       {"Content-Type", "application/json"},
                       {"Authorization", "SKIP"},  // the token in the body stands for a signature
                       {"X-TC-Action", kAction},      {"X-TC-Version", kVersion},
                       {"X-TC-Timestamp", timestamp}, {"X-TC-Region", options_.region}};
    request.body = body;
    request.connect_timeout = options_.timeout;
    request.timeout = options_.timeout;
    HttpExchange exchange = transport_.send(request);
    wipe(body);
    SourceAnswer answer = read(exchange);
    wipe(exchange.body);
    return answer;
  }

  SourceAnswer read(const HttpExchange& exchange) const {
    const std::string subject = "the security token service ";
    if (exchange.code != ErrorCode::ok) {
      return credentials_unavailable(subject + "gave no answer: " + describe_fault(exchange));
    }
    if (exchange.status != kHttpOk) {
      return credentials_unavailable(subject + "answered with HTTP status " + std::to_string(exchange.status));
    }
    EnvelopeHead head;
    OidcAnswer answer;
    const auto fault = decode_answer(Describe<OidcAnswer>::info, exchange.body, head, &answer);
    if (head.has_error) {
      // Not its message, which may quote the token.
      return credentials_unavailable(subject + "refused " + std::string(kAction) + " with " +
                                     printable_text(head.code, kLongestName) + " (request " +
                                     printable_text(head.request_id, kLongestName) +
                                     "); check that TKE_ROLE_ARN trusts TKE_PROVIDER_ID and this pod");
    }
    if (fault || !head.has_response) {
      const std::string why = fault ? std::string(explain(fault->kind)) : "has no Response";
      return credentials_unavailable(subject + "gave an answer that " + why);
    }
    const auto expires_at = expiry_by_local_clock(answer.expired_time, exchange.date, clock_->now());
    if (!expires_at) return credentials_unavailable(subject + "gave keys without an end that is a time");
    return FoundCredentials{{answer.keys.secret_id, answer.keys.secret_key, answer.keys.token}, expires_at, {}};
  }

  const OidcCredentialsOptions options_;
  const std::shared_ptr<const Clock> clock_;
  SourceTransport transport_;
};

}  // namespace

std::unique_ptr<CredentialsSource> oidc_source(OidcCredentialsOptions options, CredentialsSeams seams) {
  return std::make_unique<OidcSource>(std::move(options), std::move(seams));
}

}  // namespace detail

std::shared_ptr<CredentialsProvider> oidc_credentials(OidcCredentialsOptions options, CredentialsSeams seams) {
  seams = detail::complete(std::move(seams));
  return detail::keep(detail::oidc_source(std::move(options), seams), seams);
}

}  // namespace v1
}  // namespace tccc
