// SPDX-License-Identifier: Apache-2.0
// Field lists and cross-field advice of CreateAIAgentCall.
#include "tccc/api/create_ai_agent_call.h"

#include "codec/describe.h"
#include "model/action.h"
#include "model/call_advice.h"
#include "model/variable.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

void advise_on_agent_call(const void* object, const LintContext& context, std::vector<LintFinding>& findings) {
  const auto& request = *static_cast<const CreateAIAgentCallRequest*>(object);
  advise_on_numbers(request.callee, request.callers, findings);
  advise_on_variables(request.variables, request.prompt_variables, findings);
  advise_on_waiting(request.acquire_timeout, context, findings);
}

}  // namespace

template <>
struct Describe<CreateAIAgentCallRequest> {
  static constexpr std::array fields{
      field<&CreateAIAgentCallRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&CreateAIAgentCallRequest::ai_agent_id>("AIAgentId")
          .required()
          .means("Id of the agent, shown in the console."),
      field<&CreateAIAgentCallRequest::callee>("Callee").required().phone().means(
          "Number to call, such as 008612300000000."),
      field<&CreateAIAgentCallRequest::callers>("Callers").phone().means(
          "Own numbers to call from; the service picks one."),
      field<&CreateAIAgentCallRequest::variables>("Variables").means("Variables of prompt, greeting and model inputs."),
      field<&CreateAIAgentCallRequest::prompt_variables>("PromptVariables")
          .deprecated()
          .means("Variables of the prompt; superseded by Variables."),
      field<&CreateAIAgentCallRequest::max_ring_timeout>("MaxRingTimeoutSecond")
          .in("s")
          .means("Longest ringing; only for numbers you brought yourself."),
      field<&CreateAIAgentCallRequest::acquire_timeout>("AcquireTimeoutSecond")
          .range(0, 5)
          .in("s")
          .by_default("5")
          .china_only()
          .means("How long the service may wait for a free AI line."),
      extra<&CreateAIAgentCallRequest::extra_json>()};
  static constexpr StructInfo info =
      describe<CreateAIAgentCallRequest>("CreateAIAgentCallRequest", fields, &advise_on_agent_call);
};

template <>
struct Describe<CreateAIAgentCallResponse> {
  static constexpr std::array fields{
      field<&CreateAIAgentCallResponse::session_id>("SessionId").required().means("Id of the call; opaque."),
      field<&CreateAIAgentCallResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<CreateAIAgentCallResponse>("CreateAIAgentCallResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<CreateAIAgentCallRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<CreateAIAgentCallRequest>("CreateAIAgentCall", detail::Repetition::dials_again);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
