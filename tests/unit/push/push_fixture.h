// SPDX-License-Identifier: Apache-2.0
// Pushes as the service sends them, to change in one place at a time.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "../sample_call.h"
#include "tccc/push.h"

namespace tccc {
namespace push_test {

using nlohmann::json;

using sample_call::kCallee;
using sample_call::kSession;

inline constexpr const char* kUuid = "0f8fad5b-d9cb-469f-a165-70867728950e";

/// The documented members of a call record, in the documented types.
inline json call_record() {
  return {{"SdkAppId", 1400000000},
          {"SessionId", kSession},
          {"Caller", "008601000000000"},
          {"Callee", kCallee},
          {"Direction", 1},
          {"CallType", 1},
          {"Duration", 31},
          {"StartTimestamp", 1735689600},
          {"RingTimestamp", 1735689603},
          {"AcceptTimestamp", 1735689611},
          {"EndedTimestamp", 1735689642},
          {"QueuedTimestamp", 0},
          {"IVRDuration", 0},
          {"IVRKeyPressed", {"1"}},
          {"IVRKeyPressedEx", {{{"Key", "1"}, {"Label", "yes"}}}},
          {"HungUpSide", "user"},
          {"SeatUser", {{"Mail", "agent@example.com"}, {"Phone", "008613012340001"}}},
          {"ServeParticipants", {{{"Mail", "agent@example.com"}, {"Sequence", 0}}}},
          {"EndStatusString", "userHangupDuringAiCall"},
          {"PostIVRKeyPressed", json::array()},
          {"QueuedSkillGroupName", "service"},
          {"QueuedSkillGroupId", 7},
          {"RecordId", "record-1"}};
}

/// The same as a request.
inline PushRequest push(const json& body = call_record(), std::string query = "action=cdr&version=1") {
  PushRequest request;
  request.method = "POST";
  request.query = std::move(query);
  request.headers = {{"Content-Type", "application/json;charset=utf8"}, {"X-TCCC-PUSH-UUID", kUuid}};
  request.body = body.dump();
  return request;
}

inline PushHeader& header(PushRequest& request, std::size_t index) {
  return request.headers.at(index);
}

}  // namespace push_test
}  // namespace tccc
