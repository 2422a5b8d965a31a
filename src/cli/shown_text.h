// SPDX-License-Identifier: Apache-2.0
// Values of the service as a terminal shows them.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "tccc/types/time.h"

namespace tccc::cli {

/// The text with all that could steer a terminal (detail::steers_display), and bytes that are not UTF-8, as `?`; other
/// languages stay.
std::string shown_text(std::string_view text);

/// Columns a terminal takes for a text of shown_text().
std::size_t display_width(std::string_view text);

/// `2025-01-01T08:00:00+08:00`, in the time zone of the process; empty for none.
std::string local_time(const std::optional<TimePoint>& time);

/// `08:00:01.250`
std::string local_time_of_day(PreciseTimePoint time);

/// `1m 05s`, empty for none.
std::string shown_duration(const std::optional<std::chrono::seconds>& duration);

/// Enough of a SecretId to recognise it by: `AKID****wxyz`.
std::string shortened_id(std::string_view id);

/// A phone number as the user wants it: whole or masked.
std::string shown_number(std::string_view number, bool is_whole);

}  // namespace tccc::cli
