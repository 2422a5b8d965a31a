// SPDX-License-Identifier: Apache-2.0
// Reads a line from the terminal that is not shown while it is typed.
#pragma once

#include <optional>

#include "tccc/secret.h"

namespace tccc::cli {

/// A line of standard input, which is a terminal. None at its end. What interrupts the program meanwhile finds the
/// terminal as it was.
std::optional<Secret> read_hidden_line();

}  // namespace tccc::cli
