// SPDX-License-Identifier: Apache-2.0
// DescribeAIAgentInfoList: the agents that are saved in the console, by pages.
// Source: the API documentation of DescribeAIAgentInfoList, newest edition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/action.h"
#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// An agent saved in the console.
struct AIAgentInfo {
  std::optional<std::uint64_t> ai_agent_id = {};  ///< Id of the agent.
  std::string ai_agent_name = {};                 ///< Its name in the console.
  std::vector<std::string> variable_names = {};   ///< Names of the variables the agent expects.
};

/// Pages are read with tccc::pages.
struct DescribeAIAgentInfoListRequest {
  std::int64_t sdk_app_id = 0;   ///< Required; application id from the console.
  std::int64_t page_size = 0;    ///< Required; rows per page, at most 100.
  std::int64_t page_number = 0;  ///< Required; page, counted from 0.
  std::string extra_json = {};   ///< JSON object of parameters newer than this library.
};

/// One page of agents.
struct DescribeAIAgentInfoListResponse {
  std::vector<AIAgentInfo> ai_agent_info_list = {};  ///< Agents on this page.
  std::optional<std::int64_t> total_count = {};      ///< Rows in all, over all pages.
  std::string request_id = {};                       ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribeAIAgentInfoListRequest> {
  using Response = DescribeAIAgentInfoListResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribeAIAgentInfoListResponse> {
  using Type = DescribeAIAgentInfoListRequest;
};

}  // namespace v1
}  // namespace tccc
