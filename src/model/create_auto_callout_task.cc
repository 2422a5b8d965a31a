// SPDX-License-Identifier: Apache-2.0
// Field lists of CreateAutoCalloutTask.
#include "tccc/api/create_auto_callout_task.h"

#include "codec/describe.h"
#include "model/action.h"
#include "model/call_advice.h"
#include "model/callout_task.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kRetryHangupTypes[] = {"202", "203", "204", "205", "206", "207", "208", "210", "212",
                                                  "213", "215", "216", "217", "218", "219", "221", "222", "234"};

void advise_on_task(const void* object, const LintContext& /*context*/, std::vector<LintFinding>& findings) {
  const auto& request = *static_cast<const CreateAutoCalloutTaskRequest*>(object);
  const auto remark = [&](std::string field, std::string message) {
    findings.push_back({std::move(field), std::move(message)});
  };
  if (!request.ai_agent_id && !request.ivr_id) remark("AIAgentId", "or IvrId is needed; neither is given");
  if (request.ai_agent_id && request.ivr_id) remark("IvrId", "is given beside AIAgentId; give one of the two");
  if (request.not_after && *request.not_after <= request.not_before) remark("NotAfter", "is not after NotBefore");
  if (!request.available_time.empty() && !request.available_work_time_config.empty()) {
    remark("AvailableWorkTimeConfig", "has no effect beside AvailableTime");
  }
  advise_on_number_list("Callees", request.callees, findings);
  advise_on_number_list("Callers", request.callers, findings);
}

}  // namespace

template <>
struct Describe<CreateAutoCalloutTaskRequest> {
  static constexpr std::array fields{
      field<&CreateAutoCalloutTaskRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&CreateAutoCalloutTaskRequest::not_before>("NotBefore")
          .in("s since 1970")
          .required()
          .means("When calling begins."),
      field<&CreateAutoCalloutTaskRequest::callees>("Callees").required().phone().means("Numbers to call."),
      field<&CreateAutoCalloutTaskRequest::callers>("Callers").required().phone().means("Own numbers to call from."),
      field<&CreateAutoCalloutTaskRequest::ivr_id>("IvrId").means("Flow that answers; this or AIAgentId."),
      field<&CreateAutoCalloutTaskRequest::name>("Name").means("Task name."),
      field<&CreateAutoCalloutTaskRequest::description>("Description").means("Free-text description."),
      field<&CreateAutoCalloutTaskRequest::not_after>("NotAfter").in("s since 1970").means("When calling ends."),
      field<&CreateAutoCalloutTaskRequest::tries>("Tries").range(1, 3).means("Attempts per number."),
      field<&CreateAutoCalloutTaskRequest::variables>("Variables")
          .means("Variables of the task; those of a callee win."),
      field<&CreateAutoCalloutTaskRequest::uui>("UUI").personal().means("Data of the task; that of a callee wins."),
      field<&CreateAutoCalloutTaskRequest::callee_attributes>("CalleeAttributes").means("Per-callee data."),
      field<&CreateAutoCalloutTaskRequest::time_zone>("TimeZone")
          .means("IANA name of the zone of the daily windows, such as Asia/Shanghai."),
      field<&CreateAutoCalloutTaskRequest::available_time>("AvailableTime")
          .means("Daily windows; they win over AvailableWorkTimeConfig."),
      field<&CreateAutoCalloutTaskRequest::ai_agent_id>("AIAgentId").means("Agent that answers; this or IvrId."),
      field<&CreateAutoCalloutTaskRequest::retry_interval>("RetryInterval")
          .in("s")
          .range(600, 86400)
          .means("Pause between attempts."),
      field<&CreateAutoCalloutTaskRequest::max_ring_timeout>("MaxRingTimeoutSecond")
          .in("s")
          .means("Longest ringing; only for numbers you brought yourself."),
      field<&CreateAutoCalloutTaskRequest::retry_hangup_types>("RetryHangupTypes")
          .one_of(kRetryHangupTypes)
          .means("Calls again only after these ends, as texts of numbers; tasks with an agent only."),
      field<&CreateAutoCalloutTaskRequest::retry_tags>("RetryTags")
          .means("Calls again only with these tags; agents of the dialogue kind only."),
      field<&CreateAutoCalloutTaskRequest::available_work_time_config>("AvailableWorkTimeConfig")
          .means("Windows by kind of day."),
      field<&CreateAutoCalloutTaskRequest::trigger_strategy>("TriggerStrategy")
          .means("HTTP requests that outcomes set off."),
      field<&CreateAutoCalloutTaskRequest::concurrency_limit>("ConcurrencyLimit")
          .china_only()
          .means("Most calls of the task at once."),
      extra<&CreateAutoCalloutTaskRequest::extra_json>()};
  static constexpr StructInfo info =
      describe<CreateAutoCalloutTaskRequest>("CreateAutoCalloutTaskRequest", fields, &advise_on_task);
};

template <>
struct Describe<CreateAutoCalloutTaskResponse> {
  static constexpr std::array fields{
      field<&CreateAutoCalloutTaskResponse::task_id>("TaskId").required().means("Id of the task."),
      field<&CreateAutoCalloutTaskResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<CreateAutoCalloutTaskResponse>("CreateAutoCalloutTaskResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<CreateAutoCalloutTaskRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<CreateAutoCalloutTaskRequest>("CreateAutoCalloutTask", detail::Repetition::dials_again);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
