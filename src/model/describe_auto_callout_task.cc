// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribeAutoCalloutTask.
#include "tccc/api/describe_auto_callout_task.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<AutoCalloutTaskCalleeInfo> {
  static constexpr std::array fields{
      field<&AutoCalloutTaskCalleeInfo::callee>("Callee").phone().means("Called number."),
      field<&AutoCalloutTaskCalleeInfo::state>("State").means(
          "0 initial, 1 answered, 2 not answered, 3 calling, 4 waiting for the next attempt."),
      field<&AutoCalloutTaskCalleeInfo::sessions>("Sessions").means("Session ids of the attempts.")};
  static constexpr StructInfo info = describe<AutoCalloutTaskCalleeInfo>("AutoCalloutTaskCalleeInfo", fields);
};

template <>
struct Describe<DescribeAutoCalloutTaskRequest> {
  static constexpr std::array fields{
      field<&DescribeAutoCalloutTaskRequest::sdk_app_id>("SdkAppId")
          .required()
          .means("Application id from the console."),
      field<&DescribeAutoCalloutTaskRequest::task_id>("TaskId").required().means("Id of the task."),
      extra<&DescribeAutoCalloutTaskRequest::extra_json>()};
  static constexpr StructInfo info = describe<DescribeAutoCalloutTaskRequest>("DescribeAutoCalloutTaskRequest", fields);
};

template <>
struct Describe<DescribeAutoCalloutTaskResponse> {
  static constexpr std::array fields{
      field<&DescribeAutoCalloutTaskResponse::name>("Name").means("Name."),
      field<&DescribeAutoCalloutTaskResponse::description>("Description").means("Free-text description."),
      field<&DescribeAutoCalloutTaskResponse::not_before>("NotBefore")
          .in("s since 1970")
          .none_at(0)
          .means("When calling begins."),
      field<&DescribeAutoCalloutTaskResponse::not_after>("NotAfter")
          .in("s since 1970")
          .none_at(0)
          .means("When calling ends, if ever."),
      field<&DescribeAutoCalloutTaskResponse::callers>("Callers").phone().means("Calling numbers."),
      field<&DescribeAutoCalloutTaskResponse::callees>("Callees").phone().means("Per-number progress."),
      field<&DescribeAutoCalloutTaskResponse::ivr_id>("IvrId").means("Flow that answers."),
      field<&DescribeAutoCalloutTaskResponse::state>("State").means(
          "0 initial, 1 running, 2 completed, 3 ending, 4 ended, 5 paused."),
      field<&DescribeAutoCalloutTaskResponse::max_ring_timeout>("MaxRingTimeoutSecond")
          .in("s")
          .means("Longest ringing; only for numbers you brought yourself."),
      field<&DescribeAutoCalloutTaskResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info =
      describe<DescribeAutoCalloutTaskResponse>("DescribeAutoCalloutTaskResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribeAutoCalloutTaskRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<DescribeAutoCalloutTaskRequest>("DescribeAutoCalloutTask", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
