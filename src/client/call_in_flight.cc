// SPDX-License-Identifier: Apache-2.0
// One call: everything about it but waiting and the network.
#include "client/call_in_flight.h"

#include <algorithm>
#include <random>
#include <utility>

#include "codec/decode.h"
#include "codec/encode.h"
#include "codec/extra_json.h"
#include "codec/redact.h"
#include "codec/text_check.h"
#include "codec/validate.h"
#include "error/error_table.h"
#include "error/printable_text.h"
#include "retry/policy_check.h"
#include "tccc/phone_number.h"
#include "wire/http_date.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::size_t kLargestBody = 10'000'000;   // facts/limits.md §1: POST with TC3 takes 10 MB
constexpr std::size_t kLargestUsualBody = 65'536;  // of which room is made before it is known to be needed

// Longer total timeouts are cut to this, far from where the clocks would overflow.
constexpr std::chrono::milliseconds kLongestCall = std::chrono::hours(24 * 7);

// A number from 0 up to but not including 1. Spreads repetitions; nothing secret depends on it.
double random_fraction() {
  thread_local std::minstd_rand generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(generator);
}

Failure not_sent(ErrorCode code, std::string field, std::string message) {
  return {code, Outcome::not_sent, std::move(message), {}, std::move(field)};
}

std::optional<Failure> check_options(const RequestOptions& options) {
  const std::pair<const char*, const std::optional<std::chrono::milliseconds>*> timeouts[] = {
      {"connect_timeout", &options.connect_timeout},
      {"attempt_timeout", &options.attempt_timeout},
      {"total_timeout", &options.total_timeout}};
  for (const auto& [name, timeout] : timeouts) {
    if (*timeout && **timeout <= std::chrono::milliseconds::zero()) {
      return not_sent(ErrorCode::invalid_argument, name, std::string(name) + " is not positive");
    }
  }
  if (options.retry) {
    if (const PolicyFault fault = check_policy(*options.retry); !fault.member.empty()) {
      return not_sent(ErrorCode::invalid_argument, std::string(fault.member),
                      std::string(fault.member) + " " + std::string(fault.why));
    }
  }
  const std::pair<const char*, const std::optional<std::string>*> texts[] = {{"region", &options.region},
                                                                             {"language", &options.language}};
  for (const auto& [name, text] : texts) {
    if (*text && !is_header_safe(**text)) {
      return not_sent(ErrorCode::invalid_argument, name, std::string(name) + " holds a byte that would break a header");
    }
  }
  return {};
}

// A gateway may quote the headers it did not like, as a service may quote parameters.
void hide_header_secrets(const HttpRequest& http, std::string& text) {
  constexpr std::string_view kSignature = "Signature=";
  for (const HttpHeader& header : http.headers) {
    if (header.name == "X-TC-Token") hide_secret(header.value, text);
    if (header.name != "Authorization") continue;
    const std::size_t at = header.value.rfind(kSignature);
    if (at != std::string_view::npos) hide_secret(header.value.substr(at + kSignature.size()), text);
  }
}

// What an id of the service looks like: 8-4-4-4-12 hexadecimal digits.
bool is_uuid(std::string_view text) {
  constexpr std::string_view kPattern = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::equal(text.begin(), text.end(), kPattern.begin(), kPattern.end(), [](char c, char expected) {
    const bool is_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    return expected == '-' ? c == '-' : is_digit;
  });
}

// Whether a member of the answer that could not be read for its type belongs to the result.
bool is_of_result(std::string_view field) {
  constexpr std::string_view kError = "Error";
  const bool is_error =
      field.substr(0, kError.size()) == kError && (field.size() == kError.size() || field[kError.size()] == '.');
  return field != "RequestId" && !is_error;
}

// Whether an answer holds anything of its own.
bool has_result(const StructInfo& info, const void* response) {
  return std::any_of(info.begin(), info.end(), [response](const Field& field) {
    const void* value = field.name == "RequestId" ? nullptr : field.find(response);
    if (value == nullptr || field.list != nullptr) return value != nullptr;
    if (field.kind == Kind::extra) return !extra_json_members(*static_cast<const std::string*>(value)).empty();
    return field.kind != Kind::text || !static_cast<const std::string*>(value)->empty();
  });
}

// The number a request is about, masked.
std::string masked_callee(const StructInfo& info, const void* request) {
  for (const Field& field : info) {
    if (field.is_phone && field.list == nullptr && field.kind == Kind::text) {
      const void* value = field.find(request);
      return value == nullptr ? std::string() : masked_phone(*static_cast<const std::string*>(value));
    }
  }
  return {};
}

