// SPDX-License-Identifier: Apache-2.0
// Errors of questions about a call.
#include "session/open_call_error.h"

#include <utility>

namespace tccc {
inline namespace v1 {
namespace detail {

Error open_call_error(ErrorCode code, std::string message, std::string field) {
  Error::Details details;
  details.code = code;
  details.outcome = Outcome::unknown;
  details.message = std::move(message);
  details.field = std::move(field);
  return Error(std::move(details));
}

Error as_open_call(const Error& failure, std::string_view what) {
  Error::Details details;
  details.code = failure.code();
  details.outcome = Outcome::unknown;
  details.message.append(what).append(": ").append(failure.message());
  details.service_code = failure.service_code();
  details.request_id = failure.request_id();
  details.field = failure.field();
  details.action = failure.action();
  details.http_status = failure.http_status();
  details.attempts = failure.attempts();
  return Error(std::move(details));
}

bool may_pass(const Error& failure) noexcept {
  return describe(failure.code()).retry_reads || failure.kind() == ErrorKind::server ||
         failure.kind() == ErrorKind::throttle;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
