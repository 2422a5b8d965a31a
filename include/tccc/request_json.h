// SPDX-License-Identifier: Apache-2.0
// Requests as the JSON text of the service: reading files written for it, and showing what would be sent.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tccc/action.h"
#include "tccc/export.h"
#include "tccc/result.h"
#include "tccc/secret.h"

namespace tccc {
inline namespace v1 {

namespace detail {
TCCC_API std::optional<Error> parse_request(const Action& action, std::string_view json, void* request);
TCCC_API Result<Secret> request_json(const Action& action, const void* request);
TCCC_API std::string redacted_request_json(const Action& action, const void* request);
}  // namespace detail

/// Reads a request from the JSON object the service takes, as printed on its own pages. Parameters this library does
/// not know are kept in extra_json, vendor configurations keep their exact text; a known parameter of another type is
/// invalid_argument and field() names it. `null`, an empty list, and an empty VoiceType or CustomTTSConfig are read as
/// not given, and what is not given is left out of the request that is sent.
template <class Request>
Result<Request> parse_request(std::string_view json) {
  Request request;
  if (auto error = detail::parse_request(ActionOf<Request>::action(), json, &request)) return *error;
  return request;
}

/// The exact body send() would deliver, a Secret since it carries the caller's keys; or the error validation finds.
template <class Request>
Result<Secret> request_json(const Request& request) {
  return detail::request_json(ActionOf<Request>::action(), &request);
}

/// The same in one line, secrets and attached data as `***` and phone numbers masked (`0086130****0000`). Prompts and
/// variables are shown: fit for a terminal, too much for a log. Always gives text, also for what validation would
/// refuse.
template <class Request>
std::string redacted_request_json(const Request& request) {
  return detail::redacted_request_json(ActionOf<Request>::action(), &request);
}

}  // namespace v1
}  // namespace tccc
