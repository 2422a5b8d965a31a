// SPDX-License-Identifier: Apache-2.0
// Field lists of ControlAIConversation.
#include "tccc/api/control_ai_conversation.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kCommands[] = {conversation_command::server_push_text, conversation_command::invoke_llm};

void advise_on_command(const void* object, const LintContext& /*context*/, std::vector<LintFinding>& findings) {
  const auto& request = *static_cast<const ControlAIConversationRequest*>(object);
  const auto remark = [&](std::string field, std::string message) {
    findings.push_back({std::move(field), std::move(message)});
  };
  if (!request.command) remark("Command", "is not given, so nothing will happen");
  const std::string command = request.command.value_or("");
  const auto compare = [&](const char* name, bool is_given) {
    if (command == name && !is_given) remark(name, "is needed with the command of that name");
    if (command != name && is_given) remark(name, "has no effect without the command of that name");
  };
  compare(conversation_command::server_push_text, request.server_push_text.has_value());
  compare(conversation_command::invoke_llm, request.invoke_llm.has_value());
  if (!request.server_push_text) return;
  const ServerPushText& push = *request.server_push_text;
  if (!push.text && !push.audio) remark("ServerPushText", "has neither Text nor Audio");
  if (push.text && push.audio) remark("ServerPushText.Text", "has no effect beside Audio");
}

}  // namespace

template <>
struct Describe<ServerPushText> {
  static constexpr std::array fields{
      field<&ServerPushText::text>("Text").means("Text to speak."),
      field<&ServerPushText::interrupt>("Interrupt").means("Whether this may cut off what the agent is saying now."),
      field<&ServerPushText::stop_after_play>("StopAfterPlay").means("Ends the agent's part once this is spoken."),
      field<&ServerPushText::audio>("Audio").means(
          "Base64 of mono audio at the sample rate of the voice; wins over Text, which is left out then."),
      field<&ServerPushText::drop_mode>("DropMode")
          .range(0, 1)
          .by_default("0")
          .means("While the agent is busy: 0 drops this, 1 lets it wait (an interruption empties the queue)."),
      field<&ServerPushText::priority>("Priority")
          .range(0, 1)
          .by_default("0")
          .means("0 can be interrupted; 1 cannot, and while it plays everything that comes later is dropped."),
      field<&ServerPushText::add_history>("AddHistory").means("Also adds the text to the history of the model.")};
  static constexpr StructInfo info = describe<ServerPushText>("ServerPushText", fields);
};

template <>
struct Describe<InvokeLLM> {
  static constexpr std::array fields{
      field<&InvokeLLM::content>("Content").means(
          "Sent to the model, whose request then carries the header X-Invoke-LLM: 1."),
      field<&InvokeLLM::interrupt>("Interrupt").means("Whether this may cut off what the agent is saying now.")};
  static constexpr StructInfo info = describe<InvokeLLM>("InvokeLLM", fields);
};

template <>
struct Describe<ControlAIConversationRequest> {
  static constexpr std::array fields{
      field<&ControlAIConversationRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&ControlAIConversationRequest::session_id>("SessionId").required().means("Call in progress."),
      field<&ControlAIConversationRequest::command>("Command").one_of(kCommands).means(
          "What to do; ServerPushText or InvokeLLM, with the member of that name."),
      field<&ControlAIConversationRequest::server_push_text>("ServerPushText")
          .means("What to speak, with the command ServerPushText."),
      field<&ControlAIConversationRequest::invoke_llm>("InvokeLLM")
          .means("What to tell the model, with the command InvokeLLM."),
      extra<&ControlAIConversationRequest::extra_json>()};
  static constexpr StructInfo info =
      describe<ControlAIConversationRequest>("ControlAIConversationRequest", fields, &advise_on_command);
};

template <>
struct Describe<ControlAIConversationResponse> {
  static constexpr std::array fields{
      field<&ControlAIConversationResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<ControlAIConversationResponse>("ControlAIConversationResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<ControlAIConversationRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<ControlAIConversationRequest>("ControlAIConversation", detail::Repetition::acts_again);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
