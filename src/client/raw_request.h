// SPDX-License-Identifier: Apache-2.0
// Requests and answers as JSON text, for actions without types.
#pragma once

#include <string>
#include <string_view>

#include "model/action.h"
#include "tccc/raw_response.h"
#include "tccc/result.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Any request: its parameters are unknown ones.
struct RawRequest {
  std::string json = {};
};

/// What is known of an action by its name alone. `name` must outlive it. Only reads may be repeated: actions the
/// library knows to be harmless, and those that begin with Describe.
Action raw_action(std::string_view name);

/// The request, or invalid_argument with `action` or `json` as its field.
Result<RawRequest> make_raw_request(std::string_view action, std::string_view json);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
