// SPDX-License-Identifier: Apache-2.0
// The service's side of a request.
#include "testing/mock_service.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "model/check_request.h"
#include "testing/magic_callees.h"
#include "testing/random_text.h"
#include "testing/tc3_verifier.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

constexpr std::string_view kService = "ccc";
constexpr std::string_view kVersion = "2020-02-10";
constexpr std::size_t kMaxReceivedRequests = 1000;
constexpr std::size_t kMaxReceivedBytes = std::size_t{64} << 20;
constexpr std::size_t kMaxCountedActions = 256;
constexpr int kMaxJsonDepth = 64;

using Json = nlohmann::json;

/// The Date header of HTTP, in the "C" locale whatever the application's is.
std::string http_date(std::chrono::system_clock::time_point now) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  const auto part = [&parts](const char* format) {
    std::array<char, 32> text{};
    return std::string(text.data(), std::strftime(text.data(), text.size(), format, &parts));
  };
  return std::string(kDays.at(static_cast<std::size_t>(parts.tm_wday))) + part(", %d ") +
         kMonths.at(static_cast<std::size_t>(parts.tm_mon)) + part(" %Y %H:%M:%S GMT");
}

std::string value_or_empty(const HeaderLines& headers, std::string_view name) {
  const std::string* value = find_header(headers, name);
  return value == nullptr ? std::string() : *value;
}

/// Code of the answer to a signature that does not pass.
std::string_view service_code_of(SignatureFault fault) {
  switch (fault) {
    case SignatureFault::invalid_timestamp:
      return "InvalidParameter";
    case SignatureFault::invalid_authorization:
      return "AuthFailure.InvalidAuthorization";
    case SignatureFault::expired:
      return "AuthFailure.SignatureExpire";
    case SignatureFault::unknown_secret_id:
      return "AuthFailure.SecretIdNotFound";
    case SignatureFault::wrong_token:
      return "AuthFailure.TokenFailure";
    case SignatureFault::none:
    case SignatureFault::wrong_signature:
      break;
  }
  return "AuthFailure.SignatureFailure";
}

/// The callee of a body that passed the parameter checks.
std::string callee_of(const std::string& body) {
  const auto is_shallow = [](int depth, Json::parse_event_t, const Json&) { return depth <= kMaxJsonDepth; };
  const Json json = Json::parse(body, is_shallow, false);
  if (!json.is_object()) return {};
  const auto callee = json.find("Callee");
  return callee != json.end() && callee->is_string() ? callee->get<std::string>() : std::string();
}

std::string answer_text(Json members) {
  members["RequestId"] = random_uuid();
  // Messages may quote bytes of the request that are not UTF-8.
  return Json({{"Response", std::move(members)}}).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string error_text(const std::string& service_code, const std::string& message) {
  return answer_text({{"Error", {{"Code", service_code}, {"Message", message}}}});
}

std::string success_text(const std::string& members) {
  return R"({"Response":)" + members + "}";
}

/// What becomes of the answer to a request whose call is placed.
OutgoingAnswer placed_answer(MagicAnswer kind, std::chrono::milliseconds slow_answer, const std::string& members) {
  OutgoingAnswer answer;
  answer.body = success_text(members);
  switch (kind) {
    case MagicAnswer::answer_lost:
    case MagicAnswer::request_lost:
      answer.closes_without_a_byte = true;
      answer.status = 0;
      answer.body.clear();
      break;
    case MagicAnswer::bad_gateway:
      answer.status = 502;
      answer.content_type = "text/html";
      answer.body = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";
      break;
    case MagicAnswer::no_session_id:
      answer.body = answer_text(Json::object());
      break;
    case MagicAnswer::slow_answer:
      answer.delay = slow_answer;
      break;
    case MagicAnswer::truncated_json:
      answer.body.resize(answer.body.size() / 2);
      break;
    case MagicAnswer::placed:
    case MagicAnswer::service_error:
      break;
  }
  return answer;
}

/// Whether the client learns no SessionId.
bool hides_call(MagicAnswer kind) {
  return kind != MagicAnswer::placed && kind != MagicAnswer::slow_answer;
}

std::size_t size_of(const ReceivedRequest& request) {
  std::size_t size = request.body.size() + request.answer.size();
  for (const ReceivedHeader& header : request.headers) size += header.name.size() + header.value.size();
  return size;
}

std::vector<ReceivedHeader> masked(const HeaderLines& headers) {
  std::vector<ReceivedHeader> shown;
  for (const HeaderLine& line : headers) {
    const bool is_secret = is_named(line, "authorization") || is_named(line, "x-tc-token");
    shown.push_back({line.name, is_secret ? "***" : line.value});
  }
  return shown;
}

}  // namespace

