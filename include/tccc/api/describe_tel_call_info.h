// SPDX-License-Identifier: Apache-2.0
// DescribeTelCallInfo: minutes used of packages, over whole days.
// Source: the API documentation of DescribeTelCallInfo, newest edition.
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

/// The window is of whole days, 90 at most.
struct DescribeTelCallInfoRequest {
  TimePoint start_time_stamp = {};  ///< Required; first day, from 00:00:00; days are whole.
  TimePoint end_time_stamp = {};    ///< Required; last day, to 23:59:59; at most 90 days after the first.
  std::vector<std::int64_t> sdk_app_id_list = {};  ///< Required; applications to sum over.
  std::string extra_json = {};                     ///< JSON object of parameters newer than this library.
};

/// Minutes, and agents in use.
struct DescribeTelCallInfoResponse {
  std::optional<std::int64_t> tel_call_out_count = {};  ///< Outbound minutes used from packages.
  std::optional<std::int64_t> tel_call_in_count = {};   ///< Inbound minutes used.
  std::optional<std::int64_t> seat_used_count = {};     ///< Agents in use.
  std::optional<std::int64_t> deprecated_voip_call_in_count =
      {};  ///< Deprecated by the service. Older spelling of VOIPCallInCount.
  std::optional<std::int64_t> voip_call_in_count = {};  ///< VoIP minutes used.
  std::optional<std::int64_t> asr_offline_count = {};   ///< Offline transcription minutes.
  std::optional<std::int64_t> asr_realtime_count = {};  ///< Real-time transcription minutes.
  std::string request_id = {};                          ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribeTelCallInfoRequest> {
  using Response = DescribeTelCallInfoResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribeTelCallInfoResponse> {
  using Type = DescribeTelCallInfoRequest;
};

}  // namespace v1
}  // namespace tccc
