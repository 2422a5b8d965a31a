// SPDX-License-Identifier: Apache-2.0
// Conversations drawn for a terminal: what was said, and a bar for each stage of each answer.
#pragma once

#include <ostream>
#include <vector>

#include "tccc/api/describe_ai_latency.h"
#include "tccc/api/describe_tel_record_asr.h"

namespace tccc::cli {

/// One line for each sentence, with the number of who spoke.
void print_sentences(std::ostream& out, const std::vector<AsrData>& sentences, bool has_whole_numbers);

/// The same with `callee` and `agent` in place of numbers.
void print_turns(std::ostream& out, const std::vector<AsrData>& sentences, const std::string& callee);

/// A line with a bar for each stage of each round, all to one scale.
void print_latency_bars(std::ostream& out, const std::vector<AILatencyDetail>& rounds);

/// Least, median and 90th percentile of each stage.
void print_latency_statistics(std::ostream& out, const AILatencyStatistics& statistics, bool is_terminal);

}  // namespace tccc::cli
