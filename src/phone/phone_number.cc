// SPDX-License-Identifier: Apache-2.0
// Phone numbers: one spelling for each, so that they can be compared, and a form that can be shown.
#include "tccc/phone_number.h"

#include <algorithm>
#include <iterator>
#include <ostream>
#include <utility>

#include "codec/text_ends.h"

namespace tccc {
inline namespace v1 {
namespace {

constexpr std::size_t kLongestText = 64;
constexpr std::size_t kMostDigits = 15;  // of E.164, country code included
constexpr std::size_t kFewestDigits = 4;
constexpr std::string_view kMainland = "86";

Error refuse(std::string_view why) {
  Error::Details details;
  details.code = ErrorCode::invalid_argument;
  details.outcome = Outcome::not_sent;
  details.field = "phone_number";
  details.message = "the phone number " + std::string(why);
  return Error(std::move(details));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_between(char c, char low, char high) {
  return c >= low && c <= high;
}

// How a country code ends can be told from its first digits (ITU-T E.164, list of assigned codes).
std::size_t country_code_length(std::string_view digits) {
  constexpr std::string_view kTwoDigits[] = {"20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41",
                                             "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
                                             "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66",
                                             "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98"};
  if (digits.front() == '1' || digits.front() == '7') return 1;
  const auto* end = std::end(kTwoDigits);
  return std::find(std::begin(kTwoDigits), end, digits.substr(0, 2)) != end ? 2 : 3;
}

// 1, a digit from 3 to 9, and nine more; 12 as well, which no network has and the service's own samples are made of.
bool is_mainland_mobile(std::string_view number) {
  return number.size() == 11 && number[0] == '1' && is_between(number[1], '2', '9');
}

// Area code without its zero, and number: 10 and 2x have eight digits after them, the three-digit codes seven or eight.
bool is_mainland_landline(std::string_view number) {
  if (detail::starts_with(number, "10") || detail::starts_with(number, "2")) return number.size() == 10;
  return is_between(number.front(), '3', '9') && (number.size() == 10 || number.size() == 11);
}

// 400 and 800 numbers, and short ones such as 95588 and 10086; none has an area code.
bool is_mainland_service(std::string_view number) {
  if (detail::starts_with(number, "400") || detail::starts_with(number, "800")) return number.size() == 10;
  return (number.front() == '1' || number.front() == '9') && number.size() >= 3 && number.size() <= 8;
}

// A number of mainland China without country code, as the service takes it; empty when it is none.
std::string canonical_mainland(std::string_view number) {
  if (number.empty()) return {};
  const bool has_zero = number.front() == '0';
  if (has_zero) number.remove_prefix(1);
  if (number.empty() || number.front() == '0') return {};
  // Old exchanges want a zero before a mobile number of another city, too, and their records keep it.
  if (is_mainland_mobile(number)) return std::string(number);
  if (is_mainland_service(number)) return has_zero ? std::string() : std::string(number);
  if (is_mainland_landline(number)) return "0" + std::string(number);
  return {};
}

struct Spelling {
  std::string digits = {};
  bool is_international = false;  // after + or 00, which are left out
};

Result<Spelling> read_digits(std::string_view text) {
  if (text.empty()) return refuse("is empty");
  if (text.size() > kLongestText) return refuse("is longer than 64 characters");
  if (text.find("(0)") != std::string_view::npos) {
    return refuse("has a zero in parentheses, which is dialled from within its country only; leave it out");
  }
  Spelling spelling;
  bool has_plus = false;
  for (const char c : text) {
    if (is_digit(c)) {
      spelling.digits.push_back(c);
    } else if (c == '+' && !has_plus && spelling.digits.empty()) {
      has_plus = true;
    } else if (std::string_view(" -.()").find(c) == std::string_view::npos) {
      return refuse("holds something other than digits, blanks, hyphens, dots, parentheses and a + at its beginning");
    }
  }
  if (spelling.digits.empty()) return refuse("has no digits");
  const bool has_zeros = !has_plus && detail::starts_with(spelling.digits, "00");
  if (has_zeros) spelling.digits.erase(0, 2);
  spelling.is_international = has_plus || has_zeros;
  return spelling;
}

struct Reading {
  std::string canonical = {};
  std::size_t country_digits = 0;
};

Result<Reading> read_international(std::string_view digits) {
  if (digits.empty() || digits.front() == '0') return refuse("has no country code after + or 00");
  if (digits.size() < kFewestDigits || digits.size() > kMostDigits + 1) {
    return refuse("does not have 4 to 15 digits with its country code");
  }
  const std::size_t code = country_code_length(digits);
  if (digits.substr(0, code) != kMainland) {
    if (digits.size() > kMostDigits) return refuse("does not have 4 to 15 digits with its country code");
    return Reading{"00" + std::string(digits), code};
  }
  const std::string national = canonical_mainland(digits.substr(code));
  if (national.empty()) return refuse("is not a mobile, landline, 400, 800 or service number of mainland China");
  return Reading{"0086" + national, code};
}

// Countries whose numbers have ten digits, and what is dialled before these for a number of another area.
struct TenDigitCountry {
  std::string_view code;
  std::string_view prefixes;
};
constexpr TenDigitCountry kTenDigitCountries[] = {{"1", "1"}, {"7", "78"}};

Result<Reading> read_ten_digits(std::string_view digits, const TenDigitCountry& country) {
  constexpr std::size_t kDigits = 10;
  const bool has_prefix =
      digits.size() == kDigits + 1 && country.prefixes.find(digits.front()) != std::string_view::npos;
  if (has_prefix) digits.remove_prefix(1);
  if (digits.size() != kDigits || digits.front() == '0') {
    return refuse("is not a number of ten digits of the home country, nor one with the prefix that is dialled there");
  }
  return read_international(std::string(country.code) + std::string(digits));
}

Result<Reading> read_at_home(const std::string& digits, std::string_view country) {
  if (country.empty()) {
    return refuse("begins with neither + nor 00; give it with its country code, or say which country is home");
  }
  if (country.size() > 3 || country.front() == '0' || !std::all_of(country.begin(), country.end(), is_digit) ||
      country_code_length(country) != country.size()) {
    return refuse("is to be read as one of a home country that is no country code, such as 86");
  }
  if (country == kMainland) {
    const std::string national = canonical_mainland(digits);
    if (!national.empty()) return Reading{"0086" + national, country.size()};
    // Records leave out the prefix at times; no number of mainland China has so many digits without it.
    constexpr std::size_t kFewestWithCode = 12;
    if (detail::starts_with(digits, kMainland) && digits.size() >= kFewestWithCode) return read_international(digits);
    return refuse("is not a mobile, landline, 400, 800 or service number of mainland China");
  }
  for (const TenDigitCountry& ten : kTenDigitCountries) {
    if (country == ten.code) return read_ten_digits(digits, ten);
  }
  if (digits.front() == '0') {
    return refuse("begins with 0, and which digits of it are dialled abroad differs; give it with its country code");
  }
  return read_international(std::string(country) + digits);
}

}  // namespace

PhoneNumber::PhoneNumber(std::string canonical, std::size_t country_digits) noexcept
    : canonical_(std::move(canonical)), country_digits_(country_digits) {}

Result<PhoneNumber> PhoneNumber::parse(std::string_view text, std::string_view home_country) {
  Result<Spelling> spelling = read_digits(text);
  if (!spelling) return spelling.error();
  Result<Reading> reading =
      spelling->is_international ? read_international(spelling->digits) : read_at_home(spelling->digits, home_country);
  if (!reading) return reading.error();
  return PhoneNumber(std::move(reading->canonical), reading->country_digits);
}

std::string PhoneNumber::e164() const {
  if (canonical_.empty()) return {};
  std::string text = "+" + canonical_.substr(2);
  const std::size_t national = 1 + country_digits_;
  if (country_code() == kMainland && text[national] == '0') text.erase(national, 1);
  return text;
}

std::string PhoneNumber::masked() const {
  return masked_phone(canonical_);
}

std::ostream& operator<<(std::ostream& stream, const PhoneNumber& number) {
  return stream << number.masked();
}

bool is_same_number(std::string_view left, std::string_view right, std::string_view home_country) {
  const Result<PhoneNumber> left_number = PhoneNumber::parse(left, home_country);
  const Result<PhoneNumber> right_number = PhoneNumber::parse(right, home_country);
  return left_number && right_number && *left_number == *right_number;
}

std::string masked_phone(std::string_view number) {
  const auto is_visible = [](char c) { return c >= 0x20 && c < 0x7F; };
  if (!std::all_of(number.begin(), number.end(), is_visible)) return "****";
  // With country prefix, what a phone bill shows: all but the four digits before the last four. Of anything shorter no
  // more than half.
  constexpr std::size_t kWithPrefix = 15;
  const std::size_t head = number.size() >= kWithPrefix ? 7 : number.size() / 4;
  const std::size_t tail = number.size() >= kWithPrefix ? 4 : number.size() / 4;
  std::string shown(number.substr(0, head));
  shown.append("****");
  shown.append(number.substr(number.size() - tail));
  return shown;
}

}  // namespace v1
}  // namespace tccc