// The id of the call that was placed.
std::string_view session_id_of(const StructInfo& info, const void* response) {
  for (const Field& field : info) {
    if (field.name != "SessionId" || field.list != nullptr || field.kind != Kind::text) continue;
    const void* value = field.find(response);
    return value == nullptr ? std::string_view() : *static_cast<const std::string*>(value);
  }
  return {};
}

}  // namespace

CallInFlight::CallInFlight(const ClientCore& core, const Action& action, const void* request,
                           std::shared_ptr<void> response, RequestOptions options)
    : core_(core), action_(action), request_(request), response_(std::move(response)), options_(std::move(options)) {
  begin();
}

CallInFlight::~CallInFlight() {
  leave_limiter();
  if (!trace_) return;
  const bool may_have_left = trace_->is_in_attempt() || first_sent_at_;
  trace_end(Failure{ErrorCode::transport_failed, may_have_left ? Outcome::unknown : Outcome::not_sent, {}});
}

void CallInFlight::begin() {
  if (!core_.is_same_process()) {
    return refuse(
        not_sent(ErrorCode::used_after_fork, {}, "the client was made before fork(); make a new one in the child"));
  }
  if (core_.options().telemetry) trace_ = TracedCall::start(core_, action_);  // not before: it may take a lock as well
  if (auto fault = check_options(options_)) return refuse(std::move(*fault));
  if (auto violation = validate(*action_.request, request_)) {
    std::string message = violation->field + " " + violation->message;
    return refuse(not_sent(ErrorCode::invalid_argument, std::move(violation->field), std::move(message)));
  }
  workspace_.emplace(core_);  // not before: in a forked child its lock may be held for ever
  std::string& body = (*workspace_)->body();
  const std::size_t usual_size = (std::min)(core_.usual_body_size(), kLargestUsualBody);
  if (body.capacity() < usual_size) body.reserve(usual_size);
  encode(*action_.request, request_, body);
  core_.note_body_size(body.size());
  if (body.size() > kLargestBody) {
    return refuse(
        not_sent(ErrorCode::invalid_argument, {}, "the request is longer than the 10 MB that the service takes"));
  }
  if (core_.options().log) callee_ = masked_callee(*action_.request, request_);
  CallSettings settings;
  settings.is_idempotent = action_.is_idempotent;
  settings.policy = options_.retry.value_or(core_.options().retry);
  settings.deadline = core_.options().clock->steady_now() +
                      (std::min)(options_.total_timeout.value_or(core_.options().timeouts.total), kLongestCall);
  engine_.emplace(settings, core_.retry_budget(), &random_fraction);
}

void CallInFlight::refuse(Failure failure) {
  engine_.reset();
  refusal_ = std::move(failure);
}

Call::Want CallInFlight::next() {
  if (!engine_) return Call::Want::finish;
  while (engine_->want() != Call::Want::finish) {
    if (options_.cancellation.is_cancelled()) {
      cancel();
    } else if (engine_->want() == Call::Want::permit) {
      ask_permit();
    } else {
      break;
    }
  }
  return engine_->want();
}

// What it holds is in the body, in the words of the service. Null when it cannot be had.
const void* CallInFlight::readable_request() {
  if (request_ != nullptr) return request_;
  std::shared_ptr<void> read = action_.make_request();
  if (decode(*action_.request, (*workspace_)->body(), UnknownMembers::kept, read.get())) return nullptr;
  request_read_again_ = std::move(read);
  request_ = request_read_again_.get();
  return request_;
}

void CallInFlight::hide_values(std::string& text) {
  if (text.empty()) return;
  if (const void* request = readable_request()) {
    hide_request_values(*action_.request, request, text);
  } else {
    text = "***";
  }
}

// Nothing of a request stands in a UUID but another one, and that would stand in the body as it is.
void CallInFlight::hide_values_in_id(std::string& id) {
  const bool is_own = is_uuid(id) && (*workspace_)->body().find(id) == std::string::npos;
  if (!is_own) hide_values(id);
}

// The family of a code tells what is to be done about it, so nothing of a request is looked for there.
void CallInFlight::hide_values_in_service_code(std::string& code) {
  const bool is_known = find_family(code) != ErrorCode::undocumented_service_error;
  const std::size_t kept = is_known ? family_name(code).size() : 0;
  std::string rest = code.substr(kept);
  hide_values(rest);
  code.replace(kept, std::string::npos, rest);
}

void CallInFlight::leave_limiter() {
  if (ticket_) core_.options().rate_limiter->leave(action_.name, *ticket_);
  ticket_.reset();
}

