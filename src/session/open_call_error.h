// SPDX-License-Identifier: Apache-2.0
// Errors of questions about a call: whatever became of the question, the call stays open.
#pragma once

#include <string>
#include <string_view>

#include "tccc/error.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// An error of this side whose outcome is unknown: nothing was learned about the call.
Error open_call_error(ErrorCode code, std::string message, std::string field = {});

/// The same failure with the outcome unknown and `what` before its message. A look that was "not sent" must not read
/// as a call that was not.
Error as_open_call(const Error& failure, std::string_view what);

/// Whether the same question may get an answer later: the network, the rate or the service failed, not the question.
bool may_pass(const Error& failure) noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
