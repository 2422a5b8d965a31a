// SPDX-License-Identifier: Apache-2.0
// Variables of the environment, as credentials are found by them.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace tccc {
inline namespace v1 {
namespace detail {

/// A variable that is set to nothing counts as not set: that is how a container is started without it.
inline std::string read_variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

/// `A`, `A and B`, `A and B and C`.
inline std::string enumerate(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) {
    if (!text.empty()) text += " and ";
    text += name;
  }
  return text;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
