// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribeSessionDetail.
#include "tccc/api/describe_session_detail.h"

#include "codec/describe.h"
#include "model/action.h"
#include "model/call_record.h"
#include "model/window_advice.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kEventTypes[] = {session_event_type::staff_hold, session_event_type::staff_unhold,
                                            session_event_type::staff_mute, session_event_type::staff_unmute};

void advise_on_detail_window(const void* object, const LintContext& /*context*/, std::vector<LintFinding>& findings) {
  const auto& request = *static_cast<const DescribeSessionDetailRequest*>(object);
  advise_on_window({"StartTimestamp", request.start_timestamp}, {"EndTimestamp", request.end_timestamp},
                   kTooManyDaysOfRecords, findings);
}

}  // namespace

template <>
struct Describe<EventStaffElement> {
  static constexpr std::array fields{
      field<&EventStaffElement::mail>("Mail").personal().means("Agent e-mail (account)."),
      field<&EventStaffElement::staff_number>("StaffNumber").means("Agent staff number.")};
  static constexpr StructInfo info = describe<EventStaffElement>("EventStaffElement", fields);
};

template <>
struct Describe<EventStaffDetail> {
  static constexpr std::array fields{field<&EventStaffDetail::staffs>("Staffs").means("Agents concerned.")};
  static constexpr StructInfo info = describe<EventStaffDetail>("EventStaffDetail", fields);
};

template <>
struct Describe<SessionEvent> {
  static constexpr std::array fields{
      field<&SessionEvent::timestamp>("Timestamp").in("s since 1970").none_at(0).means("Time of the item."),
      field<&SessionEvent::event_type>("EventType").one_of(kEventTypes).means("Event kind."),
      field<&SessionEvent::staff_event_detail>("StaffEventDetail").means("Agent event detail.")};
  static constexpr StructInfo info = describe<SessionEvent>("SessionEvent", fields);
};

template <>
struct Describe<DescribeSessionDetailRequest> {
  static constexpr std::array fields{
      field<&DescribeSessionDetailRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&DescribeSessionDetailRequest::session_id>("SessionId").required().means("Id of the call; opaque."),
      field<&DescribeSessionDetailRequest::start_timestamp>("StartTimestamp")
          .in("s since 1970")
          .required()
          .means("Start of the window, at most 180 days back."),
      field<&DescribeSessionDetailRequest::end_timestamp>("EndTimestamp")
          .in("s since 1970")
          .required()
          .means("End of the window, less than 90 days after its start."),
      extra<&DescribeSessionDetailRequest::extra_json>()};
  static constexpr StructInfo info =
      describe<DescribeSessionDetailRequest>("DescribeSessionDetailRequest", fields, &advise_on_detail_window);
};

template <>
struct Describe<DescribeSessionDetailResponse> {
  static constexpr std::array fields{
      field<&DescribeSessionDetailResponse::caller>("Caller").phone().means("Calling number."),
      field<&DescribeSessionDetailResponse::callee>("Callee").phone().means("Called number."),
      field<&DescribeSessionDetailResponse::call_type>("CallType")
          .means("1 outbound, 2 inbound, 3 inbound from the web, 5 predictive outbound, 6 internal."),
      field<&DescribeSessionDetailResponse::start_time_stamp>("StartTimeStamp")
          .in("s since 1970")
          .none_at(0)
          .means("When it started."),
      field<&DescribeSessionDetailResponse::ring_timestamp>("RingTimestamp")
          .in("s since 1970")
          .none_at(0)
          .means("When ringing began."),
      field<&DescribeSessionDetailResponse::accept_timestamp>("AcceptTimestamp")
          .in("s since 1970")
          .none_at(0)
          .means("When answered."),
      field<&DescribeSessionDetailResponse::ended_timestamp>("EndedTimestamp")
          .in("s since 1970")
          .none_at(0)
          .means("When it ended."),
      field<&DescribeSessionDetailResponse::queued_timestamp>("QueuedTimestamp")
          .in("s since 1970")
          .none_at(0)
          .means("When the caller entered the queue."),
      field<&DescribeSessionDetailResponse::staff_user_id>("StaffUserId").personal().means("Agent account."),
      field<&DescribeSessionDetailResponse::end_status>("EndStatus")
          .means("How it ended, as a number of tccc::end_status."),
      field<&DescribeSessionDetailResponse::queued_skill_group_id>("QueuedSkillGroupId")
          .none_at(-1)
          .means("Id of the skill group the call queued in."),
      field<&DescribeSessionDetailResponse::queued_skill_group_name>("QueuedSkillGroupName")
          .means("Name of the skill group the call queued in."),
      field<&DescribeSessionDetailResponse::record_url>("RecordURL")
          .personal()
          .means("Signed link to the recording: to be fetched within a day, not kept."),
      field<&DescribeSessionDetailResponse::custom_record_url>("CustomRecordURL")
          .personal()
          .means("Copy of the recording in the customer's own bucket, where that is set up."),
      field<&DescribeSessionDetailResponse::asr_url>("AsrURL").personal().means(
          "Signed link to the transcript: to be fetched within a day, not kept."),
      field<&DescribeSessionDetailResponse::voicemail_record_url>("VoicemailRecordURL")
          .personal()
          .means("Voicemail recording links."),
      field<&DescribeSessionDetailResponse::voicemail_asr_url>("VoicemailAsrURL")
          .personal()
          .means("Voicemail transcript links (needs the offline-ASR package and switch)."),
      field<&DescribeSessionDetailResponse::ivr_key_pressed>("IVRKeyPressed").means("IVR key presses."),
      field<&DescribeSessionDetailResponse::post_ivr_key_pressed>("PostIVRKeyPressed")
          .means("Satisfaction-survey key presses."),
      field<&DescribeSessionDetailResponse::hung_up_side>("HungUpSide").one_of(kHangUpSides).means("Who hung up."),
      field<&DescribeSessionDetailResponse::uui>("UUI").personal().means("Data that the customer attached."),
      field<&DescribeSessionDetailResponse::events>("Events").means("Agent hold/mute events."),
      field<&DescribeSessionDetailResponse::serve_participants>("ServeParticipants")
          .means("Who served the call, in order."),
      field<&DescribeSessionDetailResponse::sys_hangup_reason>("SysHangupReason")
          .means("Why the system ended an answered call; a numbering of its own."),
      field<&DescribeSessionDetailResponse::sys_hangup_reason_string>("SysHangupReasonString")
          .means("The same in words."),
      field<&DescribeSessionDetailResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<DescribeSessionDetailResponse>("DescribeSessionDetailResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribeSessionDetailRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<DescribeSessionDetailRequest>("DescribeSessionDetail", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
