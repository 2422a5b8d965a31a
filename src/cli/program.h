// SPDX-License-Identifier: Apache-2.0
// The whole program, but for main().
#pragma once

#include <string>
#include <vector>

#include "cli/environment.h"

namespace tccc::cli {

/// Does what the arguments (program name left out) ask for and returns the exit status.
int run(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace tccc::cli
