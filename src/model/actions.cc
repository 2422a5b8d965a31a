// SPDX-License-Identifier: Apache-2.0
// The register of actions: a row for each, ordered by name.
#include <algorithm>
#include <array>

#include "model/action.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

template <class... Requests>
const auto& rows() noexcept {
  static const std::array<const Action*, sizeof...(Requests)> made{&ActionOf<Requests>::action()...};
  return made;
}

}  // namespace

ActionTable all_actions() noexcept {
  const auto& table = rows<CreateAIAgentCallRequest, CreateAICallRequest>();
  return {table.data(), table.size()};
}

const Action* find_action(std::string_view name) noexcept {
  const ActionTable table = all_actions();
  const auto* row = std::lower_bound(table.begin(), table.end(), name,
                                     [](const Action* left, std::string_view right) { return left->name < right; });
  return row != table.end() && (*row)->name == name ? *row : nullptr;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
