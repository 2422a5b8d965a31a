// SPDX-License-Identifier: Apache-2.0
// DescribeTelSession: the state of one call.
// Source: the API documentation of DescribeTelSession, newest edition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tccc/action.h"
#include "tccc/export.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {

/// States of a call.
namespace session_status {
inline constexpr const char* ringing = "ringing";           ///< The phone rings.
inline constexpr const char* seat_joining = "seatJoining";  ///< An agent is being added.
inline constexpr const char* in_progress = "inProgress";    ///< The call was answered.
inline constexpr const char* finished = "finished";         ///< The call has ended.
}  // namespace session_status

/// A call on the phone network.
struct PSTNSession {
  std::string session_id = {};                     ///< Id of the call; opaque.
  std::string room_id = {};                        ///< Temporary id of the room.
  std::string caller = {};                         ///< Calling number.
  std::string callee = {};                         ///< Called number.
  std::optional<TimePoint> start_timestamp = {};   ///< When it started.
  std::optional<TimePoint> ring_timestamp = {};    ///< When ringing began.
  std::optional<TimePoint> accept_timestamp = {};  ///< When answered.
  std::string staff_email = {};                    ///< Agent e-mail.
  std::string staff_number = {};                   ///< Agent staff number.
  std::string session_status = {};                 ///< State of the call.
  std::optional<std::int64_t> direction = {};      ///< 0 inbound, 1 outbound.
  std::string out_bound_caller = {};               ///< Caller id used when transferring outward.
  std::string out_bound_callee = {};               ///< Outside number transferred to.
  std::string protected_caller = {};  ///< Stands for the caller while numbers are protected; Caller is empty then.
  std::string protected_callee = {};  ///< Stands for the callee while numbers are protected; Callee is empty then.
};

/// For calls that are up or have just ended.
struct DescribeTelSessionRequest {
  std::int64_t sdk_app_id = 0;  ///< Required; application id from the console.
  std::string session_id = {};  ///< Required; id of the call; opaque.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// The call, if the service knows it.
struct DescribeTelSessionResponse {
  std::optional<PSTNSession> session = {};  ///< The call; none for an id that is not known.
  std::string request_id = {};              ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribeTelSessionRequest> {
  using Response = DescribeTelSessionResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribeTelSessionResponse> {
  using Type = DescribeTelSessionRequest;
};

}  // namespace v1
}  // namespace tccc
