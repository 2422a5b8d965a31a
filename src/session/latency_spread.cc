// SPDX-License-Identifier: Apache-2.0
// Least, median and 90th percentile of the latencies of a call.
#include "session/latency_spread.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

using Milliseconds = std::chrono::milliseconds;
using Stage = std::optional<Milliseconds> AILatencyDetail::*;
using Statistics = std::optional<AILatencyStatisticsInfo>;

// Nearest rank: the least value that so many percent do not exceed.
Milliseconds percentile(const std::vector<Milliseconds>& sorted, std::size_t percent) {
  const std::size_t rank = (sorted.size() * percent + 99) / 100;
  return sorted[(std::max)(rank, std::size_t{1}) - 1];
}

LatencySpread spread(const std::vector<AILatencyDetail>& turns, Stage stage, const Statistics& told) {
  LatencySpread result;
  if (told) result = {told->min_latency, told->middle_latency, told->p90_latency};
  std::vector<Milliseconds> values;
  for (const AILatencyDetail& turn : turns) {
    if (turn.*stage) values.push_back(*(turn.*stage));
  }
  if (values.empty()) return result;
  std::sort(values.begin(), values.end());
  if (!result.least) result.least = values.front();
  if (!result.median) result.median = percentile(values, 50);
  if (!result.p90) result.p90 = percentile(values, 90);
  return result;
}

}  // namespace

CallLatency call_latency(const DescribeAILatencyResponse& answer) {
  const std::vector<AILatencyDetail>& turns = answer.ai_latency_detail;
  const AILatencyStatistics told = answer.ai_latency_statistics.value_or(AILatencyStatistics{});
  CallLatency latency;
  latency.turns = turns;
  latency.asr = spread(turns, &AILatencyDetail::asr_latency, told.asr_latency);
  latency.llm = spread(turns, &AILatencyDetail::llm_latency, told.llm_latency);
  latency.first_token = spread(turns, &AILatencyDetail::llm_first_token_latency, {});
  latency.tts = spread(turns, &AILatencyDetail::tts_latency, told.tts_latency);
  latency.end_to_end = spread(turns, &AILatencyDetail::ete_latency, told.ete_latency);
  return latency;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
