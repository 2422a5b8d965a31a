// SPDX-License-Identifier: Apache-2.0
// Characters of texts that others wrote. Here as a whole: the program shows them as well, and may be linked with the
// shared library, which exports none of this.
#pragma once

#include <cstddef>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  ///< In bytes; 0: they are not UTF-8.
};

/// What a text that is not empty begins with (RFC 3629).
constexpr CodePoint first_code_point(std::string_view text) noexcept {
  constexpr CodePoint kMalformed = {0, 0};
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xC2 || lead > 0xF4) return kMalformed;
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() < size) return kMalformed;
  char32_t value = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return kMalformed;
    value = (value << 6) | (byte(i) & 0x3FU);
  }
  const bool is_overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
  return is_overlong || is_surrogate || value > 0x10FFFF ? kMalformed : CodePoint{value, size};
}

/// Whether it ends the line where a text is shown.
constexpr bool breaks_line(char32_t value) noexcept {
  return (value >= '\t' && value <= '\r') || value == 0x85 || value == 0x2028 || value == 0x2029;
}

/// Whether a text does something with it to the place where it is shown: line ends and other controls, and what turns
/// the direction of writing or has no width.
constexpr bool steers_display(char32_t value) noexcept {
  return value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0x200B && value <= 0x200F) ||
         (value >= 0x2028 && value <= 0x202E) || (value >= 0x2060 && value <= 0x206F) || value == 0xFEFF;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
