// SPDX-License-Identifier: Apache-2.0
// Times in HTTP headers.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, IMF-fixdate), the one form that servers may send.
std::optional<std::chrono::system_clock::time_point> parse_http_date(std::string_view text) noexcept;

/// Longer Retry-After values are cut to this; the deadline of the call ends the wait anyway.
inline constexpr std::chrono::hours kLongestRetryAfter{24};

/// Reads Retry-After in both forms, seconds or a date; never negative.
std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view text,
                                                           std::chrono::system_clock::time_point now) noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
