// SPDX-License-Identifier: Apache-2.0
// DescribePSTNActiveSessionList: the calls that are up right now, by pages.
// Source: the API documentation of DescribePSTNActiveSessionList, newest edition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/action.h"
#include "tccc/export.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {

/// A call that is up; its states are those of tccc::session_status.
struct PSTNSessionInfo {
  std::string session_id = {};                     ///< Id of the call; opaque.
  std::string room_id = {};                        ///< Temporary room id.
  std::string caller = {};                         ///< Calling number; empty under number protection.
  std::string callee = {};                         ///< Called number; empty under number protection.
  std::optional<TimePoint> start_timestamp = {};   ///< When it started.
  std::optional<TimePoint> accept_timestamp = {};  ///< When it was answered.
  std::string staff_email = {};                    ///< Agent's e-mail.
  std::string staff_number = {};                   ///< Agent's number.
  std::string session_status = {};                 ///< State, such as inProgress.
  std::optional<std::int64_t> direction = {};      ///< 0 inbound, 1 outbound.
  std::optional<TimePoint> ring_timestamp = {};    ///< When ringing began.
  std::string protected_caller = {};  ///< Stands for the caller while numbers are protected; Caller is empty then.
  std::string protected_callee = {};  ///< Stands for the callee while numbers are protected; Callee is empty then.
};

/// Pages are read with tccc::pages.
struct DescribePSTNActiveSessionListRequest {
  std::int64_t sdk_app_id = 0;  ///< Required; application id from the console.
  std::uint64_t offset = 0;     ///< Required; rows to skip.
  std::uint64_t limit = 0;      ///< Required; rows wanted, at most 25.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// One page of calls.
struct DescribePSTNActiveSessionListResponse {
  std::optional<std::int64_t> total = {};      ///< Live sessions in all.
  std::vector<PSTNSessionInfo> sessions = {};  ///< The page.
  std::string request_id = {};                 ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribePSTNActiveSessionListRequest> {
  using Response = DescribePSTNActiveSessionListResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribePSTNActiveSessionListResponse> {
  using Type = DescribePSTNActiveSessionListRequest;
};

}  // namespace v1
}  // namespace tccc
