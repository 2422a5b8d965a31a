// SPDX-License-Identifier: Apache-2.0
// The options of call ai and call agent.
#include "cli/call_options.h"

#include <cstddef>
#include <utility>

#include "cli/exit_status.h"
#include "cli/option_text.h"

namespace tccc::cli {

void CallOptions::add_to(CLI::App& app) {
  constexpr const char* kRequestHelp = "Request as the JSON object of the service's own pages; - is standard input";
  constexpr const char* kGlobalHelp =
      "Options of `tccc --help` (--dry-run, --output, --endpoint, ...) are taken here\n"
      "too. At a terminal it is asked whether to dial, unless --yes is given.\n\n";

  call_ = app.add_subcommand("call", "Place a call on which an AI speaks");
  call_->require_subcommand(1);
  call_->footer("Place a call: `tccc call ai` or `tccc call agent`; each has its own --help.");

  ai_ = call_->add_subcommand("ai", "CreateAICall: model, voice and manners are in the request");
  add_value(*ai_, "--request", request_file_, "FILE|-", kRequestHelp)->required();
  ai_->footer(kGlobalHelp +
              std::string("Examples:\n"
                          "  tccc call ai --request call.json\n"
                          "  tccc call ai --request - --output json < call.json\n\n") +
              exit_status_help());

  agent_ = call_->add_subcommand("agent", "CreateAIAgentCall: an agent saved in the console speaks");
  add_value(*agent_, "--request", request_file_, "FILE|-", kRequestHelp);
  add_value(*agent_, "--app", app_id_, "ID", "SdkAppId, the application's id");
  add_value(*agent_, "--agent", agent_id_, "ID", "AIAgentId, the agent's id");
  add_value(*agent_, "--callee", callee_, "NUMBER", "Number to call, such as 008612300000000");
  add_values(*agent_, "--caller", callers_, "NUMBER", "Own number to call from; may be repeated");
  add_values(*agent_, "--var", variables_, "KEY=VALUE", "Variable of the agent's prompt; may be repeated");
  agent_->footer(
      "Give either --request or --app, --agent and --callee with what else is needed,\n"
      "not both.\n" +
      std::string(kGlobalHelp) +
      "Examples:\n"
      "  tccc call agent --request call.json\n"
      "  tccc call agent --app 1400000000 --agent 15 --callee 008612300000000 \\\n"
      "    --var name=Li --var day=Monday\n\n" +
      exit_status_help());
}

bool CallOptions::parsed() const {
  return call_->parsed();
}

std::string CallOptions::missing_verb() const {
  const bool is_bare = call_->parsed() && !ai_->parsed() && !agent_->parsed();
  return is_bare ? "call what? call ai or call agent; see --help" : std::string();
}

Result<Command> CallOptions::read() const {
  if (ai_->parsed()) return Command(CallAi{request_file_});
  auto command = read_agent();
  if (!command) return command.error();
  return Command(*std::move(command));
}

Result<CallAgent> CallOptions::read_agent() const {
  CallAgent command;
  command.request_file = request_file_;
  const bool by_file = agent_->count("--request") > 0;
  for (const char* name : {"--app", "--agent", "--callee", "--caller", "--var"}) {
    const bool given = agent_->count(name) > 0;
    if (by_file && given) return usage_error(name, "cannot be given together with --request");
  }
  if (by_file) return command;
  for (const char* name : {"--app", "--agent", "--callee"}) {
    if (agent_->count(name) == 0) return usage_error(name, "is needed, unless --request gives the whole request");
  }
  if (!parse_number(app_id_, command.request.sdk_app_id)) return usage_error("--app", "must be a whole number");
  if (!parse_number(agent_id_, command.request.ai_agent_id)) return usage_error("--agent", "must be a whole number");
  command.request.callee = callee_;
  command.request.callers = callers_;
  for (const std::string& variable : variables_) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string::npos || equals == 0) return usage_error("--var", "must be KEY=VALUE");
    command.request.variables.push_back({variable.substr(0, equals), variable.substr(equals + 1)});
  }
  return command;
}

}  // namespace tccc::cli
