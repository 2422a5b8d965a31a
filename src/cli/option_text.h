// SPDX-License-Identifier: Apache-2.0
// Options as text: how they are declared, and how numbers and times are read from them.
#pragma once

#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>

#include "tccc/types/time.h"

namespace tccc::cli {

/// An option with one value, which may not look like an option: a forgotten value must not swallow `--dry-run`. Nor may
/// it be empty; an empty variable of the environment is none.
CLI::Option* add_value(CLI::App& app, const std::string& names, std::string& target, const std::string& value_name,
                       const std::string& description);

/// The same, but the value may be empty.
CLI::Option* add_text(CLI::App& app, const std::string& name, std::string& target, const std::string& value_name,
                      const std::string& description);

/// As add_value(), to be given any number of times.
CLI::Option* add_values(CLI::App& app, const std::string& name, std::vector<std::string>& target,
                        const std::string& value_name, const std::string& description);

/// A value that is known by its place. It may not be empty.
CLI::Option* add_argument(CLI::App& app, const std::string& name, std::string& target, const std::string& value_name,
                          const std::string& description);

/// The whole text as a decimal number.
template <class Integer>
bool parse_number(std::string_view text, Integer& number) {
  const char* end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, number);
  return fault == std::errc() && stop == end;
}

bool parse_number(std::string_view text, double& number);

/// Seconds with or without fraction, in this range.
std::optional<std::chrono::milliseconds> read_seconds(std::string_view text, double least, double most);

/// How far apart the clocks of two machines may be, or a command and its arguments.
inline constexpr std::chrono::minutes kClockTolerance{5};

/// A moment in local time: `2025-01-01`, `2025-01-01T08:00`, with seconds if wanted, or with seconds and zone:
/// `2025-01-01T08:00:00Z`. None for anything else.
std::optional<TimePoint> read_time(std::string_view text);

/// The same, or `90m`, `24h` or `7d` before `now`.
std::optional<TimePoint> read_moment(std::string_view text, TimePoint now);

/// A moment that is known well enough to find a call by: with seconds and zone, or `90s` or `5m` before `now`. None for
/// anything else, nor for what is further ahead of `now` than clocks differ.
std::optional<TimePoint> read_exact_moment(std::string_view text, TimePoint now);

}  // namespace tccc::cli