void CallInFlight::ask_permit() {
  RateLimiter& limiter = *core_.options().rate_limiter;
  const SteadyTime now = core_.options().clock->steady_now();
  if (!ticket_) ticket_ = limiter.enter(action_.name);
  if (const auto when = limiter.try_start(action_.name, *ticket_, now)) {
    engine_->permit_later(*when, now);
    if (engine_->want() == Call::Want::wait) {
      if (trace_) trace_->wait_begins(TracedCall::Wait::limiter, now);
      LogRecord record;
      record.event = LogEvent::limiter_wait;
      record.attempt = engine_->attempts() + 1;
      record.wait = std::chrono::duration_cast<std::chrono::milliseconds>(*when - now);
      log(record);
    }
  } else {
    ticket_.reset();
    engine_->permit_granted(now);
  }
  if (engine_->want() == Call::Want::finish) leave_limiter();
}

void CallInFlight::waited() {
  const SteadyTime now = core_.options().clock->steady_now();
  if (trace_) trace_->wait_ends(now);
  engine_->waited(now);
}

Failure CallInFlight::unsent(const Error& error) const {
  return not_sent(error.code(), error.field(), error.message());
}

const HttpRequest* CallInFlight::prepare_attempt() {
  const ClientOptions& client = core_.options();
  const Result<Credentials> credentials = core_.credentials().credentials();
  if (!credentials) {
    engine_->abandon(unsent(credentials.error()));
    return nullptr;
  }
  const RequestHead head{action_.name, options_.region ? *options_.region : client.region,
                         options_.language ? *options_.language : client.language};
  const FreeList<Tc3Signer>::Loan signer(core_.signers());
  if (auto error = (*workspace_)->prepare(*signer, core_.endpoint(), head, *credentials, core_.service_now())) {
    engine_->abandon(unsent(*error));
    return nullptr;
  }
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(engine_->deadline() - client.clock->steady_now());
  if (left <= std::chrono::milliseconds::zero()) {
    engine_->abandon(
        not_sent(ErrorCode::deadline_exceeded, {}, "the total timeout passed before the request could start"));
    return nullptr;
  }
  HttpRequest& http = (*workspace_)->request();
  http.timeout = (std::min)(options_.attempt_timeout.value_or(client.timeouts.attempt), left);
  http.connect_timeout = (std::min)(options_.connect_timeout.value_or(client.timeouts.connect), http.timeout);
  http.cancellation = options_.cancellation;
  attempt_sent_at_ = core_.service_now();
  LogRecord record;
  record.event = LogEvent::attempt_started;
  record.attempt = engine_->attempts() + 1;
  log(record);
  if (trace_) trace_->attempt_starts(record.attempt);
  return &http;
}

std::optional<Failure> CallInFlight::read_answer(const HttpExchange& exchange) {
  EnvelopeHead envelope;
  AnswerFacts facts;
  std::optional<DecodeFault> fault = decode_answer(*action_.response, exchange.body, envelope, response_.get());
  std::optional<Violation> violation;
  if (!fault && envelope.has_response) violation = validate_answer(*action_.response, response_.get());
  if (!fault && envelope.has_response && action_.typed != nullptr) {
    const std::shared_ptr<void> typed = action_.typed->make_response();
    EnvelopeHead again;
    fault = decode_answer(*action_.typed->response, exchange.body, again, typed.get());
    if (!fault) violation = validate_answer(*action_.typed->response, typed.get());
  }
  if (fault) {
    facts.fault = explain(fault->kind);
    facts.field = fault->field;
    // A member of another type leaves the rest readable; anything else makes the whole answer doubtful.
    facts.is_readable = fault->kind == DecodeFault::Kind::wrong_type && envelope.has_response;
  } else if (!envelope.has_response) {
    facts.is_readable = false;
    facts.fault = "has no Response";
  }
  // Reads are the same again; a refusal that names a new call may be wrong about either.
  const bool is_result_there = fault ? facts.is_readable && is_of_result(fault->field)
                                     : !violation && has_result(*action_.response, response_.get());
  facts.has_result = envelope.has_error && action_.places_call && is_result_there;
  if (violation && !envelope.has_error) {
    facts.field = violation->field;
    facts.fault = violation->message;
  }
  facts.has_error = envelope.has_error;
  facts.service_code = envelope.code;
  facts.service_message = envelope.message;
  request_id_ = printable_text(envelope.request_id, kLongestName);
  std::optional<Failure> failure = classify_answer(facts);
  if (failure) failure->service_code = printable_text(failure->service_code, kLongestName);
  return failure;
}

void CallInFlight::correct_clock(const HttpExchange& exchange) {
  const auto date = parse_http_date(exchange.date);
  if (!date) return;
  const auto offset = std::chrono::duration_cast<std::chrono::milliseconds>(*date - core_.options().clock->now());
  core_.set_clock_offset(offset);
  LogRecord record;
  record.level = LogLevel::warning;
  record.event = LogEvent::clock_corrected;
  record.attempt = engine_->attempts();
  record.wait = offset;
  log(record);
}

