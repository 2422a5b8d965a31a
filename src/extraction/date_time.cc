// SPDX-License-Identifier: Apache-2.0
// Dates and times as ISO 8601 writes them.
#include <algorithm>
#include <array>
#include <string>

#include "tccc/extraction_schema.h"

namespace tccc {
inline namespace v1 {
namespace {

constexpr int kEarliestYear = 1900;
constexpr int kLatestYear = 2200;  // system_clock ends in 2262

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Takes texts apart from the left.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool is_at_end() const { return rest_.empty(); }
  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// A number of exactly so many digits, at most `most`; -1 otherwise.
  int take_number(std::size_t digits, int most) {
    if (rest_.size() < digits || !std::all_of(rest_.begin(), rest_.begin() + digits, is_digit)) return -1;
    int value = 0;
    for (const char c : rest_.substr(0, digits)) value = value * 10 + (c - '0');
    rest_.remove_prefix(digits);
    return value <= most ? value : -1;
  }
  bool skip_digits() {
    const std::size_t end = (std::min)(rest_.find_first_not_of("0123456789"), rest_.size());
    rest_.remove_prefix(end);
    return end > 0;
  }

 private:
  std::string_view rest_;
};

bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_of(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

bool read_date(Reader& reader, DateTime& made) {
  made.year = reader.take_number(4, kLatestYear);
  if (made.year < kEarliestYear || !reader.take('-')) return false;
  made.month = reader.take_number(2, 12);
  if (made.month < 1 || !reader.take('-')) return false;
  made.day = reader.take_number(2, 31);
  return made.day >= 1 && made.day <= days_of(made.year, made.month);
}

bool read_time(Reader& reader, DateTime& made) {
  const int hour = reader.take_number(2, 23);
  if (hour < 0 || !reader.take(':')) return false;
  const int minute = reader.take_number(2, 59);
  if (minute < 0) return false;
  int second = 0;
  if (reader.take(':')) {
    second = reader.take_number(2, 59);
    if (second < 0) return false;
    if (reader.take('.') && !reader.skip_digits()) return false;
  }
  made.time_of_day = std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
  return true;
}

bool read_offset(Reader& reader, DateTime& made) {
  if (reader.take('Z')) {
    made.utc_offset = std::chrono::minutes::zero();
    return true;
  }
  const bool is_east = reader.take('+');
  if (!is_east && !reader.take('-')) return false;
  const int hours = reader.take_number(2, 14);
  if (hours < 0) return false;
  reader.take(':');
  const int minutes = reader.take_number(2, 59);
  if (minutes < 0) return false;
  const std::chrono::minutes offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
  made.utc_offset = is_east ? offset : -offset;
  return true;
}

void append_two_digits(std::string& text, long long value) {
  text.push_back(static_cast<char>('0' + value / 10 % 10));
  text.push_back(static_cast<char>('0' + value % 10));
}

// Days since 1970-01-01: whole years by leap-day arithmetic, then months.
long long days_since_epoch(const DateTime& date) {
  const long long before = date.year - 1;
  constexpr long long kDaysBefore1970 = 719162;
  long long days = before * 365 + before / 4 - before / 100 + before / 400 - kDaysBefore1970;
  for (int month = 1; month < date.month; ++month) days += days_of(date.year, month);
  return days + date.day - 1;
}

}  // namespace

std::optional<DateTime> parse_date_time(std::string_view text) noexcept {
  Reader reader(text);
  DateTime made;
  if (!read_date(reader, made)) return {};
  if (reader.is_at_end()) return made;
  if (!reader.take('T') && !reader.take(' ')) return {};
  if (!read_time(reader, made)) return {};
  if (reader.is_at_end()) return made;
  if (!read_offset(reader, made) || !reader.is_at_end()) return {};
  return made;
}

std::optional<std::chrono::system_clock::time_point> DateTime::instant() const noexcept {
  const bool is_date = year >= kEarliestYear && year <= kLatestYear && month >= 1 && month <= 12;
  if (!is_date || !time_of_day || !utc_offset) return {};
  const std::chrono::seconds midnight(days_since_epoch(*this) * 86400);
  return std::chrono::system_clock::time_point(midnight + *time_of_day - *utc_offset);
}

std::string DateTime::to_string() const {
  std::string text;
  append_two_digits(text, year / 100);
  append_two_digits(text, year % 100);
  text.push_back('-');
  append_two_digits(text, month);
  text.push_back('-');
  append_two_digits(text, day);
  if (!time_of_day) return text;
  const long long seconds = time_of_day->count();
  text.push_back('T');
  append_two_digits(text, seconds / 3600);
  text.push_back(':');
  append_two_digits(text, seconds / 60 % 60);
  text.push_back(':');
  append_two_digits(text, seconds % 60);
  if (!utc_offset) return text;
  const long long minutes =
      utc_offset->count() < 0 ? -static_cast<long long>(utc_offset->count()) : utc_offset->count();
  text.push_back(utc_offset->count() < 0 ? '-' : '+');
  append_two_digits(text, minutes / 60);
  text.push_back(':');
  append_two_digits(text, minutes % 60);
  return text;
}

}  // namespace v1
}  // namespace tccc
