// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribeTelCdr.
#include "tccc/api/describe_tel_cdr.h"

#include "codec/describe.h"
#include "model/action.h"
#include "model/tel_cdr_info.h"
#include "model/window_advice.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

void advise_on_cdr_window(const void* object, const LintContext& /*context*/, std::vector<LintFinding>& findings) {
  const auto& request = *static_cast<const DescribeTelCdrRequest*>(object);
  advise_on_window({"StartTimeStamp", request.start_time_stamp}, {"EndTimeStamp", request.end_time_stamp},
                   kTooManyDaysOfRecords, findings);
}

}  // namespace

template <>
struct Describe<DescribeTelCdrRequest> {
  static constexpr std::array fields{
      field<&DescribeTelCdrRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&DescribeTelCdrRequest::start_time_stamp>("StartTimeStamp")
          .in("s since 1970")
          .required()
          .means("Start of the window, at most 180 days back."),
      field<&DescribeTelCdrRequest::end_time_stamp>("EndTimeStamp")
          .in("s since 1970")
          .required()
          .means("End of the window, less than 90 days after its start."),
      field<&DescribeTelCdrRequest::page_size>("PageSize").required().at_most(100).means("Rows per page."),
      field<&DescribeTelCdrRequest::page_number>("PageNumber")
          .required()
          .empty_allowed()
          .at_least(0)
          .means("Page, counted from 0."),
      field<&DescribeTelCdrRequest::instance_id>("InstanceId").deprecated().means("No longer used."),
      field<&DescribeTelCdrRequest::limit>("Limit").deprecated().means("Superseded by PageSize."),
      field<&DescribeTelCdrRequest::offset>("Offset").deprecated().means("Superseded by PageNumber."),
      field<&DescribeTelCdrRequest::phones>("Phones").phone().means("Filter by phone numbers."),
      field<&DescribeTelCdrRequest::session_ids>("SessionIds").means("Filter by session ids."),
      extra<&DescribeTelCdrRequest::extra_json>()};
  static constexpr StructInfo info =
      describe<DescribeTelCdrRequest>("DescribeTelCdrRequest", fields, &advise_on_cdr_window);
};

template <>
struct Describe<DescribeTelCdrResponse> {
  static constexpr std::array fields{
      field<&DescribeTelCdrResponse::total_count>("TotalCount").means("Rows in all, over all pages."),
      field<&DescribeTelCdrResponse::tel_cdrs>("TelCdrs").deprecated().means("Older name of TelCdrList."),
      field<&DescribeTelCdrResponse::tel_cdr_list>("TelCdrList").means("Call records."),
      field<&DescribeTelCdrResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<DescribeTelCdrResponse>("DescribeTelCdrResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribeTelCdrRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<DescribeTelCdrRequest>("DescribeTelCdr", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
