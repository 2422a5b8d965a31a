// SPDX-License-Identifier: Apache-2.0
// Which field a member of a JSON object belongs to.
#include "codec/find_member.h"

#include <algorithm>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

bool is_member_of(const ChoiceInfo& choice, std::string_view name, std::string_view& spelling) {
  const auto is = [&](std::string_view candidate) {
    if (candidate.empty() || candidate != name) return false;
    spelling = candidate;
    return true;
  };
  if (choice.wrapper.empty() ? is(choice.tag) : is(choice.wrapper)) return true;
  for (std::size_t i = 0; i < choice.size; ++i) {
    const Alternative& alternative = choice.alternatives[i];
    if (alternative.form != Alternative::Form::flat) continue;
    for (const Field& field : *alternative.type) {
      if (is(field.name)) return true;
    }
  }
  return false;
}

}  // namespace

bool find_member(const StructInfo& info, void* object, std::string_view name, std::size_t& number, Found& found) {
  for (const Field& field : info) {
    switch (field.kind) {
      case Kind::group:
        if (find_member(*field.type, field.place(object), name, number, found)) return true;
        break;
      case Kind::choice:
        if (is_member_of(*field.choice, name, found.name)) {
          found.field = &field;
          found.owner = object;
          found.in_choice = true;
          return true;
        }
        break;
      case Kind::extra:
        break;
      default:
        if (field.name == name) {
          found = {&field, object, false, field.name, number};
          return true;
        }
    }
    ++number;
  }
  return false;
}

const Field* find_extra(const StructInfo& info) {
  const auto* found =
      std::find_if(info.begin(), info.end(), [](const Field& field) { return field.kind == Kind::extra; });
  return found == info.end() ? nullptr : found;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
