// SPDX-License-Identifier: Apache-2.0
// Values of the service as a terminal shows them.
#include "cli/shown_text.h"

#include <array>
#include <ctime>

#include "codec/code_point.h"
#include "tccc/phone_number.h"

namespace tccc::cli {

using detail::CodePoint;
using detail::first_code_point;
using detail::steers_display;

namespace {

bool is_wide(char32_t code) {
  return (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ||
         (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
         (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) ||
         (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) ||
         (code >= 0x20000 && code <= 0x3fffd);
}

std::string format_local(std::time_t seconds, const char* format) {
  std::tm parts{};
  std::array<char, 40> text{};
  if (localtime_r(&seconds, &parts) == nullptr) return {};
  return std::string(text.data(), std::strftime(text.data(), text.size(), format, &parts));
}

std::string two_digits(long long number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::string shown_text(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    if (next.size == 0 || steers_display(next.value)) {
      shown += '?';
    } else {
      shown.append(text.substr(0, next.size));
    }
    text.remove_prefix(next.size == 0 ? 1 : next.size);
  }
  return shown;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    width += is_wide(next.value) ? 2 : 1;
    text.remove_prefix(next.size == 0 ? 1 : next.size);
  }
  return width;
}

std::string local_time(const std::optional<TimePoint>& time) {
  if (!time) return {};
  std::string text = format_local(std::chrono::system_clock::to_time_t(*time), "%Y-%m-%dT%H:%M:%S%z");
  if (text.size() > 5) text.insert(text.size() - 2, ":");
  return text;
}

std::string local_time_of_day(PreciseTimePoint time) {
  const auto whole = std::chrono::time_point_cast<std::chrono::seconds>(time);
  const std::string fraction = std::to_string(1000 + (time - whole).count() % 1000).substr(1);
  return format_local(std::chrono::system_clock::to_time_t(whole), "%H:%M:%S.") + fraction;
}

std::string shown_duration(const std::optional<std::chrono::seconds>& duration) {
  if (!duration) return {};
  const long long seconds = duration->count();
  if (seconds < 60) return std::to_string(seconds) + "s";
  if (seconds < 3600) return std::to_string(seconds / 60) + "m " + two_digits(seconds % 60) + "s";
  return std::to_string(seconds / 3600) + "h " + two_digits(seconds / 60 % 60) + "m";
}

std::string shortened_id(std::string_view id) {
  constexpr std::size_t kShown = 4;
  if (id.size() <= 3 * kShown) return "****";
  return shown_text(id.substr(0, kShown)) + "****" + shown_text(id.substr(id.size() - kShown));
}

std::string shown_number(std::string_view number, bool is_whole) {
  if (number.empty()) return {};
  return is_whole ? shown_text(number) : shown_text(masked_phone(number));
}

}  // namespace tccc::cli
