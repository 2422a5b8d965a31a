// SPDX-License-Identifier: Apache-2.0
// Advice about the windows of time in which the service looks for calls.
#pragma once

#include <cstdint>
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

/// The shortest window, in days, that is too long: records are looked for in less than 90 days; usage is counted in
/// whole days, the last at most 90 after the first, whatever the time of day.
inline constexpr std::int64_t kTooManyDaysOfRecords = 90;
inline constexpr std::int64_t kTooManyDaysOfUsage = 91;

/// Remarks on a window that ends before it starts, or lasts `too_many_days` or more.
void advise_on_window(const WindowEnd& start, const WindowEnd& end, std::int64_t too_many_days,
                      std::vector<LintFinding>& findings);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
