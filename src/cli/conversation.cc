// SPDX-License-Identifier: Apache-2.0
// Conversations drawn for a terminal.
#include "cli/conversation.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "cli/shown_text.h"
#include "cli/table.h"
#include "tccc/phone_number.h"

namespace tccc::cli {
namespace {

using std::chrono::milliseconds;

struct Stage {
  const char* name;
  std::optional<milliseconds> AILatencyDetail::*latency;
};

constexpr Stage kStages[] = {{"ASR", &AILatencyDetail::asr_latency},
                             {"LLM", &AILatencyDetail::llm_latency},
                             {"first token", &AILatencyDetail::llm_first_token_latency},
                             {"TTS", &AILatencyDetail::tts_latency},
                             {"end to end", &AILatencyDetail::ete_latency}};

milliseconds longest_of(const std::vector<AILatencyDetail>& rounds) {
  milliseconds longest{1};
  for (const AILatencyDetail& round : rounds) {
    for (const Stage& stage : kStages) longest = (std::max)(longest, (round.*stage.latency).value_or(longest));
  }
  return longest;
}

std::string padded(const std::string& text, std::size_t width, bool to_the_right) {
  const std::size_t own = display_width(text);
  const std::string blanks(own < width ? width - own : 0, ' ');
  return to_the_right ? blanks + text : text + blanks;
}

std::string bar(milliseconds latency, milliseconds longest) {
  constexpr double kWidth = 40;
  const double share = static_cast<double>(latency.count()) / static_cast<double>(longest.count());
  // Never nothing for what took time.
  const double length = latency.count() > 0 ? (std::max)(1.0, share * kWidth) : 0;
  return std::string(static_cast<std::size_t>(length), '#');
}

void print_sentence(std::ostream& out, const AsrData& sentence, const std::string& who) {
  if (sentence.start) out << local_time_of_day(*sentence.start) << "  ";
  out << who << "  " << shown_text(sentence.message) << '\n';
}

std::string in_milliseconds(const std::optional<milliseconds>& latency) {
  return latency ? std::to_string(latency->count()) + " ms" : std::string();
}

}  // namespace

void print_sentences(std::ostream& out, const std::vector<AsrData>& sentences, bool has_whole_numbers) {
  for (const AsrData& sentence : sentences) {
    // An agent of the contact center has an address where others have a number.
    const bool is_address = sentence.user.find('@') != std::string::npos;
    const std::string who = is_address ? shown_text(sentence.user) : shown_number(sentence.user, has_whole_numbers);
    print_sentence(out, sentence, who);
  }
}

void print_turns(std::ostream& out, const std::vector<AsrData>& sentences, const std::string& callee) {
  for (const AsrData& sentence : sentences) {
    print_sentence(out, sentence, !callee.empty() && is_same_number(sentence.user, callee) ? "callee" : "agent ");
  }
}

void print_latency_bars(std::ostream& out, const std::vector<AILatencyDetail>& rounds) {
  const milliseconds longest = longest_of(rounds);
  std::size_t number = 0;
  for (const AILatencyDetail& round : rounds) {
    ++number;
    const char* first = "turn ";
    for (const Stage& stage : kStages) {
      const auto& latency = round.*stage.latency;
      if (!latency) continue;
      out << padded(first == nullptr ? std::string() : first + std::to_string(number), 10, false)
          << padded(stage.name, 12, false) << padded(std::to_string(latency->count()), 6, true) << " ms  "
          << bar(*latency, longest) << '\n';
      first = nullptr;
    }
  }
}

void print_latency_statistics(std::ostream& out, const AILatencyStatistics& statistics, bool is_terminal) {
  Table table({"STAGE", "LEAST", "MEDIAN", "P90"});
  const auto add = [&](const char* name, const std::optional<AILatencyStatisticsInfo>& info) {
    if (!info) return;
    table.add({name, in_milliseconds(info->min_latency), in_milliseconds(info->middle_latency),
               in_milliseconds(info->p90_latency)});
  };
  add("ASR", statistics.asr_latency);
  add("LLM", statistics.llm_latency);
  add("TTS", statistics.tts_latency);
  add("end to end", statistics.ete_latency);
  table.print(out, is_terminal);
}

}  // namespace tccc::cli
