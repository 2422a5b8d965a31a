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

// CLI11 takes whatever follows an option as its value.
std::string reject_option_as_value(const std::string& value) {
  if (value.size() > 1 && value.front() == '-') return "needs a value, but an option follows";
  return {};
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

}  // namespace

CLI::Option* add_value(CLI::App& app, const std::string& names, std::string& target, const std::string& value_name,
                       const std::string& description) {
  CLI::Option* option = app.add_option(names, target, description);
  option->type_name(value_name);
  option->check(reject_option_as_value, "");
  return option;
}

CLI::Option* add_values(CLI::App& app, const std::string& name, std::vector<std::string>& target,
                        const std::string& value_name, const std::string& description) {
  CLI::Option* option = app.add_option(name, target, description);
  option->type_name(value_name)->allow_extra_args(false);
  option->check(reject_option_as_value, "");
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

std::optional<TimePoint> read_moment(std::string_view text, TimePoint now) {
  if (const auto span = read_span(text)) return now - *span;
  const std::string spelt(text);
  std::tm zoned{};
  const char* end = ::strptime(spelt.c_str(), "%Y-%m-%dT%H:%M:%S%z", &zoned);
  if (end != nullptr && end == spelt.c_str() + spelt.size()) {
    const std::chrono::seconds offset(zoned.tm_gmtoff);
    return TimePoint(std::chrono::seconds(::timegm(&zoned)) - offset);
  }
  for (const char* format : {"%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d"}) {
    std::tm parts{};
    const char* stop = ::strptime(spelt.c_str(), format, &parts);
    if (stop == nullptr || stop != spelt.c_str() + spelt.size()) continue;
    parts.tm_isdst = -1;
    const std::time_t seconds = std::mktime(&parts);
    if (seconds == -1) return std::nullopt;
    return TimePoint(std::chrono::seconds(seconds));
  }
  return std::nullopt;
}

}  // namespace tccc::cli
