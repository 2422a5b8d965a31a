// SPDX-License-Identifier: Apache-2.0
// Lookup in the table of magic callees.
#include "testing/magic_callees.h"

namespace tccc {
inline namespace v1 {
namespace testing {

MagicCalleeTable magic_callees() noexcept {
  return {detail::kMagicCallees, detail::kMagicCalleeCount};
}

std::string magic_callee_for(ErrorCode code) {
  for (const MagicCallee& row : magic_callees()) {
    if (row.answer == MagicAnswer::service_error && row.code == code) return std::string(row.callee);
  }
  return {};
}

}  // namespace testing
}  // namespace v1
}  // namespace tccc
