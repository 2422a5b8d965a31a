// SPDX-License-Identifier: Apache-2.0
// Least, median and 90th percentile of the latencies of a call.
#pragma once

#include "tccc/api/describe_ai_latency.h"
#include "tccc/call_report.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// The turns, and the spread of each stage: what the service tells, else what the turns give.
CallLatency call_latency(const DescribeAILatencyResponse& answer);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