MockService::MockService(MockServiceSettings settings)
    : settings_(std::move(settings)),
      center_(settings_.center),
      outbox_(settings_.push_retry_interval, settings_.center.seed) {}

OutgoingAnswer MockService::handle(const IncomingRequest& request) {
  Decision decision = decide(request);
  OutgoingAnswer answer = act(decision);
  answer.date = http_date(settings_.clock->now());
  record(request, decision, answer);
  return answer;
}

PreciseTimePoint MockService::now() const {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(settings_.clock->now());
}

OutgoingAnswer MockService::act(Decision& decision) {
  OutgoingAnswer answer;
  if (decision.service_code.empty() && decision.answer == MagicAnswer::request_lost) {
    return placed_answer(decision.answer, settings_.slow_answer, {});
  }
  if (decision.service_code.empty()) {
    ServiceAnswer served;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      served = center_.answer(*decision.action, decision.request.get(), hides_call(decision.answer), now());
    }
    if (served.service_code.empty()) {
      decision.places_call = decision.action->places_call;
      return placed_answer(decision.answer, settings_.slow_answer, served.json);
    }
    decision.service_code = std::move(served.service_code);
    decision.message = std::move(served.message);
  }
  answer.body = error_text(decision.service_code, decision.message);
  return answer;
}

MockService::Decision MockService::decide(const IncomingRequest& request) {
  if (request.method != "POST") return {"UnsupportedProtocol", "This mock takes POST requests only."};
  if (request.body_is_too_large) return {"RequestSizeLimitExceeded", "The request is larger than 10 MB."};
  constexpr std::array<std::pair<const char*, const char*>, 3> kRequired = {
      {{"x-tc-action", "X-TC-Action"}, {"x-tc-version", "X-TC-Version"}, {"x-tc-timestamp", "X-TC-Timestamp"}}};
  for (const auto& [lowered, spelt] : kRequired) {
    if (find_header(request.headers, lowered) == nullptr) {
      return {"MissingParameter", std::string("The header ") + spelt + " is missing."};
    }
  }
  // Other types of body go with older signatures, which no action here takes.
  const std::string content_type = value_or_empty(request.headers, "content-type");
  if (lower(std::string_view(content_type).substr(0, content_type.find_first_of("; \t"))) != "application/json") {
    return {"InvalidParameter", "The Content-Type is not application/json."};
  }
  if (value_or_empty(request.headers, "x-tc-version") != kVersion) {
    return {"NoSuchVersion", "The version is not " + std::string(kVersion) + "."};
  }
  const tccc::detail::Action* action = tccc::detail::find_action(value_or_empty(request.headers, "x-tc-action"));
  if (action == nullptr) return {"InvalidAction", "The mock does not know this action."};

  // The query of a POST request is not signed.
  const SignatureVerdict verdict = verify_tc3({request.method, {}, request.headers, request.body},
                                              settings_.credentials, kService, settings_.clock->now());
  if (verdict.fault != SignatureFault::none) return {std::string(service_code_of(verdict.fault)), verdict.explanation};

  if (!admit(action->name)) {
    return {"RequestLimitExceeded",
            "More than " + std::to_string(settings_.requests_per_second) + " requests of this action within a second."};
  }
  return decide_parameters(*action, request.body);
}

