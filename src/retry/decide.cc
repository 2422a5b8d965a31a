// SPDX-License-Identifier: Apache-2.0
// Whether a failed attempt is followed by another.
#include "retry/decide.h"

#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

CodeClass classify_for_retry(ErrorCode code, std::string_view service_code) noexcept {
  constexpr std::string_view kThrottled = "RequestLimitExceeded";
  if (service_code.substr(0, kThrottled.size()) == kThrottled &&
      (service_code.size() == kThrottled.size() || service_code[kThrottled.size()] == '.')) {
    return CodeClass::throttled;  // dotted codes come and go; all of them are refusals for the rate
  }
  if (!service_code.empty()) {
    if (code == ErrorCode::auth_failure_signature_expire) return CodeClass::clock_skew;
    return describe(code).retry_reads || outcome_of_service_code(service_code) == Outcome::unknown
               ? CodeClass::transient
               : CodeClass::permanent;
  }
  switch (code) {
    case ErrorCode::name_resolution_failed:
    case ErrorCode::connect_failed:
    case ErrorCode::proxy_failed:
    case ErrorCode::tls_failed:
    case ErrorCode::deadline_exceeded:  // of one attempt; the call's own deadline is has_time_left
    case ErrorCode::connection_lost:
    case ErrorCode::http_status_unexpected:
    case ErrorCode::invalid_response:
    case ErrorCode::resources_exhausted:
    case ErrorCode::transport_failed:
      return CodeClass::transient;
    default:
      return CodeClass::permanent;
  }
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
