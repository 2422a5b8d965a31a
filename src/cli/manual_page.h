// SPDX-License-Identifier: Apache-2.0
// tccc(1), of the same texts as the help.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace tccc::cli {

/// The page in the language of man(7).
std::string manual_page(const CLI::App& program);

}  // namespace tccc::cli
