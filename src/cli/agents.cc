// SPDX-License-Identifier: Apache-2.0
// `tccc agents`: the agents saved in the console.
#include <string>

#include "cli/follow_up.h"
#include "cli/listing.h"
#include "cli/table.h"
#include "cli/verbs.h"
#include "tccc/api/describe_ai_agent_info_list.h"

namespace tccc::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

ExitStatus agents(const GlobalOptions& global, const Agents& command, const Environment& environment) {
  DescribeAIAgentInfoListRequest request;
  request.sdk_app_id = command.app;
  request.page_size = 100;
  DescribeAIAgentInfoListResponse all;
  const auto status = read_all(global, environment, request, kNoLimit, all.ai_agent_info_list, all.total_count);
  if (status) return *status;
  if (global.output == OutputFormat::json) {
    print_response_json(global, environment, all);
    return ExitStatus::done;
  }
  Table table({"AGENT", "NAME", "VARIABLES"});
  for (const AIAgentInfo& agent : all.ai_agent_info_list) {
    table.add({std::to_string(agent.ai_agent_id.value_or(0)), agent.ai_agent_name, joined(agent.variable_names)});
  }
  table.print(environment.out, environment.is_out_terminal);
  return ExitStatus::done;
}

}  // namespace tccc::cli
