// SPDX-License-Identifier: Apache-2.0
// What keeps a request from being sent.
#pragma once

#include <optional>
#include <string>

#include "codec/field.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// The first thing wrong with a struct.
struct Violation {
  std::string field;    ///< Wire spelling.
  std::string message;  ///< What is wrong and what to do; shows no value.
};

/// Checks required members, texts (UTF-8, no NUL), numbers (finite) and extra_json, in the order of the field list.
/// Documented ranges are lint's business.
std::optional<Violation> validate(const StructInfo& info, const void* object);

/// Checks what an answer must have: its required members, and their texts. What else the service says is taken as it
/// is.
std::optional<Violation> validate_answer(const StructInfo& info, const void* object);

/// The first required member that is missing, if that is all that is wanted.
std::optional<std::string> find_missing(const StructInfo& info, const void* object);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
