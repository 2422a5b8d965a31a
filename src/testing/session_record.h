// SPDX-License-Identifier: Apache-2.0
// The record of a call that has ended: it is asked for, and it is pushed.
#pragma once

#include <chrono>
#include <optional>

#include "tccc/api/describe_tel_cdr.h"
#include "tccc/types/time.h"
#include "testing/session_store.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

inline TimePoint in_seconds(PreciseTimePoint time) {
  return std::chrono::time_point_cast<std::chrono::seconds>(time);
}

inline std::optional<TimePoint> in_seconds(const std::optional<PreciseTimePoint>& time) {
  return time ? std::optional<TimePoint>(in_seconds(*time)) : std::nullopt;
}

inline bool was_answered(const Session& session) {
  return session.life.accepted_at().has_value();
}

TelCdrInfo record_of(const Session& session);

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
