// SPDX-License-Identifier: Apache-2.0
// Which field a member of a JSON object belongs to.
#pragma once

#include <cstddef>
#include <string_view>

#include "codec/field.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// A member found by its wire name: a field of the struct or of one of its groups, or a member of one of its choices.
struct Found {
  const Field* field = nullptr;
  void* owner = nullptr;
  bool in_choice = false;  ///< then `field` is the choice and `name` the member's own
  std::string_view name = {};
  std::size_t number = 0;  ///< of the entry, counted over groups
};

/// Looks for it in `object`; false when no field has the name. `number` counts the entries before, from what it is.
bool find_member(const StructInfo& info, void* object, std::string_view name, std::size_t& number, Found& found);

/// The field that keeps parameters nobody knows; null where there is none.
const Field* find_extra(const StructInfo& info);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
