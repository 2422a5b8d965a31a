// SPDX-License-Identifier: Apache-2.0
// Field list of what is extracted after a call.
#pragma once

#include "codec/describe.h"
#include "tccc/types/extract.h"

namespace tccc {
inline namespace v1 {
namespace detail {

inline constexpr std::string_view kInfoTypes[] = {info_type::text, info_type::selector, info_type::boolean,
                                                  info_type::number};

template <>
struct Describe<ExtractItem> {
  static constexpr std::array fields{
      field<&ExtractItem::info_type>("InfoType").required().one_of(kInfoTypes).means("Kind of value."),
      field<&ExtractItem::info_name>("InfoName").required().means("Name, unique within the list."),
      field<&ExtractItem::info_content>("InfoContent").means("What it means."),
      field<&ExtractItem::examples>("Examples").means("Sample values."),
      field<&ExtractItem::choices>("Choices").means("Allowed values; needed when InfoType is Selector.")};
  static constexpr StructInfo info = describe<ExtractItem>("AICallExtractConfigElement", fields);
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
