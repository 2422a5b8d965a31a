// SPDX-License-Identifier: Apache-2.0
// The window of time in which the service is asked for a call.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "tccc/api/describe_tel_cdr.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {
namespace detail {

struct RecordWindow {
  TimePoint start = {};
  TimePoint end = {};
};

/// A window that holds a call placed at `placed_at`, or within the last 89 days, with an hour to spare before; shorter
/// than the 90 days that the service takes. `now` is the time of the service.
RecordWindow record_window(const std::optional<TimePoint>& placed_at, std::chrono::system_clock::time_point now);

/// Rows of a page of records, whichever of its two names the list has.
const std::vector<TelCdrInfo>& records_of(const DescribeTelCdrResponse& page) noexcept;

/// Whether a record tells of an end. The service may write one while the call is up.
bool has_ended(const TelCdrInfo& record) noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
