// SPDX-License-Identifier: Apache-2.0
// Points in time as the service tells them, whatever their spelling on the wire: seconds, milliseconds or text.
#pragma once

#include <chrono>

namespace tccc {
inline namespace v1 {

/// A second, as most times of the service are. Compares with, and converts to, std::chrono::system_clock::time_point.
using TimePoint = std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>;

/// A millisecond, where the service tells it. Compares with TimePoint, which converts to it.
using PreciseTimePoint = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

}  // namespace v1
}  // namespace tccc
