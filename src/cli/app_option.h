// SPDX-License-Identifier: Apache-2.0
// `--app`, which the variable TCCC_APP_ID stands for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "tccc/result.h"

namespace tccc::cli {

/// Declares it.
void add_app_option(CLI::App& verb, std::string& target, const std::string& description);

/// The id that the option gives, else that of the variable; none where both are empty. The error names the one at
/// fault.
Result<std::optional<std::int64_t>> read_app_option(const std::string& text);

}  // namespace tccc::cli
