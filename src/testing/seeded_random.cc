// SPDX-License-Identifier: Apache-2.0
// SplitMix64 (Steele, Lea, Flood 2014), and UUIDs made of it.
#include "testing/seeded_random.h"

#include <string_view>

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

std::uint64_t SeededRandom::next() noexcept {
  state_ += 0x9e3779b97f4a7c15U;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return mixed ^ (mixed >> 31U);
}

std::int64_t SeededRandom::between(std::int64_t least, std::int64_t most) noexcept {
  const auto choices = static_cast<std::uint64_t>(most - least) + 1;
  return least + static_cast<std::int64_t>(next() % choices);
}

std::string SeededRandom::uuid() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (int half = 0; half < 2; ++half) {
    std::uint64_t bits = next();
    for (int digit = 0; digit < 16; ++digit, bits >>= 4U) text += kDigits[bits & 15U];
  }
  text[12] = '4';                                                                  // version: random
  text[16] = std::string_view("89ab")[static_cast<unsigned char>(text[16]) & 3U];  // variant of RFC 4122
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) text.insert(dash, 1, '-');
  return text;
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
