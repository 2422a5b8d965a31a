// SPDX-License-Identifier: Apache-2.0
// Texts that others wrote, made safe to print.
#include "error/printable_text.h"

#include "codec/code_point.h"

namespace tccc {
inline namespace v1 {
namespace detail {
std::string printable_text(std::string_view text, std::size_t limit) {
  std::string safe;
  safe.reserve(text.size() < limit ? text.size() : limit);
  while (!text.empty() && safe.size() < limit) {
    const CodePoint next = first_code_point(text);
    if (next.size == 0) {
      safe += '?';
    } else if (breaks_line(next.value)) {
      safe += ' ';
    } else if (steers_display(next.value)) {
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
