// SPDX-License-Identifier: Apache-2.0
// What records of calls are made of: agents, keys, participants.
// Source: the API documentation of DescribeTelCdr, DescribeSessionDetail, newest edition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {

/// Kinds of calls.
namespace call_type {
inline constexpr std::int64_t outbound = 1;             ///< To a phone.
inline constexpr std::int64_t inbound = 2;              ///< From a phone.
inline constexpr std::int64_t web_inbound = 3;          ///< VoIP.
inline constexpr std::int64_t predictive_outbound = 5;  ///< By predictive dialling.
inline constexpr std::int64_t internal = 6;             ///< Inside the contact center.
}  // namespace call_type

/// Directions of calls.
namespace call_direction {
inline constexpr std::int64_t inbound = 0;   ///< From outside.
inline constexpr std::int64_t outbound = 1;  ///< To the outside.
}  // namespace call_direction

/// Who hung up.
namespace hang_up_side {
inline constexpr const char* seat = "seat";      ///< An agent of the contact center.
inline constexpr const char* user = "user";      ///< The person outside.
inline constexpr const char* system = "system";  ///< The contact center.
}  // namespace hang_up_side

/// Kinds of participants.
namespace participant_type {
inline constexpr const char* staff_seat = "staffSeat";             ///< An agent in the browser.
inline constexpr const char* outbound_seat = "outboundSeat";       ///< An outside line.
inline constexpr const char* staff_phone_seat = "staffPhoneSeat";  ///< An agent's phone.
}  // namespace participant_type

/// An agent of the contact center.
struct SeatUserInfo {
  std::string name = {};                                ///< Agent name.
  std::string mail = {};                                ///< Agent e-mail (account).
  std::string staff_number = {};                        ///< Agent staff number.
  std::string phone = {};                               ///< Number of the agent.
  std::string nick = {};                                ///< Nickname.
  std::string user_id = {};                             ///< User id.
  std::vector<std::string> skill_group_name_list = {};  ///< Skill groups of the agent.
  std::optional<std::int64_t> role = {};  ///< 1 admin, 2 quality inspector, 3 agent, else a role of your own.
  std::string extension_number = {};      ///< Extension: 4 to 6 digits starting 1-8.
};

/// A key that was pressed, or a keyword that was said, in a flow.
struct IVRKeyPressedElement {
  std::string key = {};                            ///< Key or keyword hit.
  std::string label = {};                          ///< Label of the key.
  std::optional<PreciseTimePoint> timestamp = {};  ///< Time of the item.
  std::string node_label = {};                     ///< Label of the node.
  std::string original_content = {};               ///< What the user said or pressed.
  std::string tts_prompt = {};                     ///< Prompt played.
};

/// Somebody who served a call.
struct ServeParticipant {
  std::string mail = {};                             ///< Agent e-mail (account).
  std::string phone = {};                            ///< Agent phone.
  std::optional<TimePoint> ring_timestamp = {};      ///< When ringing began.
  std::optional<TimePoint> accept_timestamp = {};    ///< When answered.
  std::optional<TimePoint> ended_timestamp = {};     ///< When it ended.
  std::string record_id = {};                        ///< Recording id.
  std::string type = {};                             ///< Participant kind.
  std::string transfer_from = {};                    ///< Who transferred in.
  std::string transfer_from_type = {};               ///< Kind of TransferFrom.
  std::string transfer_to = {};                      ///< Who it was transferred to.
  std::string transfer_to_type = {};                 ///< Kind of TransferTo.
  std::optional<std::uint64_t> skill_group_id = {};  ///< Id of the skill group.
  std::string end_status_string = {};                ///< How it ended, as a name of tccc::end_status.
  std::string record_url = {};                       ///< Link to the recording of this part.
  std::optional<std::int64_t> sequence = {};         ///< Order, from 0.
  std::optional<TimePoint> start_timestamp = {};     ///< When it started.
  std::string skill_group_name = {};                 ///< Skill-group name.
  std::string custom_record_url = {};  ///< Copy of the recording in the customer's own bucket, where that is set up.
};

}  // namespace v1
}  // namespace tccc
