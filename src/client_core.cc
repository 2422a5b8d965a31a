// SPDX-License-Identifier: Apache-2.0
// One call from typed request to typed response.
#include "client_core.h"

#include <unistd.h>

#include <algorithm>
#include <string>
#include <utility>

#include "codec/decode.h"
#include "codec/encode.h"
#include "codec/redact.h"
#include "codec/text_check.h"
#include "codec/validate.h"
#include "engine/classify.h"

namespace tccc {
inline namespace v1 {
namespace {

constexpr std::size_t kLargestBody = 10'000'000;  // facts/limits.md §1: POST with TC3 takes 10 MB

Error::Details unsent(ErrorCode code, std::string field, std::string message) {
  Error::Details details;
  details.code = code;
  details.outcome = Outcome::not_sent;
  details.field = std::move(field);
  details.message = std::move(message);
  return details;
}

std::optional<Error::Details> check_options(const RequestOptions& options) {
  const std::pair<const char*, const std::optional<std::chrono::milliseconds>*> timeouts[] = {
      {"connect_timeout", &options.connect_timeout},
      {"attempt_timeout", &options.attempt_timeout},
      {"total_timeout", &options.total_timeout}};
  for (const auto& [name, timeout] : timeouts) {
    if (*timeout && **timeout <= std::chrono::milliseconds::zero()) {
      return unsent(ErrorCode::invalid_argument, name, std::string(name) + " is not positive");
    }
  }
  const std::pair<const char*, const std::optional<std::string>*> texts[] = {{"region", &options.region},
                                                                             {"language", &options.language}};
  for (const auto& [name, text] : texts) {
    if (*text && !detail::is_header_safe(**text)) {
      return unsent(ErrorCode::invalid_argument, name, std::string(name) + " holds a byte that would break a header");
    }
  }
  return {};
}

}  // namespace

class Client::Core::Workspace {
 public:
  explicit Workspace(const Core& core) : core_(core) {
    {
      const std::lock_guard<std::mutex> lock(core.mutex_);
      if (!core.idle_.empty()) {
        request_ = std::move(core.idle_.back());
        core.idle_.pop_back();
      }
    }
    if (!request_) request_ = std::make_unique<detail::SignedRequest>();
    request_->body().clear();
  }
  ~Workspace() {
    const std::lock_guard<std::mutex> lock(core_.mutex_);
    core_.idle_.push_back(std::move(request_));
  }
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  detail::SignedRequest& operator*() const noexcept { return *request_; }

 private:
  const Core& core_;
  std::unique_ptr<detail::SignedRequest> request_;
};

Client::Core::Core(std::shared_ptr<CredentialsProvider> credentials, ClientOptions options, detail::Endpoint endpoint)
    : credentials_(std::move(credentials)),
      options_(std::move(options)),
      endpoint_(std::move(endpoint)),
      process_(::getpid()) {}

std::optional<Error> Client::Core::send(const detail::Action& action, const void* request, void* response,
                                        const RequestOptions& options) const {
  const auto fail = [&](Error::Details details) {
    details.action = action.name;
    return Error(std::move(details));
  };
  if (::getpid() != process_) {
    return fail(
        unsent(ErrorCode::used_after_fork, {}, "the client was made before fork(); make a new one in the child"));
  }
  if (auto fault = check_options(options)) return fail(std::move(*fault));
  if (auto violation = detail::validate(*action.request, request)) {
    std::string message = violation->field + " " + violation->message;
    return fail(unsent(ErrorCode::invalid_argument, std::move(violation->field), std::move(message)));
  }
  const Workspace workspace(*this);
  detail::encode(*action.request, request, (*workspace).body());
  if ((*workspace).body().size() > kLargestBody) {
    return fail(unsent(ErrorCode::invalid_argument, {}, "the request is longer than the 10 MB that the service takes"));
  }
  return attempt(action, request, response, options, *workspace);
}

std::optional<Error> Client::Core::attempt(const detail::Action& action, const void* request, void* response,
                                           const RequestOptions& options, detail::SignedRequest& workspace) const {
  const Result<Credentials> credentials = credentials_->credentials();
  if (!credentials) {
    Error::Details details =
        unsent(credentials.error().code(), credentials.error().field(), credentials.error().message());
    details.action = action.name;
    return Error(std::move(details));
  }
  const auto sent_at = options_.clock->now();
  const detail::RequestHead head{action.name, options.region ? *options.region : options_.region,
                                 options.language ? *options.language : options_.language};
  if (auto error = workspace.prepare(endpoint_, head, *credentials, sent_at)) {
    Error::Details details = unsent(error->code(), error->field(), error->message());
    details.action = action.name;
    return Error(std::move(details));
  }
  HttpRequest& http = workspace.request();
  http.timeout = (std::min)(options.attempt_timeout.value_or(options_.timeouts.attempt),
                            options.total_timeout.value_or(options_.timeouts.total));
  http.connect_timeout = (std::min)(options.connect_timeout.value_or(options_.timeouts.connect), http.timeout);

  const HttpExchange exchange = options_.transport->send(http);
  detail::EnvelopeHead envelope;
  std::optional<detail::Failure> failure = detail::classify_exchange(exchange);
  if (!failure) {
    detail::AnswerFacts facts;
    const auto fault = detail::decode_answer(*action.response, exchange.body, envelope, response);
    if (fault) {
      facts.fault = detail::explain(fault->kind);
      facts.field = fault->field;
      // A member of another type leaves the rest readable; anything else makes the whole answer doubtful.
      facts.is_readable = fault->kind == detail::DecodeFault::Kind::wrong_type && envelope.has_response;
    } else if (!envelope.has_response) {
      facts.is_readable = false;
      facts.fault = "has no Response";
    }
    std::optional<detail::Violation> violation;
    if (!fault && envelope.has_response && !envelope.has_error)
      violation = detail::validate(*action.response, response);
    if (violation) {
      facts.field = violation->field;
      facts.fault = violation->message;
    }
    facts.has_error = envelope.has_error;
    facts.service_code = envelope.code;
    facts.service_message = envelope.message;
    failure = detail::classify_answer(facts);
  }
  if (!failure) return {};

  Error::Details details;
  details.code = failure->code;
  details.outcome = failure->outcome;
  details.message = std::move(failure->message);
  details.service_code = std::move(failure->service_code);
  details.field = std::move(failure->field);
  details.request_id = std::move(envelope.request_id);
  details.action = action.name;
  details.http_status = exchange.status;
  details.attempts = 1;
  if (details.outcome != Outcome::not_sent) details.first_sent_at = sent_at;
  detail::hide_request_values(*action.request, request, details.message);
  return Error(std::move(details));
}

}  // namespace v1
}  // namespace tccc
