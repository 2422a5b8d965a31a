// SPDX-License-Identifier: Apache-2.0
// Lookup in the table of magic callees.
#include "testing/magic_callees.h"

#include <algorithm>
#include <iterator>

namespace tccc {
inline namespace v1 {
namespace testing {

MagicCalleeTable magic_callees() noexcept {
  return {detail::kMagicCallees, detail::kMagicCalleeCount};
}

namespace detail {

const MagicCallee* find_magic_callee(std::string_view callee) noexcept {
  const auto* row =
      std::lower_bound(std::begin(kMagicCallees), std::end(kMagicCallees), callee,
                       [](const MagicCallee& left, std::string_view right) { return left.callee < right; });
  return row != std::end(kMagicCallees) && row->callee == callee ? row : nullptr;
}

}  // namespace detail

std::string magic_callee_for(ErrorCode code) {
  for (const MagicCallee& row : magic_callees()) {
    if (row.answer == MagicAnswer::service_error && row.code == code) return std::string(row.callee);
  }
  return {};
}

}  // namespace testing
}  // namespace v1
}  // namespace tccc
