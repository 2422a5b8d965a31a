// SPDX-License-Identifier: Apache-2.0
// Scripts with which shells complete verbs, options and their values.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace tccc::cli {

std::string bash_completion(const CLI::App& program);
std::string zsh_completion(const CLI::App& program);
std::string fish_completion(const CLI::App& program);

}  // namespace tccc::cli
