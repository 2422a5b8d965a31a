// SPDX-License-Identifier: Apache-2.0
// What the library records of its calls, for --verbose.
#pragma once

#include <memory>
#include <ostream>

#include "tccc/log.h"

namespace tccc::cli {

/// Writes every record as a line to `err`, which must outlive it. Records are redacted by the library.
std::shared_ptr<LogSink> verbose_log(std::ostream& err);

}  // namespace tccc::cli
