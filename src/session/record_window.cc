// SPDX-License-Identifier: Apache-2.0
// The window of time in which the service is asked for a call.
#include "session/record_window.h"

#include <algorithm>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

using Seconds = std::chrono::seconds;

constexpr Seconds kLongestWindow = std::chrono::hours(24 * 89);
constexpr TimePoint kEarliest{Seconds(1)};  // 0 stands for no time
constexpr Seconds kBefore = std::chrono::hours(1);
// Signatures are refused when the clocks are further apart.
constexpr Seconds kAfter = std::chrono::minutes(5);

}  // namespace

RecordWindow record_window(const std::optional<TimePoint>& placed_at, std::chrono::system_clock::time_point now) {
  const TimePoint latest = std::chrono::time_point_cast<Seconds>(now) + kAfter;
  const TimePoint start = placed_at ? (std::min)(*placed_at, latest) - kBefore : latest - kLongestWindow;
  const TimePoint known = (std::max)(start, kEarliest);  // a clock that was never set is near it
  return {known, (std::min)(known + kLongestWindow, latest)};
}

const std::vector<TelCdrInfo>& records_of(const DescribeTelCdrResponse& page) noexcept {
  return page.tel_cdr_list.empty() ? page.tel_cdrs : page.tel_cdr_list;
}

bool has_ended(const TelCdrInfo& record) noexcept {
  return record.ended_timestamp.has_value() || record.end_status.value_or(0) != 0;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
