// SPDX-License-Identifier: Apache-2.0
// Errors of what happens before anything is sent.
#include "redis/refusal.h"

#include <utility>

namespace tccc {
inline namespace v1 {
namespace redis {

Error refuse(ErrorCode code, std::string field, const std::string& why) {
  Error::Details details;
  details.code = code;
  details.outcome = Outcome::not_sent;
  details.message = field.empty() ? why : field + " " + why;
  details.field = std::move(field);
  return Error(std::move(details));
}

}  // namespace redis
}  // namespace v1
}  // namespace tccc
