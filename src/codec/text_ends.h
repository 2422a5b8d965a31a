// SPDX-License-Identifier: Apache-2.0
// What a text begins and ends with.
#pragma once

#include <cstddef>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

constexpr bool starts_with(std::string_view text, std::string_view start) noexcept {
  return text.substr(0, start.size()) == start;
}

constexpr bool ends_with(std::string_view text, std::string_view end) noexcept {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

inline constexpr std::string_view kLineBlanks = " \t";
inline constexpr std::string_view kTextBlanks = " \t\r\n";  ///< Those of JSON.

/// The text without `blanks` at its ends.
constexpr std::string_view trimmed(std::string_view text, std::string_view blanks) noexcept {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
