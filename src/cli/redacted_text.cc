// SPDX-License-Identifier: Apache-2.0
// Texts of a request, as they can be shown.
#include "cli/redacted_text.h"

#include <algorithm>
#include <cstddef>

#include "cli/redacted_json.h"
#include "tccc/phone_number.h"

namespace tccc::cli {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_between_digits(char c) {
  return std::string_view(" -.()").find(c) != std::string_view::npos;
}

constexpr std::size_t kFewestDigits = 7;  // shorter ones are emergency and service numbers, ages and prices
constexpr std::size_t kFewestSpelt = 9;   // with blanks and the like between them
constexpr std::size_t kMostDigits = 20;

/// Digits as they stand at the beginning of a text, with what may stand between those of one number.
struct Digits {
  std::size_t end = 0;
  std::size_t count = 0;
  std::size_t groups = 0;
  std::size_t long_groups = 0;  // of three digits or more
  bool has_dots_only = true;
};

Digits read_digits(std::string_view text) {
  constexpr std::size_t kLong = 3;
  Digits read;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      if (!is_between_digits(text[i])) break;
      read.has_dots_only = read.has_dots_only && text[i] == '.';
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    if (read.count > 0 && read.count + (i - begin) > kMostDigits) break;  // those of another number
    read.count += i - begin;
    ++read.groups;
    if (i - begin >= kLong) ++read.long_groups;
    read.end = i;
  }
  return read;
}

bool is_address(const Digits& digits) {
  constexpr std::size_t kMostOfFour = 12;
  return digits.groups == 4 && digits.has_dots_only && digits.count <= kMostOfFour;
}

bool begins_with_date(std::string_view text) {
  constexpr std::size_t kYear = 4;
  const bool is_year = text.substr(0, 2) == "19" || text.substr(0, 2) == "20";
  return is_year && text.size() > kYear + 1 && std::all_of(text.begin(), text.begin() + kYear, is_digit) &&
         (text[kYear] == '-' || text[kYear] == '.') && is_digit(text[kYear + 1]);
}

/// A number with what stands between its digits, such as `+86 138 0013 8000` or `(010) 1234-5678`; no date, list of
/// figures or address.
bool is_spelt_number(std::string_view text, const Digits& digits, bool has_plus) {
  if (digits.count < kFewestDigits || digits.count > kMostDigits) return false;
  if (has_plus || text.substr(0, 2) == "00") return true;
  if (digits.count < kFewestSpelt || begins_with_date(text) || is_address(digits)) return false;
  return text.front() == '0' || digits.long_groups > 1;
}

bool is_part_of_word(std::string_view before, std::string_view after) {
  if (!after.empty() && is_letter(after.front())) return true;
  if (before.empty()) return false;
  const bool has_hyphen = before.back() == '-';  // as in the name of a model
  if (has_hyphen) before.remove_suffix(1);
  return !before.empty() && is_letter(before.back());
}

bool is_mainland_mobile(std::string_view digits) {
  constexpr std::size_t kDigits = 11;
  return digits.size() == kDigits && digits.front() == '1';
}

/// What a text begins with that begins with a digit or a +.
struct Figure {
  std::size_t length = 1;
  bool is_number = false;
};

Figure read_figure(std::string_view before, std::string_view text) {
  const bool has_plus = text.front() == '+';
  const std::string_view own = text.substr(has_plus ? 1 : 0);
  const std::size_t plus = text.size() - own.size();
  const Digits digits = read_digits(own);
  const bool is_in_word =
      (!before.empty() && is_letter(before.back())) || (digits.end < own.size() && is_letter(own[digits.end]));
  if (!is_in_word && is_spelt_number(own, digits, has_plus)) return {plus + digits.end, true};
  if (is_address(digits)) return {plus + digits.end, false};
  std::size_t run = 0;
  while (run < own.size() && is_digit(own[run])) ++run;
  const bool has_size = run >= kFewestDigits && run <= kMostDigits;
  const bool is_mobile = !is_in_word && is_mainland_mobile(own.substr(0, run));
  const bool is_number = has_size && (is_mobile || !is_part_of_word(before, own.substr(run)));
  return {(std::max)(plus + run, std::size_t{1}), is_number};
}

bool ends_url(char c) {
  return static_cast<unsigned char>(c) <= 0x20 || std::string_view("\"'<>`{}|\\").find(c) != std::string_view::npos;
}

/// What follows the scheme, up to its end, without what may be secret.
std::string shown_url_rest(std::string_view rest) {
  std::string shown;
  const std::size_t authority = (std::min)(rest.find_first_of("/?#"), rest.size());
  const std::size_t at = rest.substr(0, authority).rfind('@');
  if (at != std::string_view::npos) {
    shown.append(kRedacted).append("@");
    rest.remove_prefix(at + 1);
  }
  const std::size_t query = rest.find_first_of("?#");
  shown.append(rest.substr(0, query));
  if (query == std::string_view::npos) return shown;
  shown.push_back(rest[query]);
  if (query + 1 < rest.size()) shown.append(kRedacted);
  return shown;
}

}  // namespace

std::string mask_numbers_in(std::string_view text) {
  std::string shown;
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_digit(text[at]) && text[at] != '+') {
      shown.push_back(text[at++]);
      continue;
    }
    const Figure figure = read_figure(text.substr(0, at), text.substr(at));
    const std::string_view own = text.substr(at, figure.length);
    shown += figure.is_number ? masked_phone(own) : std::string(own);
    at += figure.length;
  }
  return shown;
}

std::string hide_url_secrets(std::string_view text, bool is_url) {
  constexpr std::string_view kAfterScheme = "://";
  if (is_url && text.find(kAfterScheme) == std::string_view::npos) return shown_url_rest(text);
  std::string shown;
  for (std::size_t scheme = text.find(kAfterScheme); scheme != std::string_view::npos;
       scheme = text.find(kAfterScheme)) {
    const std::size_t begin = scheme + kAfterScheme.size();
    shown.append(text.substr(0, begin));
    text.remove_prefix(begin);
    const auto* end = is_url ? text.end() : std::find_if(text.begin(), text.end(), ends_url);
    const auto length = static_cast<std::size_t>(end - text.begin());
    shown += shown_url_rest(text.substr(0, length));
    text.remove_prefix(length);
  }
  return shown.append(text);
}

}  // namespace tccc::cli
