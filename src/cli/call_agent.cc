// SPDX-License-Identifier: Apache-2.0
// `tccc call agent`: CreateAIAgentCall from a request file or from flags.
#include "cli/input_file.h"
#include "cli/place_call.h"
#include "cli/verbs.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/request_json.h"

namespace tccc::cli {
namespace {

Result<CreateAIAgentCallRequest> read_request(const CallAgent& command, const Environment& environment) {
  if (command.request_file.empty()) return command.request;
  const auto text = read_input(command.request_file, environment.in, "--request");
  if (!text) return text.error();
  return parse_request<CreateAIAgentCallRequest>(*text);
}

}  // namespace

ExitStatus call_agent(const GlobalOptions& global, const CallAgent& command, const Environment& environment) {
  const auto request = read_request(command, environment);
  if (!request) return fail(global, environment, request.error());
  return place_call(global, environment, "CreateAIAgentCall", *request);
}

}  // namespace tccc::cli
