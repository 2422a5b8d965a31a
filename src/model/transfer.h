// SPDX-License-Identifier: Apache-2.0
// Field lists of the transfer tools.
#pragma once

#include "codec/describe.h"
#include "tccc/types/transfer.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<TransferItem> {
  static constexpr std::array fields{
      field<&TransferItem::function_name>("TransferFunctionName").required().means("Name the model calls."),
      field<&TransferItem::function_description>("TransferFunctionDesc")
          .required()
          .means("When the model should call it."),
      field<&TransferItem::skill_group_id>("TransferSkillGroupId")
          .required()
          .means("Skill group that receives the callee.")};
  static constexpr StructInfo info = describe<TransferItem>("AITransferItem", fields);
};

template <>
struct Describe<TransferToHuman> {
  static constexpr std::array fields{
      field<&TransferToHuman::enabled>("TransferFunctionEnable")
          .means("Gives the model the tools that transfer to people."),
      field<&TransferToHuman::items>("TransferItems").means("The tools; used only when enabled.")};
  static constexpr StructInfo info = describe<TransferToHuman>("TransferToHuman", fields);
};

template <>
struct Describe<TransferToAgentItem> {
  static constexpr std::array fields{
      field<&TransferToAgentItem::name>("TransferToAgentName").required().means("Name the model calls."),
      field<&TransferToAgentItem::description>("TransferToAgentDesc")
          .required()
          .means("When the model should call it."),
      field<&TransferToAgentItem::agent_id>("TransferToAgentId").required().means("Agent that takes over.")};
  static constexpr StructInfo info = describe<TransferToAgentItem>("TransferToAgentItem", fields);
};

template <>
struct Describe<TransferToAgent> {
  static constexpr std::array fields{
      field<&TransferToAgent::enabled>("TransferToAgentEnable")
          .china_only()
          .means("Gives the model the tools that transfer to other agents."),
      field<&TransferToAgent::items>("TransferToAgentItems").china_only().means("The tools; used only when enabled.")};
  static constexpr StructInfo info = describe<TransferToAgent>("TransferToAgent", fields);
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
