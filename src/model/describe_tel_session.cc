// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribeTelSession.
#include "tccc/api/describe_tel_session.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kSessionStatuses[] = {session_status::ringing, session_status::seat_joining,
                                                 session_status::in_progress, session_status::finished};

}  // namespace

template <>
struct Describe<PSTNSession> {
  static constexpr std::array fields{
      field<&PSTNSession::session_id>("SessionID").means("Id of the call; opaque."),
      field<&PSTNSession::room_id>("RoomID").means("Temporary id of the room."),
      field<&PSTNSession::caller>("Caller").phone().means("Calling number."),
      field<&PSTNSession::callee>("Callee").phone().means("Called number."),
      field<&PSTNSession::start_timestamp>("StartTimestamp").in("s since 1970").none_at(0).means("When it started."),
      field<&PSTNSession::ring_timestamp>("RingTimestamp").in("s since 1970").none_at(0).means("When ringing began."),
      field<&PSTNSession::accept_timestamp>("AcceptTimestamp").in("s since 1970").none_at(0).means("When answered."),
      field<&PSTNSession::staff_email>("StaffEmail").personal().means("Agent e-mail."),
      field<&PSTNSession::staff_number>("StaffNumber").means("Agent staff number."),
      field<&PSTNSession::session_status>("SessionStatus").one_of(kSessionStatuses).means("State of the call."),
      field<&PSTNSession::direction>("Direction").means("0 inbound, 1 outbound."),
      field<&PSTNSession::out_bound_caller>("OutBoundCaller")
          .phone()
          .means("Caller id used when transferring outward."),
      field<&PSTNSession::out_bound_callee>("OutBoundCallee").phone().means("Outside number transferred to."),
      field<&PSTNSession::protected_caller>("ProtectedCaller")
          .phone()
          .means("Stands for the caller while numbers are protected; Caller is empty then."),
      field<&PSTNSession::protected_callee>("ProtectedCallee")
          .phone()
          .means("Stands for the callee while numbers are protected; Callee is empty then.")};
  static constexpr StructInfo info = describe<PSTNSession>("PSTNSession", fields);
};

template <>
struct Describe<DescribeTelSessionRequest> {
  static constexpr std::array fields{
      field<&DescribeTelSessionRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&DescribeTelSessionRequest::session_id>("SessionId").required().means("Id of the call; opaque."),
      extra<&DescribeTelSessionRequest::extra_json>()};
  static constexpr StructInfo info = describe<DescribeTelSessionRequest>("DescribeTelSessionRequest", fields);
};

template <>
struct Describe<DescribeTelSessionResponse> {
  static constexpr std::array fields{
      field<&DescribeTelSessionResponse::session>("Session").means("The call; none for an id that is not known."),
      field<&DescribeTelSessionResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<DescribeTelSessionResponse>("DescribeTelSessionResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribeTelSessionRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<DescribeTelSessionRequest>("DescribeTelSession", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
