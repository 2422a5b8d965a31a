// SPDX-License-Identifier: Apache-2.0
// Keys of the role that is bound to a virtual machine.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "auth/cached_credentials.h"
#include "auth/credentials_source.h"
#include "auth/source_http.h"
#include "codec/decode.h"
#include "codec/describe.h"
#include "error/printable_text.h"
#include "wire/endpoint.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kPath = "latest/meta-data/cam/security-credentials/";
constexpr int kNotFound = 404;
constexpr int kServerFault = 500;
constexpr std::size_t kLongestRole = 128;

// Source: facts/credentials.md, CVM role.
struct RoleAnswer {
  std::string code = {};
  std::string secret_id = {};
  Secret secret_key = {};
  Secret token = {};
  std::int64_t expired_time = 0;
};

}  // namespace

template <>
struct Describe<RoleAnswer> {
  static constexpr std::array fields{field<&RoleAnswer::code>("Code"), field<&RoleAnswer::secret_id>("TmpSecretId"),
                                     field<&RoleAnswer::secret_key>("TmpSecretKey"), field<&RoleAnswer::token>("Token"),
                                     field<&RoleAnswer::expired_time>("ExpiredTime")};
  static constexpr StructInfo info = describe<RoleAnswer>("RoleCredentials", fields);
};

namespace {

bool is_role_name(std::string_view name) {
  constexpr std::string_view kSigns = "+=,.@_-";
  return !name.empty() && name.size() <= kLongestRole && name.find_first_not_of('.') != std::string_view::npos &&
         std::all_of(name.begin(), name.end(), [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  kSigns.find(c) != std::string_view::npos;
         });
}

std::string_view without_line_end(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

SourceAbsent absent(std::string why) {
  return {std::move(why), "bind a role to this virtual machine, or give keys in another way"};
}

CurlTransportOptions transport_options() {
  CurlTransportOptions options;
  options.max_response_bytes = kLongestAnswer;
  options.idle_connection_limit = std::chrono::seconds::zero();
  options.ignore_environment_proxy = true;  // a proxy would be asked for its own role
  return options;
}

class RoleSource final : public CredentialsSource {
 public:
  RoleSource(RoleCredentialsOptions options, CredentialsSeams seams)
      : options_(std::move(options)),
        clock_(std::move(seams.clock)),
        transport_(seams.transport, transport_options()) {}

  SourceAnswer fetch() override {
    ClientOptions where;
    where.endpoint = options_.endpoint;
    where.allow_plain_http = true;  // the metadata service has no other; the name leads to an address of the host
    const Result<Endpoint> endpoint = parse_endpoint(where);
    if (!endpoint) return credentials_unavailable("of the metadata service, " + endpoint.error().message());
    if (options_.timeout <= std::chrono::milliseconds::zero()) {
      return credentials_unavailable("the timeout for the metadata service is not positive");
    }
    const std::string list = endpoint->url + std::string(kPath);
    if (!options_.role.empty()) return fetch_named(list);

    const HttpExchange exchange = get(list);
    if (auto fault = explain_first(exchange)) return *std::move(fault);
    const std::string_view role = without_line_end(exchange.body);
    if (!is_role_name(role)) {
      return absent(
          "what answers as the metadata service does not name a role, so it is not that of a virtual machine");
    }
    HttpExchange keys = get(list + std::string(role));
    if (keys.code != ErrorCode::ok) {
      return credentials_unavailable("the metadata service named a role, but could then not be read: " +
                                     describe_fault(keys));
    }
    return read(keys, role);
  }

 private:
  SourceAnswer fetch_named(const std::string& list) {
    if (!is_role_name(options_.role)) return credentials_unavailable("the name of the role is none");
    HttpExchange keys = get(list + options_.role);
    if (keys.code == ErrorCode::ok) return read(keys, options_.role);
    return *explain_first(keys);
  }

  HttpExchange get(const std::string& url) {
    HttpRequest request;
    request.method = HttpMethod::get;
    request.url = url;
    request.headers = {{"Accept", "*/*"}};
    request.connect_timeout = options_.timeout;
    request.timeout = options_.timeout;
    return transport_.send(request);
  }

  // What the first request says of where this runs.
  static std::optional<SourceAnswer> explain_first(const HttpExchange& exchange) {
    const std::string fault = "the metadata service of a virtual machine could not be read: ";
    switch (exchange.code) {
      case ErrorCode::ok:
        break;
      case ErrorCode::invalid_argument:
      case ErrorCode::resources_exhausted:
        return credentials_unavailable(fault + describe_fault(exchange));
      default:
        return absent(fault + describe_fault(exchange));
    }
    if (exchange.status == kHttpOk) return {};
    if (exchange.status == kNotFound) return absent("no role is bound to this virtual machine");
    const std::string status = fault + "HTTP status " + std::to_string(exchange.status);
    if (exchange.status >= kServerFault) return credentials_unavailable(status);
    return absent(status);
  }

  SourceAnswer read(HttpExchange& exchange, std::string_view role) const {
    const std::string subject = "the metadata service, asked for role " + std::string(role) + ", ";
    if (exchange.status == kNotFound) {
      return credentials_unavailable(subject + "says that it is not bound to this virtual machine; bind it");
    }
    if (exchange.status != kHttpOk) {
      return credentials_unavailable(subject + "answered with HTTP status " + std::to_string(exchange.status));
    }
    RoleAnswer answer;
    const auto fault = decode(Describe<RoleAnswer>::info, exchange.body, UnknownMembers::ignored, &answer);
    wipe(exchange.body);
    if (fault) {
      return credentials_unavailable(subject + "gave an answer that " + std::string(explain(fault->kind)) +
                                     (fault->field.empty() ? "" : " at " + fault->field));
    }
    if (answer.code != "Success") {
      return credentials_unavailable(subject + "refused with the code \"" + printable_text(answer.code, kLongestName) +
                                     "\"; check the role in the console");
    }
    const auto expires_at = expiry_by_local_clock(answer.expired_time, exchange.date, clock_->now());
    if (!expires_at) return credentials_unavailable(subject + "gave keys without an end that is a time");
    return FoundCredentials{
        {std::move(answer.secret_id), std::move(answer.secret_key), std::move(answer.token)}, expires_at, {}};
  }

  const RoleCredentialsOptions options_;
  const std::shared_ptr<const Clock> clock_;
  SourceTransport transport_;
};

}  // namespace

std::unique_ptr<CredentialsSource> role_source(RoleCredentialsOptions options, CredentialsSeams seams) {
  return std::make_unique<RoleSource>(std::move(options), std::move(seams));
}

}  // namespace detail

std::shared_ptr<CredentialsProvider> role_credentials(RoleCredentialsOptions options, CredentialsSeams seams) {
  seams = detail::complete(std::move(seams));
  return detail::keep(detail::role_source(std::move(options), seams), seams);
}

}  // namespace v1
}  // namespace tccc
