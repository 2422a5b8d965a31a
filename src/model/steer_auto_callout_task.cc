// SPDX-License-Identifier: Apache-2.0
// Field lists of PauseAutoCalloutTask, ResumeAutoCalloutTask, StopAutoCalloutTask.
#include "tccc/api/steer_auto_callout_task.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<PauseAutoCalloutTaskRequest> {
  static constexpr std::array fields{
      field<&PauseAutoCalloutTaskRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&PauseAutoCalloutTaskRequest::task_id>("TaskId").required().means("Id of the task."),
      extra<&PauseAutoCalloutTaskRequest::extra_json>()};
  static constexpr StructInfo info = describe<PauseAutoCalloutTaskRequest>("PauseAutoCalloutTaskRequest", fields);
};

template <>
struct Describe<PauseAutoCalloutTaskResponse> {
  static constexpr std::array fields{
      field<&PauseAutoCalloutTaskResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<PauseAutoCalloutTaskResponse>("PauseAutoCalloutTaskResponse", fields);
};

template <>
struct Describe<ResumeAutoCalloutTaskRequest> {
  static constexpr std::array fields{
      field<&ResumeAutoCalloutTaskRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&ResumeAutoCalloutTaskRequest::task_id>("TaskId").required().means("Id of the task."),
      extra<&ResumeAutoCalloutTaskRequest::extra_json>()};
  static constexpr StructInfo info = describe<ResumeAutoCalloutTaskRequest>("ResumeAutoCalloutTaskRequest", fields);
};

template <>
struct Describe<ResumeAutoCalloutTaskResponse> {
  static constexpr std::array fields{
      field<&ResumeAutoCalloutTaskResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<ResumeAutoCalloutTaskResponse>("ResumeAutoCalloutTaskResponse", fields);
};

template <>
struct Describe<StopAutoCalloutTaskRequest> {
  static constexpr std::array fields{
      field<&StopAutoCalloutTaskRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&StopAutoCalloutTaskRequest::task_id>("TaskId").required().means("Id of the task."),
      extra<&StopAutoCalloutTaskRequest::extra_json>()};
  static constexpr StructInfo info = describe<StopAutoCalloutTaskRequest>("StopAutoCalloutTaskRequest", fields);
};

template <>
struct Describe<StopAutoCalloutTaskResponse> {
  static constexpr std::array fields{
      field<&StopAutoCalloutTaskResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<StopAutoCalloutTaskResponse>("StopAutoCalloutTaskResponse", fields);
};

namespace {
constexpr Action kPauseAction =
    describe_action<PauseAutoCalloutTaskRequest>("PauseAutoCalloutTask", Repetition::acts_again);
constexpr Action kResumeAction =
    describe_action<ResumeAutoCalloutTaskRequest>("ResumeAutoCalloutTask", Repetition::acts_again);
constexpr Action kStopAction = describe_action<StopAutoCalloutTaskRequest>("StopAutoCalloutTask", Repetition::harmless);
}  // namespace

}  // namespace detail

const detail::Action& ActionOf<PauseAutoCalloutTaskRequest>::action() noexcept {
  return detail::kPauseAction;
}

const detail::Action& ActionOf<ResumeAutoCalloutTaskRequest>::action() noexcept {
  return detail::kResumeAction;
}

const detail::Action& ActionOf<StopAutoCalloutTaskRequest>::action() noexcept {
  return detail::kStopAction;
}

}  // namespace v1
}  // namespace tccc
