// SPDX-License-Identifier: Apache-2.0
// The scripted transport and the exchanges it is fed with.
#include "tccc/testing/scripted_transport.h"

#include <deque>
#include <mutex>
#include <utility>

#include <nlohmann/json.hpp>

#include "testing/random_text.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace {

bool is_action_header(std::string_view name) {
  constexpr std::string_view kLowered = "x-tc-action";
  if (name.size() != kLowered.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != kLowered[i]) return false;
  }
  return true;
}

RecordedRequest record_of(const HttpRequest& request) {
  RecordedRequest record;
  record.url = request.url;
  record.body = request.body;
  record.connect_timeout = request.connect_timeout;
  record.timeout = request.timeout;
  record.method = request.method;
  for (const HttpHeader& header : request.headers) {
    record.headers.push_back({std::string(header.name), std::string(header.value)});
    if (is_action_header(header.name)) record.action = header.value;
  }
  return record;
}

HttpExchange answered(nlohmann::json members) {
  members["RequestId"] = detail::random_uuid();
  HttpExchange exchange;
  exchange.request_left = true;
  exchange.status = 200;
  exchange.body =
      nlohmann::json({{"Response", std::move(members)}}).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return exchange;
}

HttpExchange unanswered(ErrorCode code, bool request_left, std::string detail) {
  HttpExchange exchange;
  exchange.code = code;
  exchange.request_left = request_left;
  exchange.detail = std::move(detail);
  return exchange;
}

}  // namespace

class ScriptedTransport::Script {
 public:
  Script(std::vector<HttpExchange> answers, Answer answer)
      : answer_(std::move(answer)),
        answers_(std::make_move_iterator(answers.begin()), std::make_move_iterator(answers.end())) {}

  void push(HttpExchange answer) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!answer_) answers_.push_back(std::move(answer));
  }

  HttpExchange send(const HttpRequest& request) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      requests_.push_back(record_of(request));
      if (!answer_) return next();
    }
    return answer_(request);
  }

  std::vector<RecordedRequest> requests() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return requests_;
  }

  std::size_t remaining() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return answers_.size();
  }

 private:
  HttpExchange next() {
    if (answers_.empty()) return unanswered(ErrorCode::transport_failed, false, "the script has no more answers");
    HttpExchange answer = std::move(answers_.front());
    answers_.pop_front();
    return answer;
  }

  const Answer answer_;  // empty: answers_
  mutable std::mutex mutex_;
  std::deque<HttpExchange> answers_;
  std::vector<RecordedRequest> requests_;
};

ScriptedTransport::ScriptedTransport(std::vector<HttpExchange> answers)
    : script_(std::make_unique<Script>(std::move(answers), nullptr)) {}
ScriptedTransport::ScriptedTransport(Answer answer)
    : script_(std::make_unique<Script>(std::vector<HttpExchange>{}, std::move(answer))) {}
ScriptedTransport::~ScriptedTransport() = default;

void ScriptedTransport::push(HttpExchange answer) {
  script_->push(std::move(answer));
}
HttpExchange ScriptedTransport::send(const HttpRequest& request) {
  return script_->send(request);
}
std::vector<RecordedRequest> ScriptedTransport::requests() const {
  return script_->requests();
}
std::size_t ScriptedTransport::remaining() const {
  return script_->remaining();
}

HttpExchange success(std::string_view session_id) {
  return answered({{"SessionId", std::string(session_id)}});
}

HttpExchange service_error(std::string_view service_code) {
  const ErrorInfo& info = describe(find_service_code(service_code));
  return answered({{"Error", {{"Code", std::string(service_code)}, {"Message", std::string(info.meaning)}}}});
}

HttpExchange service_error(ErrorCode code) {
  return service_error(describe(code).service_code);
}

HttpExchange lost_answer() {
  return unanswered(ErrorCode::connection_lost, true, "the connection closed without an answer");
}

HttpExchange not_connected() {
  return unanswered(ErrorCode::connect_failed, false, "the connection was refused");
}

}  // namespace testing
}  // namespace v1
}  // namespace tccc
