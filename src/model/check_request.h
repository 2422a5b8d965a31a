// SPDX-License-Identifier: Apache-2.0
// Judges a request body as the service would, from the field lists; for the mock endpoint.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/action.h"
#include "tccc/export.h"

namespace tccc {
inline namespace v1 {
namespace detail {

struct ParameterFault {
  enum class Kind { not_json, missing, unknown, wrong_type } kind;
  std::string field;  ///< Wire spelling; empty for not_json.
};

/// The first fault of a request body, none when the service would take it. `request`, a default-constructed one of the
/// action, is filled in.
TCCC_API std::optional<ParameterFault> read_request(const Action& action, std::string_view json, bool reject_unknown,
                                                    void* request);

/// The same without the request.
TCCC_API std::optional<ParameterFault> check_request(const Action& action, std::string_view json, bool reject_unknown);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
