// SPDX-License-Identifier: Apache-2.0
// Options as text.
#include "cli/option_text.h"

#include <array>
#include <cstdint>
#include <ctime>
#include <locale>
#include <sstream>

namespace tccc::cli {
namespace {

// What is left of a variable that is not set must not pass for an option that was not given.
std::string reject_no_value(const std::string& value) {
  return value.empty() ? "needs a value" : std::string();
}

// CLI11 takes whatever follows an option as its value.
std::string reject_option_as_value(const std::string& value) {
  if (value.size() > 1 && value.front() == '-') return "needs a value, but an option follows";
  return reject_no_value(value);
}

std::optional<std::chrono::seconds> read_span(std::string_view text) {
  constexpr std::int64_t kLongest = 1000000;  // of any unit: beyond all that the service remembers
  if (text.size() < 2) return std::nullopt;
  std::int64_t count = 0;
  if (!parse_number(text.substr(0, text.size() - 1), count) || count < 0 || count > kLongest) return std::nullopt;
  switch (text.back()) {
    case 's':
      return std::chrono::seconds(count);
    case 'm':
      return std::chrono::minutes(count);
    case 'h':
      return std::chrono::hours(count);
    case 'd':
      return std::chrono::hours(24 * count);
    default:
      return std::nullopt;
  }
}

// The whole text, which has to be a day of the calendar: 2025-02-31 is no way to say the third of March.
std::optional<std::tm> read_parts(const std::string& text, const char* format) {
  std::tm parts{};
  const char* end = ::strptime(text.c_str(), format, &parts);
  if (end == nullptr || end != text.c_str() + text.size()) return std::nullopt;
  std::tm day{};
  day.tm_year = parts.tm_year;
  day.tm_mon = parts.tm_mon;
  day.tm_mday = parts.tm_mday;
  ::timegm(&day);
  if (day.tm_mday != parts.tm_mday) return std::nullopt;
  return parts;
}

std::optional<TimePoint> read_zoned_time(const std::string& text) {
  std::optional<std::tm> parts = read_parts(text, "%Y-%m-%dT%H:%M:%S%z");
  if (!parts) return std::nullopt;
  const std::chrono::seconds offset(parts->tm_gmtoff);
  return TimePoint(std::chrono::seconds(::timegm(&*parts)) - offset);
}

}  // namespace

CLI::Option* add_value(CLI::App& app, const std::string& names, std::string& target, const std::string& value_name,
                       const std::string& description) {
  CLI::Option* option = app.add_option(names, target, description);
  option->type_name(value_name);
  option->check(reject_option_as_value, "");
  return option;
}

CLI::Option* add_text(CLI::App& app, const std::string& name, std::string& target, const std::string& value_name,
                      const std::string& description) {
  CLI::Option* option = app.add_option(name, target, description);
  option->type_name(value_name);
  option->check([](const std::string& value) { return value.empty() ? std::string() : reject_option_as_value(value); },
                "");
  return option;
}

CLI::Option* add_values(CLI::App& app, const std::string& name, std::vector<std::string>& target,
                        const std::string& value_name, const std::string& description) {
  CLI::Option* option = app.add_option(name, target, description);
  option->type_name(value_name)->allow_extra_args(false);
  option->check(reject_option_as_value, "");
  return option;
}

CLI::Option* add_argument(CLI::App& app, const std::string& name, std::string& target, const std::string& value_name,
                          const std::string& description) {
  CLI::Option* option = app.add_option(name, target, description);
  option->type_name(value_name);
  option->check(reject_no_value, "");
  return option;
}

// By a stream, since the from_chars of libc++ reads no fractions.
bool parse_number(std::string_view text, double& number) {
  constexpr std::string_view kFirst = "-.0123456789";
  if (text.empty() || kFirst.find(text.front()) == std::string_view::npos) return false;
  std::istringstream stream{std::string(text)};
  stream.imbue(std::locale::classic());
  stream >> number;
  return !stream.fail() && stream.peek() == std::istringstream::traits_type::eof();
}

std::optional<std::chrono::milliseconds> read_seconds(std::string_view text, double least, double most) {
  double seconds = 0;
  if (!parse_number(text, seconds) || !(seconds >= least && seconds <= most)) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

std::optional<TimePoint> read_time(std::string_view text) {
  const std::string spelt(text);
  if (const auto zoned = read_zoned_time(spelt)) return zoned;
  for (const char* format : {"%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d"}) {
    std::optional<std::tm> parts = read_parts(spelt, format);
    if (!parts) continue;
    parts->tm_isdst = -1;
    const std::time_t seconds = std::mktime(&*parts);
    if (seconds == -1) return std::nullopt;
    return TimePoint(std::chrono::seconds(seconds));
  }
  return std::nullopt;
}

std::optional<TimePoint> read_moment(std::string_view text, TimePoint now) {
  if (const auto span = read_span(text)) return now - *span;
  return read_time(text);
}

std::optional<TimePoint> read_exact_moment(std::string_view text, TimePoint now) {
  const bool is_exact_span = !text.empty() && (text.back() == 's' || text.back() == 'm');
  if (const auto span = read_span(text); span && is_exact_span) return now - *span;
  const auto zoned = read_zoned_time(std::string(text));
  if (!zoned || *zoned - now > kClockTolerance) return std::nullopt;
  return zoned;
}

}  // namespace tccc::cli
