// SPDX-License-Identifier: Apache-2.0
// Field list of Variable.
#pragma once

#include "codec/describe.h"
#include "tccc/types/variable.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<Variable> {
  static constexpr std::array fields{
      field<&Variable::key>("Key").required().means("Name."),
      field<&Variable::value>("Value").required().empty_allowed().private_data().means("Value, always text.")};
  static constexpr StructInfo info = describe<Variable>("Variable", fields);
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
