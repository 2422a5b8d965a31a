// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribeAIAgentInfoList.
#include "tccc/api/describe_ai_agent_info_list.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<AIAgentInfo> {
  static constexpr std::array fields{
      field<&AIAgentInfo::ai_agent_id>("AIAgentId").means("Id of the agent."),
      field<&AIAgentInfo::ai_agent_name>("AIAgentName").means("Its name in the console."),
      field<&AIAgentInfo::variable_names>("VariableNames").means("Names of the variables the agent expects.")};
  static constexpr StructInfo info = describe<AIAgentInfo>("AIAgentInfo", fields);
};

template <>
struct Describe<DescribeAIAgentInfoListRequest> {
  static constexpr std::array fields{
      field<&DescribeAIAgentInfoListRequest::sdk_app_id>("SdkAppId")
          .required()
          .means("Application id from the console."),
      field<&DescribeAIAgentInfoListRequest::page_size>("PageSize").required().at_most(100).means("Rows per page."),
      field<&DescribeAIAgentInfoListRequest::page_number>("PageNumber")
          .required()
          .empty_allowed()
          .at_least(0)
          .means("Page, counted from 0."),
      extra<&DescribeAIAgentInfoListRequest::extra_json>()};
  static constexpr StructInfo info = describe<DescribeAIAgentInfoListRequest>("DescribeAIAgentInfoListRequest", fields);
};

template <>
struct Describe<DescribeAIAgentInfoListResponse> {
  static constexpr std::array fields{
      field<&DescribeAIAgentInfoListResponse::ai_agent_info_list>("AIAgentInfoList").means("Agents on this page."),
      field<&DescribeAIAgentInfoListResponse::total_count>("TotalCount").means("Rows in all, over all pages."),
      field<&DescribeAIAgentInfoListResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info =
      describe<DescribeAIAgentInfoListResponse>("DescribeAIAgentInfoListResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribeAIAgentInfoListRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<DescribeAIAgentInfoListRequest>("DescribeAIAgentInfoList", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
