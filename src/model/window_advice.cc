// SPDX-License-Identifier: Apache-2.0
// Advice about the windows of time in which the service looks for calls.
#include "model/window_advice.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace tccc {
inline namespace v1 {
namespace detail {

void advise_on_window(const WindowEnd& start, const WindowEnd& end, std::int64_t too_many_days,
                      std::vector<LintFinding>& findings) {
  constexpr std::int64_t kDay = std::int64_t{24} * 3600;
  const std::int64_t from = start.time.time_since_epoch().count();
  const std::int64_t to = end.time.time_since_epoch().count();
  if (to < from) {
    findings.push_back({std::string(end.name), "is before " + std::string(start.name)});
  } else if (from >= 0 && to - from >= too_many_days * kDay) {  // below zero the difference may overflow
    findings.push_back({std::string(end.name), "makes a window of " + std::to_string(too_many_days) +
                                                   " days or more; the service takes less"});
  }
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
