// SPDX-License-Identifier: Apache-2.0
// Numbers that look random and follow from a seed alone, the same with every standard library.
#pragma once

#include <cstdint>
#include <string>

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

/// SplitMix64. Not for keys.
class SeededRandom {
 public:
  explicit SeededRandom(std::uint64_t seed) noexcept : state_(seed) {}

  std::uint64_t next() noexcept;

  /// From `least` to `most`, both included.
  std::int64_t between(std::int64_t least, std::int64_t most) noexcept;

  /// A UUID with dashes.
  std::string uuid();

 private:
  std::uint64_t state_;
};

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