void CallInFlight::take_exchange(const HttpExchange& exchange) {
  const ClientOptions& client = core_.options();
  AttemptReport report;
  report.request_left = exchange.request_left;
  report.is_final = exchange.is_final;
  report.failure = classify_exchange(exchange);
  request_id_.clear();
  if (!report.failure) report.failure = read_answer(exchange);
  if (report.failure) {
    report.has_date = parse_http_date(exchange.date).has_value();
    report.retry_after = parse_retry_after(exchange.retry_after, core_.service_now());
  }
  if (report.failure || client.log || trace_) hide_values_in_id(request_id_);
  http_status_ = exchange.status;
  // A request that was refused for certain is not the one that somebody will look for.
  if (exchange.request_left && !may_have_had_effect_) first_sent_at_ = attempt_sent_at_;
  if (report.failure && report.failure->outcome == Outcome::unknown) may_have_had_effect_ = true;

  LogRecord record;
  record.event = LogEvent::attempt_finished;
  record.attempt = engine_->attempts() + 1;
  record.http_status = exchange.status;
  record.request_id = request_id_;
  record.timing = exchange.timing;
  std::string service_code;
  if (report.failure) {
    hide_values(report.failure->message);
    if (report.failure->code == ErrorCode::undocumented_service_error) {
      hide_values_in_service_code(report.failure->service_code);
    }
    hide_header_secrets((*workspace_)->request(), report.failure->message);
    service_code = report.failure->service_code;
    record.level = LogLevel::info;
    record.code = report.failure->code;
    record.outcome = report.failure->outcome;
    record.service_code = service_code;
  }
  log(record);
  if (trace_) trace_->attempt_ends(record);

  const SteadyTime now = client.clock->steady_now();
  const CodeClass code_class =
      report.failure ? classify_for_retry(report.failure->code, report.failure->service_code) : CodeClass::transient;
  if (code_class == CodeClass::throttled) client.rate_limiter->throttled(action_.name, now);
  const bool was_corrected = engine_->is_clock_corrected();
  engine_->attempt_finished(std::move(report), now);
  // Also where this call is not repeated: the next one would be refused like it.
  if (code_class == CodeClass::clock_skew && !was_corrected) correct_clock(exchange);
  if (engine_->want() == Call::Want::wait) {
    if (trace_) trace_->wait_begins(TracedCall::Wait::backoff, now);
    LogRecord wait;
    wait.level = LogLevel::info;
    wait.event = LogEvent::retry_wait;
    wait.attempt = engine_->attempts();
    wait.wait = std::chrono::duration_cast<std::chrono::milliseconds>(engine_->wake_at() - now);
    log(wait);
  }
}

void CallInFlight::cancel() {
  leave_limiter();
  engine_->abandon(not_sent(ErrorCode::cancelled, {}, "the caller cancelled the call"));
}

void CallInFlight::break_off(bool may_have_left) {
  leave_limiter();
  engine_->abandon({ErrorCode::transport_failed, may_have_left ? Outcome::unknown : Outcome::not_sent,
                    "an exception ended the call on its way: memory ran out, or code of the application threw"});
}

void CallInFlight::trace_end(const std::optional<Failure>& failure) {
  CallEnd end;
  end.attempts = engine_ ? engine_->attempts() : 0;
  end.http_status = http_status_;
  end.request_id = request_id_;
  std::string session_id;
  if (failure) {
    end.code = failure->code;
    end.outcome = failure->outcome;
    end.service_code = failure->service_code;
  } else if (action_.places_call) {
    session_id = printable_text(session_id_of(*action_.response, response_.get()), kLongestName);
    hide_values_in_id(session_id);
    end.session_id = session_id;
  }
  trace_->end(end);
  trace_.reset();
}

std::optional<Error> CallInFlight::result() {
  const std::optional<Failure>& failure = engine_ ? engine_->failure() : refusal_;
  if (trace_) trace_end(failure);
  LogRecord record;
  record.event = LogEvent::call_finished;
  record.attempt = engine_ ? engine_->attempts() : 0;
  record.request_id = request_id_;
  if (!failure) {
    log(record);
    return {};
  }
  record.level = failure->outcome == Outcome::unknown ? LogLevel::error : LogLevel::warning;
  record.code = failure->code;
  record.outcome = failure->outcome;
  record.service_code = failure->service_code;
  record.http_status = http_status_;
  log(record);

  Error::Details details;
  details.code = failure->code;
  details.outcome = failure->outcome;
  details.message = failure->message;
  details.service_code = failure->service_code;
  details.field = failure->field;
  details.request_id = request_id_;
  details.action = action_.name;
  details.http_status = http_status_;
  details.attempts = record.attempt;
  details.first_sent_at = first_sent_at_;
  return Error(std::move(details));
}

void CallInFlight::log(LogRecord record) const {
  if (!core_.options().log) return;
  record.action = action_.name;
  record.callee = callee_;
  core_.options().log->log(record);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
