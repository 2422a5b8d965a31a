// SPDX-License-Identifier: Apache-2.0
// Texts of many equal parts, for the tests of limits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tccc {

inline std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

}  // namespace tccc
