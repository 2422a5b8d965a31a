// SPDX-License-Identifier: Apache-2.0
// Field lists and cross-field advice of CreateAICall.
#include "tccc/api/create_ai_call.h"

#include <algorithm>

#include "codec/describe.h"
#include "model/action.h"
#include "model/asr.h"
#include "model/call_advice.h"
#include "model/conversation.h"
#include "model/extract.h"
#include "model/llm.h"
#include "model/transfer.h"
#include "model/variable.h"
#include "model/voice.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

bool is_documented_llm(std::string_view protocol) {
  const auto& known = DescribeChoice<LlmConfig>::alternatives;
  return std::any_of(known.begin(), known.end(), [&](const Alternative& alternative) {
    return !alternative.tag_value.empty() && alternative.tag_value == protocol;
  });
}

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

void advise_on_ai_call(const void* object, const LintContext& context, std::vector<LintFinding>& findings) {
  const auto& request = *static_cast<const CreateAICallRequest*>(object);
  const auto remark = [&](std::string field, std::string message) {
    findings.push_back({std::move(field), std::move(message)});
  };
  advise_on_numbers(request.callee, request.callers, findings);
  if (std::holds_alternative<std::monostate>(request.voice)) {
    remark("VoiceType", "no voice is chosen; give a built-in voice or a vendor's (CustomTTSConfig)");
  }
  if (const auto* other = std::get_if<OtherLlm>(&request.llm);
      other != nullptr && !is_documented_llm(other->protocol)) {
    remark("LLMType", is_documented_llm(lowered(other->protocol)) ? "the service spells protocols in lower case"
                                                                  : "is none of openai, azure, minimax, dify");
  }
  const auto& languages = request.asr.languages;
  if (languages.size() > 1 && languages.front() == language::zh_dialect) {
    remark("Languages", "zh-dialect comes first, so the other languages have no effect");
  }
  for (std::size_t i = 0; i < languages.size(); ++i) {
    if (std::find(languages.begin(), languages.begin() + static_cast<std::ptrdiff_t>(i), languages[i]) !=
        languages.begin() + static_cast<std::ptrdiff_t>(i)) {
      remark("Languages[" + std::to_string(i) + "]", "stands in the list twice");
    }
  }
  if (!request.transfer_to_human.items.empty() && !request.transfer_to_human.enabled.value_or(false)) {
    remark("TransferItems", "has no effect while TransferFunctionEnable is not true");
  }
  if (request.transfer_to_human.enabled.value_or(false) && request.transfer_to_human.items.empty()) {
    remark("TransferFunctionEnable", "is on, but TransferItems names no tool to transfer with");
  }
  if (!request.transfer_to_agent.items.empty() && !request.transfer_to_agent.enabled.value_or(false)) {
    remark("TransferToAgentItems", "has no effect while TransferToAgentEnable is not true");
  }
  if (request.end_call.description && !request.end_call.enabled.value_or(false)) {
    remark("EndFunctionDesc", "has no effect while EndFunctionEnable is not true");
  }
  if (request.ambient_sound.volume && !request.ambient_sound.type) {
    remark("AmbientSoundVolume", "has no effect without AmbientSoundType");
  }
  if (request.voicemail.action && !request.voicemail.detection.value_or(false)) {
    remark("VoicemailAction", "has no effect while EnableVoicemailDetection is not true");
  }
  if (request.welcome.message_priority == 1) {
    remark("WelcomeMessagePriority", "1 is not documented; 0 can be interrupted, 2 cannot");
  }
  if (request.compliance_audio == false) {
    remark("EnableComplianceAudio", "false accepts a legal statement of the vendor; be sure that is meant");
  }
  for (std::size_t i = 0; i < request.extract.size(); ++i) {
    const ExtractItem& item = request.extract[i];
    const std::string path = "ExtractConfig[" + std::to_string(i) + "].";
    if (item.info_type == info_type::selector && item.choices.empty())
      remark(path + "Choices", "is needed when InfoType is Selector");
    for (std::size_t j = 0; j < i; ++j) {
      if (request.extract[j].info_name == item.info_name) {
        remark(path + "InfoName", "is not unique within the list");
        break;
      }
    }
  }
  advise_on_variables(request.variables, request.prompt_variables, findings);
  advise_on_waiting(request.acquire_timeout, context, findings);
}

}  // namespace

template <>
struct Describe<CreateAICallRequest> {
  static constexpr std::array fields{
      field<&CreateAICallRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&CreateAICallRequest::callee>("Callee").required().phone().means(
          "Number to call, such as 008612300000000."),
      field<&CreateAICallRequest::system_prompt>("SystemPrompt").means("Persona, rules and task."),
      choice<&CreateAICallRequest::llm>(),
      group<&CreateAICallRequest::sampling>(),
      field<&CreateAICallRequest::llm_extra_body>("LLMExtraBody")
          .json_text()
          .means("JSON object merged into the request to the model."),
      choice<&CreateAICallRequest::voice>(),
      group<&CreateAICallRequest::asr>(),
      field<&CreateAICallRequest::callers>("Callers").phone().means("Own numbers to call from; the service picks one."),
      group<&CreateAICallRequest::welcome>(),
      group<&CreateAICallRequest::interruption>(),
      group<&CreateAICallRequest::silence>(),
      group<&CreateAICallRequest::end_call>(),
      group<&CreateAICallRequest::transfer_to_human>(),
      group<&CreateAICallRequest::transfer_to_agent>(),
      field<&CreateAICallRequest::extract>("ExtractConfig").means("What to extract once the call has ended."),
      field<&CreateAICallRequest::tone_word>("ToneWord").means("Filler words while the model is slow."),
      field<&CreateAICallRequest::compliance_audio>("EnableComplianceAudio")
          .by_default("true")
          .means("Tone that marks AI speech; switching it off accepts a legal statement."),
      group<&CreateAICallRequest::voicemail>(),
      group<&CreateAICallRequest::ambient_sound>(),
      field<&CreateAICallRequest::variables>("Variables").means("Variables of prompt, greeting and model inputs."),
      field<&CreateAICallRequest::prompt_variables>("PromptVariables")
          .deprecated()
          .means("Variables of the prompt; superseded by Variables."),
      field<&CreateAICallRequest::max_call_duration>("MaxCallDurationMs")
          .in("ms")
          .by_default("no limit")
          .means("Longest call."),
      field<&CreateAICallRequest::max_ring_timeout>("MaxRingTimeoutSecond")
          .in("s")
          .means("Longest ringing; only for numbers you brought yourself."),
      field<&CreateAICallRequest::acquire_timeout>("AcquireTimeoutSecond")
          .range(0, 5)
          .in("s")
          .by_default("5")
          .china_only()
          .means("How long the service may wait for a free AI line."),
      extra<&CreateAICallRequest::extra_json>()};
  static constexpr StructInfo info = describe<CreateAICallRequest>("CreateAICallRequest", fields, &advise_on_ai_call);
};

template <>
struct Describe<CreateAICallResponse> {
  static constexpr std::array fields{
      field<&CreateAICallResponse::session_id>("SessionId").required().means("Id of the call; opaque."),
      field<&CreateAICallResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<CreateAICallResponse>("CreateAICallResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<CreateAICallRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<CreateAICallRequest>("CreateAICall", detail::Repetition::dials_again);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
