// SPDX-License-Identifier: Apache-2.0
// Least, median and 90th percentile of latencies.
#include "session/latency_spread.h"

#include <chrono>

#include <gtest/gtest.h>

namespace tccc {
namespace {

using std::chrono::milliseconds;

AILatencyDetail first_token(int latency) {
  AILatencyDetail turn;
  turn.llm_first_token_latency = milliseconds(latency);
  return turn;
}

TEST(LatencySpread, IsComputedByNearestRankWhereTheServiceTellsNone) {
  DescribeAILatencyResponse answer;
  for (int latency = 1000; latency >= 100; latency -= 100) answer.ai_latency_detail.push_back(first_token(latency));
  const CallLatency latency = detail::call_latency(answer);
  EXPECT_EQ(latency.first_token.least, milliseconds(100));
  EXPECT_EQ(latency.first_token.median, milliseconds(500));
  EXPECT_EQ(latency.first_token.p90, milliseconds(900));
  EXPECT_EQ(latency.turns.size(), 10U);
}

TEST(LatencySpread, OfOneTurnIsThatTurn) {
  DescribeAILatencyResponse answer;
  answer.ai_latency_detail = {first_token(7), AILatencyDetail{}};
  const LatencySpread spread = detail::call_latency(answer).first_token;
  EXPECT_EQ(spread.least, milliseconds(7));
  EXPECT_EQ(spread.median, milliseconds(7));
  EXPECT_EQ(spread.p90, milliseconds(7));
}

TEST(LatencySpread, TakesWhatTheServiceTellsAndFillsTheRest) {
  DescribeAILatencyResponse answer;
  AILatencyDetail turn;
  turn.asr_latency = turn.llm_latency = turn.tts_latency = turn.ete_latency = milliseconds(50);
  answer.ai_latency_detail = {turn};
  AILatencyStatistics told;
  told.asr_latency = {milliseconds(1), milliseconds(2), milliseconds(3)};
  told.ete_latency = AILatencyStatisticsInfo{{}, milliseconds(4), {}};
  answer.ai_latency_statistics = told;
  const CallLatency latency = detail::call_latency(answer);
  EXPECT_EQ(latency.asr.least, milliseconds(1));
  EXPECT_EQ(latency.asr.median, milliseconds(2));
  EXPECT_EQ(latency.asr.p90, milliseconds(3));
  EXPECT_EQ(latency.end_to_end.median, milliseconds(4));
  EXPECT_EQ(latency.end_to_end.least, milliseconds(50));
  EXPECT_EQ(latency.llm.p90, milliseconds(50));
  EXPECT_EQ(latency.tts.p90, milliseconds(50));
}

TEST(LatencySpread, IsEmptyWithoutMeasurements) {
  EXPECT_FALSE(detail::call_latency({}).llm.median);
}

}  // namespace
}  // namespace tccc
