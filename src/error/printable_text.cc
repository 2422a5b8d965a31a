// SPDX-License-Identifier: Apache-2.0
// Texts that others wrote, made safe to print.
#include "error/printable_text.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

struct CodePoint {
  char32_t value;
  std::size_t size;  // 0: the bytes are not UTF-8
};

/// Reads the code point that a text that is not empty begins with (RFC 3629).
CodePoint first_code_point(std::string_view text) {
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

bool breaks_line(char32_t value) {
  return (value >= '\t' && value <= '\r') || value == 0x85 || value == 0x2028 || value == 0x2029;
}

/// Controls of C0 and C1, which drive terminals, and those that reverse the direction of the text after them.
bool is_control(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0x202A && value <= 0x202E) ||
         (value >= 0x2066 && value <= 0x2069);
}

}  // namespace

std::string printable_text(std::string_view text, std::size_t limit) {
  std::string safe;
  safe.reserve(text.size() < limit ? text.size() : limit);
  while (!text.empty() && safe.size() < limit) {
    const CodePoint next = first_code_point(text);
    if (next.size == 0) {
      safe += '?';
    } else if (breaks_line(next.value)) {
      safe += ' ';
    } else if (is_control(next.value)) {
      safe += '?';
    } else if (safe.size() + next.size > limit) {
      break;
    } else {
      safe += text.substr(0, next.size);
    }
    text.remove_prefix(next.size == 0 ? 1 : next.size);
  }
  return safe;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
