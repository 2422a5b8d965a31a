// SPDX-License-Identifier: Apache-2.0
// Names that no two processes have.
#include "redis/random_name.h"

#include <array>
#include <random>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace redis {

std::string random_name() {
  std::random_device device;
  std::array<char, 16> name{};
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (char& c : name) c = kDigits[device() % kDigits.size()];
  return {name.data(), name.size()};
}

}  // namespace redis
}  // namespace v1
}  // namespace tccc
