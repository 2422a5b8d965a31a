// SPDX-License-Identifier: Apache-2.0
// What to extract from a conversation once it has ended.
// Source: CreateAICall, AICallExtractConfigElement.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tccc {
inline namespace v1 {

/// Kinds of extracted values.
namespace info_type {
inline constexpr const char* text = "Text";          ///< Text.
inline constexpr const char* selector = "Selector";  ///< One or more of ExtractItem::choices.
inline constexpr const char* boolean = "Boolean";    ///< True or false.
inline constexpr const char* number = "Number";      ///< A number.
}  // namespace info_type

/// One thing to extract; results come from DescribeAICallExtractResult.
struct ExtractItem {
  std::string info_type = {};                    ///< Required; one of tccc::info_type.
  std::string info_name = {};                    ///< Required; unique within the list.
  std::optional<std::string> info_content = {};  ///< What it means.
  std::vector<std::string> examples = {};        ///< Sample values.
  std::vector<std::string> choices = {};         ///< Needed when info_type is Selector.
};

}  // namespace v1
}  // namespace tccc
