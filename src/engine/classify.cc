// SPDX-License-Identifier: Apache-2.0
// What an attempt means: success, or which error with which outcome.
#include "engine/classify.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr int kOk = 200;

// Nothing but a readable answer proves that the request had no effect once it may have left.
Outcome outcome_of(bool request_left) {
  return request_left ? Outcome::unknown : Outcome::not_sent;
}

}  // namespace

std::optional<Failure> classify_exchange(const HttpExchange& exchange) {
  if (exchange.code != ErrorCode::ok) {
    std::string message(describe(exchange.code).meaning);
    if (!exchange.detail.empty()) message.append(" (").append(exchange.detail).append(")");
    return Failure{exchange.code, outcome_of(exchange.request_left), std::move(message)};
  }
  if (exchange.status != kOk) {
    return Failure{ErrorCode::http_status_unexpected, Outcome::unknown,
                   "HTTP status " + std::to_string(exchange.status) +
                       " where the service always answers 200: a gateway or proxy spoke in its place"};
  }
  return {};
}

std::optional<Failure> classify_answer(const AnswerFacts& facts) {
  const auto unreadable = [&](std::string message) {
    return Failure{ErrorCode::invalid_response, Outcome::unknown, std::move(message), {}, facts.field};
  };
  const std::string subject = facts.field.empty() ? "the answer " : facts.field + " of the answer ";
  if (!facts.is_readable) return unreadable(subject + std::string(facts.fault));
  if (facts.has_error) {
    if (facts.service_code.empty()) return unreadable("the answer holds an Error without Code");
    Failure failure{find_service_code(facts.service_code), outcome_of_service_code(facts.service_code),
                    std::string(facts.service_message), std::string(facts.service_code)};
    if (facts.has_result) {
      failure.outcome = Outcome::unknown;
      failure.message += " (yet the answer holds the result of a success as well)";
    }
    return failure;
  }
  if (!facts.field.empty()) return unreadable(subject + std::string(facts.fault));
  return {};
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
