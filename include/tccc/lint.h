// SPDX-License-Identifier: Apache-2.0
// Advice about a request that the service may accept but that is probably not meant.
#pragma once

#include <string>
#include <vector>

#include "tccc/action.h"
#include "tccc/client_options.h"
#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// One remark. Nothing here stops a send: ranges are documented by the vendor and change without notice.
struct LintFinding {
  std::string field = {};    ///< Wire spelling, such as `VadSilenceTime`.
  std::string message = {};  ///< What is odd and what to do; shows no value of the request.
};

/// What a request will meet; the parts of ClientOptions that lint takes into account.
struct LintContext {
  Site site = Site::china;  ///< Some fields are unknown to the international site.
  std::chrono::milliseconds attempt_timeout =
      TimeoutOptions{}.attempt;  ///< Compared with how long the service may hold a request.
};

namespace detail {
TCCC_API std::vector<LintFinding> lint_request(const Action& action, const void* request, const LintContext& context);
}  // namespace detail

/// Checks documented ranges, enumerations and combinations of fields. Pure; in the order of the request's fields.
template <class Request>
std::vector<LintFinding> lint(const Request& request, const LintContext& context = {}) {
  static_assert(is_request_v<Request>, "lint takes a request type of tccc/api");
  return detail::lint_request(ActionOf<Request>::action(), &request, context);
}

}  // namespace v1
}  // namespace tccc
