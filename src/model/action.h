// SPDX-License-Identifier: Apache-2.0
// What the library knows of one action of the API.
#pragma once

#include <memory>
#include <string_view>

#include "codec/field.h"
#include "tccc/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

struct Action {
  std::string_view name;  ///< Value of X-TC-Action.
  bool is_idempotent;     ///< Whether a repetition has no further effect; never true for what places calls.
  bool places_call;       ///< Whether it makes phones ring.
  const StructInfo* request;
  const StructInfo* response;
  std::shared_ptr<void> (
      *make_request)();  ///< A default-constructed request, for code that knows the action by name only.
};

template <class T>
std::shared_ptr<void> make_shared_object() {
  return std::make_shared<T>();
}

/// All actions, ordered by name.
struct ActionTable {
  const Action* const* first;
  std::size_t size;

  const Action* const* begin() const noexcept { return first; }
  const Action* const* end() const noexcept { return first + size; }
};
TCCC_API ActionTable all_actions() noexcept;

/// The action of that name, null when the library does not know it.
TCCC_API const Action* find_action(std::string_view name) noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
