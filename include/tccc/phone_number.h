// SPDX-License-Identifier: Apache-2.0
// Phone numbers: one spelling for each, so that they can be compared, and a form that can be shown.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

#include "tccc/export.h"
#include "tccc/result.h"

namespace tccc {
inline namespace v1 {

/// A number that has been read and found plausible. Immutable; one that was moved from holds none and can be asked all
/// the same. Nothing in the library rewrites the numbers of a request: whoever wants the canonical form asks for it
/// here.
///
///     auto number = tccc::PhoneNumber::parse("+86 10 1234 5678");
///     request.callee = number->canonical();  // 008601012345678
class TCCC_API PhoneNumber {
 public:
  /// Reads `0086...`, `+86...` and, with a home country, numbers as they are dialled there: `13000000000`,
  /// `01012345678`. Blanks, hyphens, dots and parentheses between digits do not count. Of mainland China (86), the form
  /// of mobile, landline, 400, 800 and service numbers is checked; of other countries, that 4 to 15 digits follow the
  /// prefix and begin with a country code; at home in 1 or 7, that it is ten digits, with or without the 1, 8 or 7 that
  /// is dialled before them. `home_country` is a country code such as "86"; without one, a number that begins with
  /// neither + nor 00 is refused, since nobody could say whose it is.
  ///
  /// Fails with invalid_argument, field() `phone_number`; the message shows nothing of the number.
  static Result<PhoneNumber> parse(std::string_view text, std::string_view home_country = {});

  /// What the service dials: 00, country code, number. A landline in mainland China keeps the zero of its area code:
  /// `008601012345678`.
  const std::string& canonical() const noexcept { return canonical_; }
  /// The international form, in which that landline has no zero: `+861012345678`.
  std::string e164() const;
  /// Such as "86", "1" or "852".
  std::string_view country_code() const noexcept {
    return canonical_.empty() ? std::string_view() : std::string_view(canonical_).substr(2, country_digits_);
  }
  /// What can be shown: `0086130****0000`.
  std::string masked() const;

  /// Compares canonical forms.
  friend bool operator==(const PhoneNumber& left, const PhoneNumber& right) noexcept {
    return left.canonical_ == right.canonical_;
  }
  /// Compares canonical forms.
  friend bool operator!=(const PhoneNumber& left, const PhoneNumber& right) noexcept { return !(left == right); }
  /// Orders canonical forms as texts.
  friend bool operator<(const PhoneNumber& left, const PhoneNumber& right) noexcept {
    return left.canonical_ < right.canonical_;
  }
  /// Writes the masked form.
  friend TCCC_API std::ostream& operator<<(std::ostream& stream, const PhoneNumber& number);

 private:
  PhoneNumber(std::string canonical, std::size_t country_digits) noexcept;

  std::string canonical_;
  std::size_t country_digits_;
};

/// Whether two texts are the same number, however each is spelt. False when one of them cannot be read: texts that hide
/// a number may be equal where the numbers are not.
TCCC_API bool is_same_number(std::string_view left, std::string_view right, std::string_view home_country = "86");

/// Any text as it may be shown where a number is expected: `008613000000000` becomes `0086130****0000`; of anything
/// shorter no more than half is left, and nothing of what is not visible ASCII.
TCCC_API std::string masked_phone(std::string_view number);

}  // namespace v1
}  // namespace tccc
