// SPDX-License-Identifier: Apache-2.0
// Field list of the record of a call: DescribeTelCdr answers it, and a push brings it.
#pragma once

#include "codec/describe.h"
#include "model/call_record.h"
#include "tccc/api/describe_tel_cdr.h"

namespace tccc {
inline namespace v1 {
namespace detail {

inline constexpr std::string_view kAsrStatuses[] = {asr_status::complete, asr_status::processing,
                                                    asr_status::not_exists};

template <>
struct Describe<TelCdrInfo> {
  static constexpr std::array fields{
      field<&TelCdrInfo::caller>("Caller").phone().means("Calling number."),
      field<&TelCdrInfo::callee>("Callee").phone().means("Called number."),
      field<&TelCdrInfo::time>("Time").in("s since 1970").none_at(0).means("When the call was placed."),
      field<&TelCdrInfo::direction>("Direction").means("0 inbound, 1 outbound."),
      field<&TelCdrInfo::call_type>("CallType")
          .means("1 outbound, 2 inbound, 3 inbound from the web, 5 predictive outbound, 6 internal."),
      field<&TelCdrInfo::duration>("Duration").in("s").means("Talk time."),
      field<&TelCdrInfo::record_url>("RecordURL").personal().means("Link to the recording."),
      field<&TelCdrInfo::record_id>("RecordId").means("Recording id."),
      field<&TelCdrInfo::seat_user>("SeatUser").means("Agent on the call."),
      field<&TelCdrInfo::end_status>("EndStatus").means("How it ended, as a number of tccc::end_status."),
      field<&TelCdrInfo::skill_group>("SkillGroup").means("Skill-group name."),
      field<&TelCdrInfo::caller_location>("CallerLocation")
          .personal()
          .means("Where the caller's number is registered."),
      field<&TelCdrInfo::ivr_duration>("IVRDuration").in("s").means("Time spent in IVR."),
      field<&TelCdrInfo::ring_timestamp>("RingTimestamp").in("s since 1970").none_at(0).means("When ringing began."),
      field<&TelCdrInfo::accept_timestamp>("AcceptTimestamp").in("s since 1970").none_at(0).means("When answered."),
      field<&TelCdrInfo::ended_timestamp>("EndedTimestamp").in("s since 1970").none_at(0).means("When it ended."),
      field<&TelCdrInfo::ivr_key_pressed>("IVRKeyPressed")
          .personal()
          .deprecated()
          .means("Keys pressed, in the older form."),
      field<&TelCdrInfo::ivr_key_pressed_ex>("IVRKeyPressedEx").means("Keys pressed with labels."),
      field<&TelCdrInfo::hung_up_side>("HungUpSide").one_of(kHangUpSides).means("Who hung up."),
      field<&TelCdrInfo::serve_participants>("ServeParticipants").means("Who served the call, in order."),
      field<&TelCdrInfo::skill_group_id>("SkillGroupId").none_at(-1).means("Skill-group id."),
      field<&TelCdrInfo::end_status_string>("EndStatusString").means("How it ended, as a name of tccc::end_status."),
      field<&TelCdrInfo::start_timestamp>("StartTimestamp").in("s since 1970").none_at(0).means("When it started."),
      field<&TelCdrInfo::queued_timestamp>("QueuedTimestamp")
          .in("s since 1970")
          .none_at(0)
          .means("When the caller entered the queue."),
      field<&TelCdrInfo::post_ivr_key_pressed>("PostIVRKeyPressed")
          .deprecated()
          .means("Keys pressed in the survey, in the older form."),
      field<&TelCdrInfo::post_ivr_key_pressed_ex>("PostIVRKeyPressedEx")
          .means("Keys pressed in the survey; noInput when there was none."),
      field<&TelCdrInfo::queued_skill_group_id>("QueuedSkillGroupId")
          .none_at(-1)
          .means("Id of the skill group the call queued in."),
      field<&TelCdrInfo::session_id>("SessionId").means("Id of the call; opaque."),
      field<&TelCdrInfo::protected_caller>("ProtectedCaller")
          .phone()
          .means("Stands for the caller while numbers are protected; Caller is empty then."),
      field<&TelCdrInfo::protected_callee>("ProtectedCallee")
          .phone()
          .means("Stands for the callee while numbers are protected; Callee is empty then."),
      field<&TelCdrInfo::deprecated_uui>("Uui").personal().deprecated().means("Older spelling of UUI."),
      field<&TelCdrInfo::uui>("UUI").personal().means("Data that the customer attached."),
      field<&TelCdrInfo::asr_url>("AsrUrl").personal().means("Link to the transcript."),
      field<&TelCdrInfo::asr_status>("AsrStatus").one_of(kAsrStatuses).means("State of the transcript."),
      field<&TelCdrInfo::custom_record_url>("CustomRecordURL")
          .personal()
          .means("Copy of the recording in the customer's own bucket, where that is set up."),
      field<&TelCdrInfo::remark>("Remark").personal().means("Note."),
      field<&TelCdrInfo::queued_skill_group_name>("QueuedSkillGroupName")
          .means("Name of the skill group the call queued in."),
      field<&TelCdrInfo::voicemail_record_url>("VoicemailRecordURL").personal().means("Voicemail recording links."),
      field<&TelCdrInfo::voicemail_asr_url>("VoicemailAsrURL")
          .personal()
          .means("Voicemail transcript links (needs the offline-ASR package and switch)."),
      field<&TelCdrInfo::ai_agent_id>("AIAgentId").none_at(-1).means("Agent that spoke, if one did."),
      field<&TelCdrInfo::ai_agent_name>("AIAgentName").means("Its name."),
      field<&TelCdrInfo::sys_hangup_reason>("SysHangupReason")
          .means("Why the system ended an answered call; a numbering of its own."),
      field<&TelCdrInfo::sys_hangup_reason_string>("SysHangupReasonString").means("The same in words.")};
  static constexpr StructInfo info = describe<TelCdrInfo>("TelCdrInfo", fields);
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
