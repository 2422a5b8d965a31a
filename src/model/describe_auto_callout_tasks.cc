// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribeAutoCalloutTasks.
#include "tccc/api/describe_auto_callout_tasks.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<AutoCalloutTaskInfo> {
  static constexpr std::array fields{
      field<&AutoCalloutTaskInfo::name>("Name").means("Name."),
      field<&AutoCalloutTaskInfo::callee_count>("CalleeCount").means("How many numbers."),
      field<&AutoCalloutTaskInfo::callers>("Callers").phone().means("Candidate calling numbers."),
      field<&AutoCalloutTaskInfo::not_before>("NotBefore").in("s since 1970").none_at(0).means("When calling begins."),
      field<&AutoCalloutTaskInfo::not_after>("NotAfter")
          .in("s since 1970")
          .none_at(0)
          .means("When calling ends, if ever."),
      field<&AutoCalloutTaskInfo::ivr_id>("IvrId").means("Flow that answers."),
      field<&AutoCalloutTaskInfo::state>("State").means(
          "0 initial, 1 running, 2 completed, 3 ending, 4 ended, 5 paused."),
      field<&AutoCalloutTaskInfo::task_id>("TaskId").means("Id of the task."),
      field<&AutoCalloutTaskInfo::max_ring_timeout>("MaxRingTimeoutSecond")
          .in("s")
          .means("Longest ringing; only for numbers you brought yourself.")};
  static constexpr StructInfo info = describe<AutoCalloutTaskInfo>("AutoCalloutTaskInfo", fields);
};

template <>
struct Describe<DescribeAutoCalloutTasksRequest> {
  static constexpr std::array fields{
      field<&DescribeAutoCalloutTasksRequest::sdk_app_id>("SdkAppId")
          .required()
          .means("Application id from the console."),
      field<&DescribeAutoCalloutTasksRequest::page_size>("PageSize").required().means("Rows per page."),
      field<&DescribeAutoCalloutTasksRequest::page_number>("PageNumber")
          .required()
          .empty_allowed()
          .means("Page, counted from 0."),
      extra<&DescribeAutoCalloutTasksRequest::extra_json>()};
  static constexpr StructInfo info =
      describe<DescribeAutoCalloutTasksRequest>("DescribeAutoCalloutTasksRequest", fields);
};

template <>
struct Describe<DescribeAutoCalloutTasksResponse> {
  static constexpr std::array fields{
      field<&DescribeAutoCalloutTasksResponse::total_count>("TotalCount").means("Rows in all, over all pages."),
      field<&DescribeAutoCalloutTasksResponse::tasks>("Tasks").means("Tasks on this page."),
      field<&DescribeAutoCalloutTasksResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info =
      describe<DescribeAutoCalloutTasksResponse>("DescribeAutoCalloutTasksResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribeAutoCalloutTasksRequest>::action() noexcept {
  static constexpr detail::Action kAction = detail::describe_action<DescribeAutoCalloutTasksRequest>(
      "DescribeAutoCalloutTasks", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
