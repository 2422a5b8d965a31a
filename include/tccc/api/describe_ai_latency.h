// SPDX-License-Identifier: Apache-2.0
// DescribeAILatency: how fast recognition, model and voice of a call were.
// Source: the API documentation of DescribeAILatency, newest edition.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/action.h"
#include "tccc/export.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {

/// Latencies of one round.
struct AILatencyDetail {
  std::string round_id = {};                                              ///< Id of the round.
  std::optional<std::chrono::milliseconds> asr_latency = {};              ///< Speech recognition.
  std::optional<std::chrono::milliseconds> tts_latency = {};              ///< Speech synthesis.
  std::optional<std::chrono::milliseconds> llm_latency = {};              ///< Model.
  std::optional<std::chrono::milliseconds> llm_first_token_latency = {};  ///< First token of the model.
  std::optional<std::chrono::milliseconds> ete_latency = {};              ///< End to end.
};

/// Least, median and 90th percentile.
struct AILatencyStatisticsInfo {
  std::optional<std::chrono::milliseconds> min_latency = {};     ///< Minimum.
  std::optional<std::chrono::milliseconds> middle_latency = {};  ///< Median.
  std::optional<std::chrono::milliseconds> p90_latency = {};     ///< 90th percentile.
};

/// Latencies of a call.
struct AILatencyStatistics {
  std::optional<AILatencyStatisticsInfo> asr_latency = {};  ///< Speech recognition.
  std::optional<AILatencyStatisticsInfo> tts_latency = {};  ///< Speech synthesis.
  std::optional<AILatencyStatisticsInfo> llm_latency = {};  ///< Model.
  std::optional<AILatencyStatisticsInfo> ete_latency = {};  ///< End to end.
};

/// Of a call that an agent spoke on.
struct DescribeAILatencyRequest {
  std::int64_t sdk_app_id = 0;  ///< Required; application id from the console.
  std::string session_id = {};  ///< Required; id of the call; opaque.
  TimePoint start_time = {};    ///< Required; start of the window; the call lies in it.
  TimePoint end_time = {};      ///< Required; end of the window.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// Latencies; those the service has no data for are empty.
struct DescribeAILatencyResponse {
  std::vector<AILatencyDetail> ai_latency_detail = {};            ///< Latencies of each round.
  std::optional<AILatencyStatistics> ai_latency_statistics = {};  ///< Latencies of the whole call.
  std::string request_id = {};                                    ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribeAILatencyRequest> {
  using Response = DescribeAILatencyResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribeAILatencyResponse> {
  using Type = DescribeAILatencyRequest;
};

}  // namespace v1
}  // namespace tccc
