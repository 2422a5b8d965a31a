// SPDX-License-Identifier: Apache-2.0
// `tccc call ai`: CreateAICall from a request file.
#include "cli/input_file.h"
#include "cli/place_call.h"
#include "cli/verbs.h"
#include "tccc/api/create_ai_call.h"
#include "tccc/request_json.h"

namespace tccc::cli {

ExitStatus call_ai(const GlobalOptions& global, const CallAi& command, const Environment& environment) {
  const auto text = read_input(command.request_file, environment.in, "--request");
  if (!text) return fail(global, environment, text.error());
  const auto request = parse_request<CreateAICallRequest>(*text);
  if (!request) return fail(global, environment, request.error());
  return place_call(global, environment, "CreateAICall", *request);
}

}  // namespace tccc::cli