MockService::Decision MockService::decide_parameters(const tccc::detail::Action& action,
                                                     const std::string& body) const {
  using Kind = tccc::detail::ParameterFault::Kind;
  const std::shared_ptr<void> request = action.make_request();
  const auto fault = tccc::detail::read_request(action, body, settings_.reject_unknown_parameters, request.get());
  if (fault) {
    switch (fault->kind) {
      case Kind::not_json:
        return {"InvalidParameter", "The body is not a JSON object."};
      case Kind::missing:
        return {"MissingParameter", "The parameter " + fault->field + " is missing."};
      case Kind::unknown:
        return {"UnknownParameter", "The parameter " + fault->field + " is not known."};
      case Kind::wrong_type:
        return {"InvalidParameter", "The parameter " + fault->field + " has the wrong type."};
    }
  }
  Decision decision;
  decision.action = &action;
  decision.request = request;
  if (!action.places_call) return decision;
  const MagicCallee* magic = find_magic_callee(callee_of(body));
  if (magic == nullptr) return decision;
  if (magic->answer == MagicAnswer::service_error) {
    const ErrorInfo& info = describe(magic->code);
    return {std::string(info.service_code), std::string(info.meaning)};
  }
  decision.answer = magic->answer;
  return decision;
}

bool MockService::admit(std::string_view action) {
  if (settings_.requests_per_second == 0) return true;
  const auto now = settings_.clock->steady_now();
  const std::lock_guard<std::mutex> lock(mutex_);
  auto& times = admitted_[std::string(action)];
  while (!times.empty() && now - times.front() >= std::chrono::seconds(1)) times.pop_front();
  if (times.size() >= settings_.requests_per_second) return false;
  times.push_back(now);
  return true;
}

void MockService::record(const IncomingRequest& request, const Decision& decision, const OutgoingAnswer& answer) {
  ReceivedRequest received;
  received.action = value_or_empty(request.headers, "x-tc-action");
  received.headers = masked(request.headers);
  received.body = request.body;
  received.status = answer.status;
  received.answer = answer.body;
  received.service_code = decision.service_code;
  received.placed_call = decision.places_call;

  const std::lock_guard<std::mutex> lock(mutex_);
  if (deliveries_.size() < kMaxCountedActions || deliveries_.count(received.action) != 0) {
    ++deliveries_[received.action];
  }
  received_bytes_ += size_of(received);
  received_.push_back(std::move(received));
  while (received_.size() > kMaxReceivedRequests || received_bytes_ > kMaxReceivedBytes) {
    received_bytes_ -= size_of(received_.front());
    received_.pop_front();
  }
}

std::vector<ReceivedRequest> MockService::received() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return {received_.begin(), received_.end()};
}

std::size_t MockService::deliveries(std::string_view action) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto count = deliveries_.find(action);
  return count == deliveries_.end() ? 0 : count->second;
}

std::size_t MockService::placed_calls() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  center_.advance(now());
  return center_.placed_calls();
}

std::vector<SimulatedCall> MockService::calls() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  center_.advance(now());
  return center_.calls();
}

void MockService::script_callee(std::string callee, CallScript script) {
  const std::lock_guard<std::mutex> lock(mutex_);
  center_.script_callee(std::move(callee), std::move(script));
}

void MockService::script_agent(std::uint64_t ai_agent_id, CallScript script) {
  const std::lock_guard<std::mutex> lock(mutex_);
  center_.script_agent(ai_agent_id, std::move(script));
}

std::optional<OutgoingPush> MockService::next_push() {
  const std::lock_guard<std::mutex> lock(mutex_);
  center_.advance(now());
  center_.post_ends(outbox_);
  return outbox_.take(now());
}

void MockService::settle_push(OutgoingPush push, int status, bool was_accepted) {
  const std::lock_guard<std::mutex> lock(mutex_);
  outbox_.settle(std::move(push), status, was_accepted, now());
}

std::vector<SentPush> MockService::sent_pushes() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return outbox_.sent();
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
