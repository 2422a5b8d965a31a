// SPDX-License-Identifier: Apache-2.0
// DescribeTelCdr: records of calls in a window of time, by pages.
// Source: the API documentation of DescribeTelCdr, newest edition.
#pragma once

#include <chrono>
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

/// States of a transcript.
namespace asr_status {
inline constexpr const char* complete = "Complete";      ///< It can be fetched.
inline constexpr const char* processing = "Processing";  ///< It is being made.
inline constexpr const char* not_exists = "NotExists";   ///< There is none.
}  // namespace asr_status

/// The record of a call.
struct TelCdrInfo {
  std::string caller = {};                     ///< Calling number.
  std::string callee = {};                     ///< Called number.
  std::optional<TimePoint> time = {};          ///< When the call was placed.
  std::optional<std::int64_t> direction = {};  ///< 0 inbound, 1 outbound.
  std::optional<std::int64_t> call_type =
      {};  ///< 1 outbound, 2 inbound, 3 inbound from the web, 5 predictive outbound, 6 internal.
  std::optional<std::chrono::seconds> duration = {};      ///< Talk time.
  std::string record_url = {};                            ///< Link to the recording.
  std::string record_id = {};                             ///< Recording id.
  std::optional<SeatUserInfo> seat_user = {};             ///< Agent on the call.
  std::optional<std::int64_t> end_status = {};            ///< How it ended, as a number of tccc::end_status.
  std::string skill_group = {};                           ///< Skill-group name.
  std::string caller_location = {};                       ///< Where the caller's number is registered.
  std::optional<std::chrono::seconds> ivr_duration = {};  ///< Time spent in IVR.
  std::optional<TimePoint> ring_timestamp = {};           ///< When ringing began.
  std::optional<TimePoint> accept_timestamp = {};         ///< When answered.
  std::optional<TimePoint> ended_timestamp = {};          ///< When it ended.
  std::vector<std::string> ivr_key_pressed = {};  ///< Deprecated by the service. Keys pressed, in the older form.
  std::vector<IVRKeyPressedElement> ivr_key_pressed_ex = {};  ///< Keys pressed with labels.
  std::string hung_up_side = {};                              ///< Who hung up.
  std::vector<ServeParticipant> serve_participants = {};      ///< Who served the call, in order.
  std::optional<std::uint64_t> skill_group_id = {};           ///< Skill-group id.
  std::string end_status_string = {};                         ///< How it ended, as a name of tccc::end_status.
  std::optional<TimePoint> start_timestamp = {};              ///< When it started.
  std::optional<TimePoint> queued_timestamp = {};             ///< When the caller entered the queue.
  std::vector<IVRKeyPressedElement> post_ivr_key_pressed =
      {};  ///< Deprecated by the service. Keys pressed in the survey, in the older form.
  std::vector<IVRKeyPressedElement> post_ivr_key_pressed_ex =
      {};  ///< Keys pressed in the survey; noInput when there was none.
  std::optional<std::uint64_t> queued_skill_group_id = {};  ///< Id of the skill group the call queued in.
  std::string session_id = {};                              ///< Id of the call; opaque.
  std::string protected_caller = {};   ///< Stands for the caller while numbers are protected; Caller is empty then.
  std::string protected_callee = {};   ///< Stands for the callee while numbers are protected; Callee is empty then.
  std::string deprecated_uui = {};     ///< Deprecated by the service. Older spelling of UUI.
  std::string uui = {};                ///< Data that the customer attached.
  std::string asr_url = {};            ///< Link to the transcript.
  std::string asr_status = {};         ///< State of the transcript.
  std::string custom_record_url = {};  ///< Copy of the recording in the customer's own bucket, where that is set up.
  std::string remark = {};             ///< Note.
  std::string queued_skill_group_name = {};            ///< Name of the skill group the call queued in.
  std::vector<std::string> voicemail_record_url = {};  ///< Voicemail recording links.
  std::vector<std::string> voicemail_asr_url =
      {};  ///< Voicemail transcript links (needs the offline-ASR package and switch).
  std::optional<std::uint64_t> ai_agent_id = {};  ///< Agent that spoke, if one did.
  std::string ai_agent_name = {};                 ///< Its name.
  std::optional<std::int64_t> sys_hangup_reason =
      {};                                     ///< Why the system ended an answered call; a numbering of its own.
  std::string sys_hangup_reason_string = {};  ///< The same in words.
};

/// Pages are read with tccc::pages. Windows reach 180 days back and last less than 90.
struct DescribeTelCdrRequest {
  std::int64_t sdk_app_id = 0;                   ///< Required; application id from the console.
  TimePoint start_time_stamp = {};               ///< Required; start of the window, at most 180 days back.
  TimePoint end_time_stamp = {};                 ///< Required; end of the window, less than 90 days after its start.
  std::int64_t page_size = 0;                    ///< Required; rows per page, at most 100.
  std::int64_t page_number = 0;                  ///< Required; page, counted from 0.
  std::optional<std::int64_t> instance_id = {};  ///< Deprecated by the service. No longer used.
  std::optional<std::int64_t> limit = {};        ///< Deprecated by the service. Superseded by PageSize.
  std::optional<std::int64_t> offset = {};       ///< Deprecated by the service. Superseded by PageNumber.
  std::vector<std::string> phones = {};          ///< Filter by phone numbers.
  std::vector<std::string> session_ids = {};     ///< Filter by session ids.
  std::string extra_json = {};                   ///< JSON object of parameters newer than this library.
};

/// One page of records.
struct DescribeTelCdrResponse {
  std::optional<std::int64_t> total_count = {};  ///< Rows in all, over all pages.
  std::vector<TelCdrInfo> tel_cdrs = {};         ///< Deprecated by the service. Older name of TelCdrList.
  std::vector<TelCdrInfo> tel_cdr_list = {};     ///< Call records.
  std::string request_id = {};                   ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribeTelCdrRequest> {
  using Response = DescribeTelCdrResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribeTelCdrResponse> {
  using Type = DescribeTelCdrRequest;
};

}  // namespace v1
}  // namespace tccc
