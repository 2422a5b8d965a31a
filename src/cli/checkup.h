// SPDX-License-Identifier: Apache-2.0
// What `tccc doctor` found, and how it looks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/environment.h"

namespace tccc::cli {

enum class CheckStatus : std::uint8_t { ok, warning, failed, skipped };

struct Check {
  std::string name = {};
  CheckStatus status = CheckStatus::ok;
  std::string detail = {};
  std::string remedy = {};  ///< What to do; empty where nothing is.
};

/// Whether none failed.
bool is_healthy(const std::vector<Check>& checks);

/// A row for each check, with the remedy below; `{"Healthy":...,"Checks":[...]}` for JSON.
void print_checks(const GlobalOptions& global, const Environment& environment, const std::vector<Check>& checks);

}  // namespace tccc::cli
