// SPDX-License-Identifier: Apache-2.0
// Where a walk over field lists is, spelt only when somebody asks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

/// One step of a path such as `TransferItems[0].TransferFunctionName`; steps live on the stack of the walk.
struct WalkPath {
  static constexpr std::size_t kNoIndex = static_cast<std::size_t>(-1);

  const WalkPath* above = nullptr;
  std::string_view name = {};
  std::size_t index = kNoIndex;

  std::string text() const {
    std::string made = above == nullptr ? std::string() : above->text();
    if (!made.empty() && !name.empty()) made.push_back('.');
    made.append(name);
    if (index != kNoIndex) made.append("[").append(std::to_string(index)).append("]");
    return made;
  }
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
