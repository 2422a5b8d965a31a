// SPDX-License-Identifier: Apache-2.0
// The question before phones ring.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.h"
#include "cli/environment.h"
#include "tccc/error.h"

namespace tccc::cli {

/// Asks `question` where somebody can read and answer it, unless --yes was given. An Error, cancelled and not sent,
/// when the answer is no. Scripts, whose standard input or standard error is no terminal, are not asked.
std::optional<Error> confirm(const GlobalOptions& global, const Environment& environment, std::string_view question);

/// `Call 0086123****0000` or `Call 3 numbers`: the beginning of a question.
std::string call_question(const GlobalOptions& global, const std::vector<std::string>& callees);

}  // namespace tccc::cli
