// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribePSTNActiveSessionList.
#include "tccc/api/describe_pstn_active_session_list.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<PSTNSessionInfo> {
  static constexpr std::array fields{
      field<&PSTNSessionInfo::session_id>("SessionID").means("Id of the call; opaque."),
      field<&PSTNSessionInfo::room_id>("RoomID").means("Temporary room id."),
      field<&PSTNSessionInfo::caller>("Caller").phone().means("Calling number; empty under number protection."),
      field<&PSTNSessionInfo::callee>("Callee").phone().means("Called number; empty under number protection."),
      field<&PSTNSessionInfo::start_timestamp>("StartTimestamp")
          .in_text()
          .in("s since 1970")
          .none_at(0)
          .means("When it started."),
      field<&PSTNSessionInfo::accept_timestamp>("AcceptTimestamp")
          .in_text()
          .in("s since 1970")
          .none_at(0)
          .means("When it was answered."),
      field<&PSTNSessionInfo::staff_email>("StaffEmail").personal().means("Agent's e-mail."),
      field<&PSTNSessionInfo::staff_number>("StaffNumber").means("Agent's number."),
      field<&PSTNSessionInfo::session_status>("SessionStatus").means("State, such as inProgress."),
      field<&PSTNSessionInfo::direction>("Direction").means("0 inbound, 1 outbound."),
      field<&PSTNSessionInfo::ring_timestamp>("RingTimestamp")
          .in("s since 1970")
          .none_at(0)
          .means("When ringing began."),
      field<&PSTNSessionInfo::protected_caller>("ProtectedCaller")
          .phone()
          .means("Stands for the caller while numbers are protected; Caller is empty then."),
      field<&PSTNSessionInfo::protected_callee>("ProtectedCallee")
          .phone()
          .means("Stands for the callee while numbers are protected; Callee is empty then.")};
  static constexpr StructInfo info = describe<PSTNSessionInfo>("PSTNSessionInfo", fields);
};

template <>
struct Describe<DescribePSTNActiveSessionListRequest> {
  static constexpr std::array fields{
      field<&DescribePSTNActiveSessionListRequest::sdk_app_id>("SdkAppId")
          .required()
          .means("Application id from the console."),
      field<&DescribePSTNActiveSessionListRequest::offset>("Offset").required().empty_allowed().means("Rows to skip."),
      field<&DescribePSTNActiveSessionListRequest::limit>("Limit").required().at_most(25).means("Rows wanted."),
      extra<&DescribePSTNActiveSessionListRequest::extra_json>()};
  static constexpr StructInfo info =
      describe<DescribePSTNActiveSessionListRequest>("DescribePSTNActiveSessionListRequest", fields);
};

template <>
struct Describe<DescribePSTNActiveSessionListResponse> {
  static constexpr std::array fields{
      field<&DescribePSTNActiveSessionListResponse::total>("Total").means("Live sessions in all."),
      field<&DescribePSTNActiveSessionListResponse::sessions>("Sessions").means("The page."),
      field<&DescribePSTNActiveSessionListResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info =
      describe<DescribePSTNActiveSessionListResponse>("DescribePSTNActiveSessionListResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribePSTNActiveSessionListRequest>::action() noexcept {
  static constexpr detail::Action kAction = detail::describe_action<DescribePSTNActiveSessionListRequest>(
      "DescribePSTNActiveSessionList", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
