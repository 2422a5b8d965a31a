// SPDX-License-Identifier: Apache-2.0
// The exit statuses of the program, which scripts rely on.
#pragma once

#include "tccc/error.h"

namespace tccc::cli {

enum class ExitStatus : int {
  done = 0,            ///< The call is being placed, or what was asked for is done.
  other = 1,           ///< Anything not listed here.
  invalid = 2,         ///< Wrong usage or an invalid request; nothing was sent.
  rejected = 3,        ///< The service refused; no call was placed.
  authentication = 4,  ///< Keys are missing, wrong or lack a permission; no call was placed.
  rate_or_quota = 5,   ///< Too fast, too many at once, or a package is used up; no call was placed.
  unknown = 6,         ///< A phone may be ringing; do not dial again before the call has been looked for.
  not_sent = 7,        ///< The request never left this machine.
};

/// The status of a failed request. An unknown outcome is always `unknown`, whatever the code.
ExitStatus exit_status_of(const Error& error) noexcept;

/// The table of statuses as help text, one line each.
const char* exit_status_help() noexcept;

}  // namespace tccc::cli
