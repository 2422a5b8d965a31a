// SPDX-License-Identifier: Apache-2.0
// Advice about the windows of time in which the service looks for calls.
#pragma once

#include <string_view>
#include <vector>

#include "tccc/lint.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// One end of a window.
struct WindowEnd {
  std::string_view name;  ///< Wire spelling.
  TimePoint time;
};

/// Remarks on a window that ends before it starts, or lasts longer than the service documents.
void advise_on_window(const WindowEnd& start, const WindowEnd& end, std::vector<LintFinding>& findings);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
