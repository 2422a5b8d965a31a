// SPDX-License-Identifier: Apache-2.0
// `tccc session`: a call that was placed, steered and reviewed.
#include <chrono>
#include <string>

#include "cli/conversation.h"
#include "cli/follow_up.h"
#include "cli/shown_text.h"
#include "cli/verbs.h"
#include "tccc/api/control_ai_conversation.h"
#include "tccc/api/describe_ai_latency.h"
#include "tccc/api/describe_tel_record_asr.h"
#include "tccc/api/hang_up_call.h"
#include "tccc/api/transfer_to_manual.h"

namespace tccc::cli {
namespace {

template <class Request>
Request of(const SessionCommand& command) {
  Request request;
  request.sdk_app_id = command.app;
  request.session_id = command.id;
  return request;
}

ExitStatus say(const GlobalOptions& global, const SessionCommand& command, const Environment& environment) {
  auto request = of<ControlAIConversationRequest>(command);
  request.command = conversation_command::server_push_text;
  ServerPushText& push = request.server_push_text.emplace();
  push.text = command.text;
  push.interrupt = command.interrupt;
  push.drop_mode = 1;  // a sentence somebody typed must not vanish because the agent is speaking
  push.add_history = true;
  if (command.end_call) push.stop_after_play = true;
  return act(global, environment, "ControlAIConversation", request, "The agent says it.");
}

ExitStatus ask(const GlobalOptions& global, const SessionCommand& command, const Environment& environment) {
  auto request = of<ControlAIConversationRequest>(command);
  request.command = conversation_command::invoke_llm;
  request.invoke_llm.emplace().content = command.text;
  request.invoke_llm->interrupt = command.interrupt;
  return act(global, environment, "ControlAIConversation", request, "The model has been told.");
}

ExitStatus transfer(const GlobalOptions& global, const SessionCommand& command, const Environment& environment) {
  auto request = of<TransferToManualRequest>(command);
  request.skill_group_id = command.skill_group;
  return act(global, environment, "TransferToManual", request, "The call waits for a person.");
}

ExitStatus transcript(const GlobalOptions& global, const SessionCommand& command, const Environment& environment) {
  return follow_up(global, environment, "DescribeTelRecordAsr", Purpose::read, of<DescribeTelRecordAsrRequest>(command),
                   [&](const DescribeTelRecordAsrResponse& response) {
                     print_sentences(environment.out, response.asr_data_list, global.show_numbers);
                   });
}

ExitStatus latency(const GlobalOptions& global, const SessionCommand& command, const Environment& environment) {
  auto request = of<DescribeAILatencyRequest>(command);
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  request.start_time = now - std::chrono::hours(24 * 89);  // the service takes windows of less than 90 days
  request.end_time = now + std::chrono::hours(1);
  return follow_up(
      global, environment, "DescribeAILatency", Purpose::read, request, [&](const DescribeAILatencyResponse& response) {
        print_latency_bars(environment.out, response.ai_latency_detail);
        if (!response.ai_latency_statistics) return;
        environment.out << '\n';
        print_latency_statistics(environment.out, *response.ai_latency_statistics, environment.is_out_terminal);
      });
}

}  // namespace

ExitStatus session(const GlobalOptions& global, const SessionCommand& command, const Environment& environment) {
  switch (command.verb) {
    case SessionCommand::Verb::show:
      return show_session(global, command, environment);
    case SessionCommand::Verb::wait:
      return wait_for_session(global, command, environment);
    case SessionCommand::Verb::say:
      return say(global, command, environment);
    case SessionCommand::Verb::ask:
      return ask(global, command, environment);
    case SessionCommand::Verb::hang_up:
      return act(global, environment, "HangUpCall", of<HangUpCallRequest>(command), "The call is being ended.");
    case SessionCommand::Verb::transfer:
      return transfer(global, command, environment);
    case SessionCommand::Verb::transcript:
      return transcript(global, command, environment);
    case SessionCommand::Verb::latency:
      break;
  }
  return latency(global, command, environment);
}

}  // namespace tccc::cli
