// SPDX-License-Identifier: Apache-2.0
// Field lists of what records of calls are made of.
#pragma once

#include "codec/describe.h"
#include "tccc/types/call_record.h"

namespace tccc {
inline namespace v1 {
namespace detail {

inline constexpr std::string_view kHangUpSides[] = {hang_up_side::seat, hang_up_side::user, hang_up_side::system};
inline constexpr std::string_view kParticipantTypes[] = {participant_type::staff_seat, participant_type::outbound_seat,
                                                         participant_type::staff_phone_seat};

template <>
struct Describe<SeatUserInfo> {
  static constexpr std::array fields{
      field<&SeatUserInfo::name>("Name").personal().means("Agent name."),
      field<&SeatUserInfo::mail>("Mail").personal().means("Agent e-mail (account)."),
      field<&SeatUserInfo::staff_number>("StaffNumber").means("Agent staff number."),
      field<&SeatUserInfo::phone>("Phone").phone().means("Number of the agent."),
      field<&SeatUserInfo::nick>("Nick").personal().means("Nickname."),
      field<&SeatUserInfo::user_id>("UserId").personal().means("User id."),
      field<&SeatUserInfo::skill_group_name_list>("SkillGroupNameList").means("Skill groups of the agent."),
      field<&SeatUserInfo::role>("Role").means("1 admin, 2 quality inspector, 3 agent, else a role of your own."),
      field<&SeatUserInfo::extension_number>("ExtensionNumber").means("Extension: 4 to 6 digits starting 1-8.")};
  static constexpr StructInfo info = describe<SeatUserInfo>("SeatUserInfo", fields);
};

template <>
struct Describe<IVRKeyPressedElement> {
  static constexpr std::array fields{
      field<&IVRKeyPressedElement::key>("Key").personal().means("Key or keyword hit."),
      field<&IVRKeyPressedElement::label>("Label").personal().means("Label of the key."),
      field<&IVRKeyPressedElement::timestamp>("Timestamp").in("ms since 1970").none_at(0).means("Time of the item."),
      field<&IVRKeyPressedElement::node_label>("NodeLabel").means("Label of the node."),
      field<&IVRKeyPressedElement::original_content>("OriginalContent")
          .personal()
          .means("What the user said or pressed."),
      field<&IVRKeyPressedElement::tts_prompt>("TTSPrompt").personal().means("Prompt played.")};
  static constexpr StructInfo info = describe<IVRKeyPressedElement>("IVRKeyPressedElement", fields);
};

template <>
struct Describe<ServeParticipant> {
  static constexpr std::array fields{
      field<&ServeParticipant::mail>("Mail").personal().means("Agent e-mail (account)."),
      field<&ServeParticipant::phone>("Phone").phone().means("Agent phone."),
      field<&ServeParticipant::ring_timestamp>("RingTimestamp")
          .in("s since 1970")
          .none_at(0)
          .means("When ringing began."),
      field<&ServeParticipant::accept_timestamp>("AcceptTimestamp")
          .in("s since 1970")
          .none_at(0)
          .means("When answered."),
      field<&ServeParticipant::ended_timestamp>("EndedTimestamp").in("s since 1970").none_at(0).means("When it ended."),
      field<&ServeParticipant::record_id>("RecordId").means("Recording id."),
      field<&ServeParticipant::type>("Type").one_of(kParticipantTypes).means("Participant kind."),
      field<&ServeParticipant::transfer_from>("TransferFrom").personal().means("Who transferred in."),
      field<&ServeParticipant::transfer_from_type>("TransferFromType").means("Kind of TransferFrom."),
      field<&ServeParticipant::transfer_to>("TransferTo").personal().means("Who it was transferred to."),
      field<&ServeParticipant::transfer_to_type>("TransferToType").means("Kind of TransferTo."),
      field<&ServeParticipant::skill_group_id>("SkillGroupId").none_at(-1).means("Id of the skill group."),
      field<&ServeParticipant::end_status_string>("EndStatusString")
          .means("How it ended, as a name of tccc::end_status."),
      field<&ServeParticipant::record_url>("RecordURL").personal().means("Link to the recording of this part."),
      field<&ServeParticipant::sequence>("Sequence").means("Order, from 0."),
      field<&ServeParticipant::start_timestamp>("StartTimestamp")
          .in("s since 1970")
          .none_at(0)
          .means("When it started."),
      field<&ServeParticipant::skill_group_name>("SkillGroupName").means("Skill-group name."),
      field<&ServeParticipant::custom_record_url>("CustomRecordURL")
          .personal()
          .means("Copy of the recording in the customer's own bucket, where that is set up.")};
  static constexpr StructInfo info = describe<ServeParticipant>("ServeParticipant", fields);
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
