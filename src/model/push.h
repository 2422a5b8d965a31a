// SPDX-License-Identifier: Apache-2.0
// The pushes that the library knows.
#pragma once

#include <string_view>

#include "codec/field.h"
#include "tccc/push.h"

namespace tccc {
inline namespace v1 {
namespace detail {

struct PushKind {
  std::string_view action;  ///< Of the query.
  const StructInfo* info;
  void* (*emplace)(PushContent& content);
  const void* (*find)(const PushContent& content);  ///< Null for content of another kind.
  const std::string& (*session_id)(const PushContent& content);
};

/// All of them.
struct PushTable {
  const PushKind* first;
  std::size_t size;

  const PushKind* begin() const noexcept { return first; }
  const PushKind* end() const noexcept { return first + size; }
};
PushTable all_pushes() noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
