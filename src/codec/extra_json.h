// SPDX-License-Identifier: Apache-2.0
// `extra_json`: a JSON object of parameters that the library has no field for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/field.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// The text between the outermost braces of a JSON object, without surrounding blanks; empty when there are no members.
std::string_view extra_json_members(std::string_view json) noexcept;

/// The names of the outermost members, as far as the text can be read.
std::vector<std::string> extra_json_names(std::string_view json);

/// The texts among the values, at any depth, as far as the text can be read.
std::vector<std::string> extra_json_texts(std::string_view json);

/// Why a text cannot be merged into a struct; none when it can.
struct ExtraFault {
  std::string field;  ///< The documented parameter it would override, or `extra_json`.
  std::string message;
};
std::optional<ExtraFault> check_extra_json(const StructInfo& owner, std::string_view json);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
