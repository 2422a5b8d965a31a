// SPDX-License-Identifier: Apache-2.0
// Requests as the JSON text of the service, in and out.
#include "tccc/request_json.h"

#include <string>

#include "codec/decode.h"
#include "codec/encode.h"
#include "codec/validate.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

Error invalid_argument(const Action& action, std::string field, std::string message) {
  Error::Details details;
  details.code = ErrorCode::invalid_argument;
  details.outcome = Outcome::not_sent;
  details.action = action.name;
  details.message = field.empty() ? "the request " + std::move(message) : field + " " + std::move(message);
  details.field = std::move(field);
  return Error(std::move(details));
}

}  // namespace

std::optional<Error> parse_request(const Action& action, std::string_view json, void* request) {
  auto fault = decode(*action.request, json, UnknownMembers::kept, request);
  if (!fault) return {};
  std::string message(explain(fault->kind));
  if (fault->kind == DecodeFault::Kind::unknown) message += " there; only outermost ones can be passed on unknown";
  return invalid_argument(action, std::move(fault->field), std::move(message));
}

Result<Secret> request_json(const Action& action, const void* request) {
  if (auto violation = validate(*action.request, request)) {
    return invalid_argument(action, std::move(violation->field), std::move(violation->message));
  }
  std::string json;
  encode(*action.request, request, json);
  return Secret(json);
}

std::string redacted_request_json(const Action& action, const void* request) {
  std::string json;
  encode_redacted(*action.request, request, json);
  return json;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
