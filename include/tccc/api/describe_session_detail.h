// SPDX-License-Identifier: Apache-2.0
// DescribeSessionDetail: everything about one call that has ended.
// Source: the API documentation of DescribeSessionDetail, newest edition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/action.h"
#include "tccc/export.h"
#include "tccc/types/call_record.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {

/// Kinds of events; more may come.
namespace session_event_type {
inline constexpr const char* staff_hold = "StaffHold";      ///< The agent put the call on hold.
inline constexpr const char* staff_unhold = "StaffUnhold";  ///< The agent took it up again.
inline constexpr const char* staff_mute = "StaffMute";      ///< The agent muted the microphone.
inline constexpr const char* staff_unmute = "StaffUnmute";  ///< The agent switched it on again.
}  // namespace session_event_type

/// An agent of an event.
struct EventStaffElement {
  std::string mail = {};          ///< Agent e-mail (account).
  std::string staff_number = {};  ///< Agent staff number.
};

/// Agents of an event.
struct EventStaffDetail {
  std::vector<EventStaffElement> staffs = {};  ///< Agents concerned.
};

/// Something an agent did in the call.
struct SessionEvent {
  std::optional<TimePoint> timestamp = {};                  ///< Time of the item.
  std::string event_type = {};                              ///< Event kind.
  std::optional<EventStaffDetail> staff_event_detail = {};  ///< Agent event detail.
};

/// The window has to hold the call, reaches 180 days back and lasts less than 90.
struct DescribeSessionDetailRequest {
  std::int64_t sdk_app_id = 0;     ///< Required; application id from the console.
  std::string session_id = {};     ///< Required; id of the call; opaque.
  TimePoint start_timestamp = {};  ///< Required; start of the window, at most 180 days back.
  TimePoint end_timestamp = {};    ///< Required; end of the window, less than 90 days after its start.
  std::string extra_json = {};     ///< JSON object of parameters newer than this library.
};

/// The call.
struct DescribeSessionDetailResponse {
  std::string caller = {};  ///< Calling number.
  std::string callee = {};  ///< Called number.
  std::optional<std::int64_t> call_type =
      {};  ///< 1 outbound, 2 inbound, 3 inbound from the web, 5 predictive outbound, 6 internal.
  std::optional<TimePoint> start_time_stamp = {};           ///< When it started.
  std::optional<TimePoint> ring_timestamp = {};             ///< When ringing began.
  std::optional<TimePoint> accept_timestamp = {};           ///< When answered.
  std::optional<TimePoint> ended_timestamp = {};            ///< When it ended.
  std::optional<TimePoint> queued_timestamp = {};           ///< When the caller entered the queue.
  std::string staff_user_id = {};                           ///< Agent account.
  std::optional<std::int64_t> end_status = {};              ///< How it ended, as a number of tccc::end_status.
  std::optional<std::uint64_t> queued_skill_group_id = {};  ///< Id of the skill group the call queued in.
  std::string queued_skill_group_name = {};                 ///< Name of the skill group the call queued in.
  std::string record_url = {};         ///< Signed link to the recording: to be fetched within a day, not kept.
  std::string custom_record_url = {};  ///< Copy of the recording in the customer's own bucket, where that is set up.
  std::string asr_url = {};            ///< Signed link to the transcript: to be fetched within a day, not kept.
  std::vector<std::string> voicemail_record_url = {};  ///< Voicemail recording links.
  std::vector<std::string> voicemail_asr_url =
      {};  ///< Voicemail transcript links (needs the offline-ASR package and switch).
  std::vector<IVRKeyPressedElement> ivr_key_pressed = {};       ///< IVR key presses.
  std::vector<IVRKeyPressedElement> post_ivr_key_pressed = {};  ///< Satisfaction-survey key presses.
  std::string hung_up_side = {};                                ///< Who hung up.
  std::string uui = {};                                         ///< Data that the customer attached.
  std::vector<SessionEvent> events = {};                        ///< Agent hold/mute events.
  std::vector<ServeParticipant> serve_participants = {};        ///< Who served the call, in order.
  std::optional<std::int64_t> sys_hangup_reason =
      {};                                     ///< Why the system ended an answered call; a numbering of its own.
  std::string sys_hangup_reason_string = {};  ///< The same in words.
  std::string request_id = {};                ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribeSessionDetailRequest> {
  using Response = DescribeSessionDetailResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribeSessionDetailResponse> {
  using Type = DescribeSessionDetailRequest;
};

}  // namespace v1
}  // namespace tccc
