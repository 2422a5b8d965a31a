// SPDX-License-Identifier: Apache-2.0
// JSON text for logs and terminals. Here as a whole, as code_point.h is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "codec/code_point.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// JSON text with all in its strings that could steer what shows it escaped: the same JSON. Without blanks between the
/// tokens it is one line.
inline std::string shown_json(std::string_view json) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string shown;
  shown.reserve(json.size());
  while (!json.empty()) {
    const CodePoint next = first_code_point(json);
    const std::size_t size = next.size == 0 ? 1 : next.size;
    // Below are blanks between the tokens; in strings JSON itself has no others.
    if (next.value >= 0x7F && steers_display(next.value)) {
      shown += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) shown += kHex[(next.value >> static_cast<unsigned>(shift)) & 0xFU];
    } else {
      shown.append(json.substr(0, size));
    }
    json.remove_prefix(size);
  }
  return shown;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
