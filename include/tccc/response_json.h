// SPDX-License-Identifier: Apache-2.0
// Responses as the JSON text of the service: for files, for machines, and for showing them.
#pragma once

#include <string>

#include "tccc/action.h"
#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

namespace detail {
TCCC_API std::string response_json(const Action& action, const void* response);
TCCC_API std::string redacted_response_json(const Action& action, const void* response);
}  // namespace detail

/// The members of a response as a JSON object in the service's spelling. Its lists are there also when they are empty;
/// other members the response has no value for, and those this library does not know, are left out. Holds phone
/// numbers, links to recordings and what people said.
template <class Response>
std::string response_json(const Response& response) {
  return detail::response_json(ActionOf<typename RequestOf<Response>::Type>::action(), &response);
}

/// The same with phone numbers masked (`0086130****0000`) and with `***` for what was said, links to recordings, names
/// and addresses of people, and results drawn from the conversation. Fit for a log.
template <class Response>
std::string redacted_response_json(const Response& response) {
  return detail::redacted_response_json(ActionOf<typename RequestOf<Response>::Type>::action(), &response);
}

}  // namespace v1
}  // namespace tccc
