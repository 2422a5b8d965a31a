// SPDX-License-Identifier: Apache-2.0
// Times in HTTP headers.
#include "wire/http_date.h"

#include <algorithm>
#include <array>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// system_clock counts nanoseconds in 64 bits, which end in 2262.
constexpr int kLatestYear = 2200;

// The number that at most nine digits spell; -1 when there is anything else.
int number(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

// Days since 1970-01-01 in the Gregorian calendar; years start in March so that a leap day ends them.
long long days_since_epoch(int year, int month, int day) {
  const int shifted = month <= 2 ? year - 1 : year;
  const int era = shifted / 400;
  const int year_of_era = shifted - era * 400;
  const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097LL + day_of_era - 719468;
}

}  // namespace

std::optional<std::chrono::system_clock::time_point> parse_http_date(std::string_view text) noexcept {
  constexpr std::string_view kForm = "Sun, 06 Nov 1994 08:49:37 GMT";
  if (text.size() != kForm.size() || text.substr(3, 2) != ", " || text.substr(25) != " GMT") return {};
  if (text[7] != ' ' || text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':') return {};
  const int day = number(text.substr(5, 2));
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
  const int year = number(text.substr(12, 4));
  const int hour = number(text.substr(17, 2));
  const int minute = number(text.substr(20, 2));
  const int second = number(text.substr(23, 2));
  const bool is_sane = day >= 1 && day <= 31 && month != kMonths.end() && year >= 1970 && year <= kLatestYear &&
                       hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 60;
  if (!is_sane) return {};
  const long long days = days_since_epoch(year, static_cast<int>(month - kMonths.begin()) + 1, day);
  const std::chrono::seconds since_epoch(((days * 24 + hour) * 60 + minute) * 60 + second);
  return std::chrono::system_clock::time_point(since_epoch);
}

std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view text,
                                                           std::chrono::system_clock::time_point now) noexcept {
  constexpr std::chrono::milliseconds kMost = kLongestRetryAfter;
  if (const auto date = parse_http_date(text)) {
    const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(*date - now);
    return (std::clamp)(wait, std::chrono::milliseconds::zero(), kMost);
  }
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return {};
  constexpr std::size_t kMostDigits = 9;
  if (text.size() > kMostDigits) return kMost;
  return (std::min)(std::chrono::milliseconds(std::chrono::seconds(number(text))), kMost);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
