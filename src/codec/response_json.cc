// SPDX-License-Identifier: Apache-2.0
// Responses as the JSON text of the service.
#include "tccc/response_json.h"

#include "codec/encode.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

std::string response_json(const Action& action, const void* response) {
  std::string json;
  encode_answer(*action.response, response, json);
  return json;
}

std::string redacted_response_json(const Action& action, const void* response) {
  std::string json;
  encode_redacted_answer(*action.response, response, json);
  return json;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
