// SPDX-License-Identifier: Apache-2.0
// Reads a file the user named, or standard input.
#pragma once

#include <cstddef>
#include <istream>
#include <string>

#include "tccc/result.h"

namespace tccc::cli {

/// The service takes bodies of at most 10 MiB.
inline constexpr std::size_t kMaxInputBytes = std::size_t{10} << 20;

/// The bytes of `path`, or of `standard_input` for `-`. A file that cannot be read or is longer than kMaxInputBytes is
/// invalid_argument with `option` as its field.
Result<std::string> read_input(const std::string& path, std::istream& standard_input, const std::string& option);

}  // namespace tccc::cli
