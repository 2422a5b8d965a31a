// SPDX-License-Identifier: Apache-2.0
// Records of calls as rows of a table.
#pragma once

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/environment.h"
#include "tccc/api/describe_tel_cdr.h"

namespace tccc::cli {

/// How a call ended: `busy (206)`.
std::string shown_end(const TelCdrInfo& record);

void print_records(const GlobalOptions& global, const Environment& environment, const std::vector<TelCdrInfo>& records);

}  // namespace tccc::cli
