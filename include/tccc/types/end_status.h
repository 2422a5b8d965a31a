// SPDX-License-Identifier: Apache-2.0
// How calls end: the numbers and names that records and tasks carry. The service adds more at any time, so both are
// plain values, and what is not listed here is none of these.
// Source: the API documentation of DescribeTelCdr and the list of call states of the console.
#pragma once

#include <cstdint>
#include <string_view>

namespace tccc {
inline namespace v1 {

/// Values of `end_status`.
namespace end_status {
inline constexpr std::int64_t ok = 1;                          ///< Ended normally.
inline constexpr std::int64_t seat_give_up = 17;               ///< The agent did not answer in time; the call moved on.
inline constexpr std::int64_t black_list = 100;                ///< On a blacklist.
inline constexpr std::int64_t ivr_give_up = 102;               ///< The caller left in the menu.
inline constexpr std::int64_t waiting_give_up = 103;           ///< The caller left in the queue.
inline constexpr std::int64_t ringing_give_up = 104;           ///< The caller left while it rang.
inline constexpr std::int64_t no_seat_online = 105;            ///< No agent was online.
inline constexpr std::int64_t not_work_time = 106;             ///< Outside working hours.
inline constexpr std::int64_t ivr_end = 107;                   ///< Ended in the menu, without an agent.
inline constexpr std::int64_t restricted_callee = 108;         ///< The system blocks the number as a risk.
inline constexpr std::int64_t too_many_request = 109;          ///< Called too often.
inline constexpr std::int64_t restricted_area = 110;           ///< The area is blocked.
inline constexpr std::int64_t restricted_time = 111;           ///< The time of day is blocked.
inline constexpr std::int64_t not_answer = 202;                ///< Not answered.
inline constexpr std::int64_t user_reject = 203;               ///< Declined.
inline constexpr std::int64_t power_off = 204;                 ///< The phone is off.
inline constexpr std::int64_t number_not_exist = 205;          ///< The number does not exist.
inline constexpr std::int64_t busy = 206;                      ///< Busy.
inline constexpr std::int64_t out_of_credit = 207;             ///< The callee's account is in arrears.
inline constexpr std::int64_t operator_error = 208;            ///< Fault of the carrier.
inline constexpr std::int64_t caller_cancel = 209;             ///< The caller cancelled.
inline constexpr std::int64_t not_in_service = 210;            ///< Out of coverage.
inline constexpr std::int64_t client_error = 211;              ///< Fault of the agent's client.
inline constexpr std::int64_t carrier_blocked = 212;           ///< Blocked by the carrier.
inline constexpr std::int64_t call_reminder = 213;             ///< A reminder service answered.
inline constexpr std::int64_t number_invalid = 215;            ///< The number is invalid.
inline constexpr std::int64_t call_restricted = 216;           ///< The call is restricted.
inline constexpr std::int64_t callee_restricted = 217;         ///< The callee is on a blacklist.
inline constexpr std::int64_t area_restricted = 218;           ///< The callee's area is restricted.
inline constexpr std::int64_t prompt_call_forwarding = 219;    ///< Forwarded.
inline constexpr std::int64_t caller_cancel_while_ring = 220;  ///< Cancelled while it rang.
inline constexpr std::int64_t caller_cancel_without_ring = 221;  ///< Cancelled before it rang.
inline constexpr std::int64_t voice_mail_reached = 222;          ///< A voicemail answered.
inline constexpr std::int64_t asr_error = 225;                   ///< Speech recognition failed.
inline constexpr std::int64_t llm_error = 226;                   ///< The model failed.
inline constexpr std::int64_t tts_error = 227;                   ///< Speech synthesis failed.
inline constexpr std::int64_t function_call_hangup = 228;        ///< The model hung up.
inline constexpr std::int64_t max_call_duration_reached = 229;   ///< The longest duration was reached.
inline constexpr std::int64_t user_inactivity = 230;             ///< The callee was silent too long.
inline constexpr std::int64_t call_terminated_by_api = 231;      ///< Ended by HangUpCall.
inline constexpr std::int64_t user_hangup_during_ai_call = 232;  ///< The callee hung up on the agent.
inline constexpr std::int64_t ai_agent_end_call = 233;           ///< The agent was done.
inline constexpr std::int64_t call_conflict = 501;               ///< Another web call was up.
inline constexpr std::int64_t client_timeout = 502;              ///< The web client did not answer in time.
inline constexpr std::int64_t voip_client_error = 503;           ///< Fault of the web client.
}  // namespace end_status

/// A documented end.
struct EndStatusInfo {
  std::int64_t code = 0;          ///< One of tccc::end_status.
  std::string_view name = {};     ///< As in `end_status_string`; empty when only the number is documented.
  std::string_view meaning = {};  ///< A few words in English.
};

/// All documented ends, by number.
inline constexpr EndStatusInfo end_statuses[] = {
    {end_status::ok, "ok", "ended normally"},
    {end_status::seat_give_up, "seatGiveUp", "the agent did not answer in time; the call moved on"},
    {end_status::black_list, "blackList", "on a blacklist"},
    {end_status::ivr_give_up, "ivrGiveUp", "the caller left in the menu"},
    {end_status::waiting_give_up, "waitingGiveUp", "the caller left in the queue"},
    {end_status::ringing_give_up, "ringingGiveUp", "the caller left while it rang"},
    {end_status::no_seat_online, "noSeatOnline", "no agent was online"},
    {end_status::not_work_time, "notWorkTime", "outside working hours"},
    {end_status::ivr_end, "ivrEnd", "ended in the menu, without an agent"},
    {end_status::restricted_callee, "restrictedCallee", "the system blocks the number as a risk"},
    {end_status::too_many_request, "tooManyRequest", "called too often"},
    {end_status::restricted_area, "restrictedArea", "the area is blocked"},
    {end_status::restricted_time, "restrictedTime", "the time of day is blocked"},
    {end_status::not_answer, "notAnswer", "not answered"},
    {end_status::user_reject, "userReject", "declined"},
    {end_status::power_off, "powerOff", "the phone is off"},
    {end_status::number_not_exist, "numberNotExist", "the number does not exist"},
    {end_status::busy, "busy", "busy"},
    {end_status::out_of_credit, "outOfCredit", "the callee's account is in arrears"},
    {end_status::operator_error, "operatorError", "fault of the carrier"},
    {end_status::caller_cancel, "callerCancel", "the caller cancelled"},
    {end_status::not_in_service, "notInService", "out of coverage"},
    {end_status::client_error, "clientError", "fault of the agent's client"},
    {end_status::carrier_blocked, "carrierBlocked", "blocked by the carrier"},
    {end_status::call_reminder, "callReminder", "a reminder service answered"},
    {end_status::number_invalid, "numberInvalid", "the number is invalid"},
    {end_status::call_restricted, "callRestricted", "the call is restricted"},
    {end_status::callee_restricted, "calleeRestricted", "the callee is on a blacklist"},
    {end_status::area_restricted, "areaRestricted", "the callee's area is restricted"},
    {end_status::prompt_call_forwarding, "promptCallForwarding", "forwarded"},
    {end_status::caller_cancel_while_ring, "callerCancelWhileRing", "cancelled while it rang"},
    {end_status::caller_cancel_without_ring, "callerCancelWithoutRing", "cancelled before it rang"},
    {end_status::voice_mail_reached, "voiceMailReached", "a voicemail answered"},
    {end_status::asr_error, "asrError", "speech recognition failed"},
    {end_status::llm_error, "llmasrError", "the model failed"},
    {end_status::tts_error, "ttsError", "speech synthesis failed"},
    {end_status::function_call_hangup, "functionCallHangup", "the model hung up"},
    {end_status::max_call_duration_reached, "maxCallDurationReached", "the longest duration was reached"},
    {end_status::user_inactivity, "userInactivity", "the callee was silent too long"},
    {end_status::call_terminated_by_api, "callTerminatedByAPI", "ended by HangUpCall"},
    {end_status::user_hangup_during_ai_call, "userHangupDuringAiCall", "the callee hung up on the agent"},
    {end_status::ai_agent_end_call, "aiAgentEndCall", "the agent was done"},
    {234, "", "not documented; a cause for another attempt"},
    {end_status::call_conflict, "callConflict", "another web call was up"},
    {end_status::client_timeout, "clientTimeout", "the web client did not answer in time"},
    {end_status::voip_client_error, "voipClientError", "fault of the web client"},
};

/// The documented end of that number, null for any other.
constexpr const EndStatusInfo* find_end_status(std::int64_t code) noexcept {
  for (const EndStatusInfo& info : end_statuses) {
    if (info.code == code) return &info;
  }
  return nullptr;
}

}  // namespace v1
}  // namespace tccc
