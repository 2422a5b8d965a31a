// SPDX-License-Identifier: Apache-2.0
// How a simulated call of the mock endpoint goes: who picks up, what is said, what is found in it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/api/describe_ai_analysis_result.h"
#include "tccc/api/describe_ai_call_extract_result.h"

namespace tccc {
inline namespace v1 {
namespace testing {

/// What becomes of a placed call.
enum class CallFate : std::uint8_t {
  answered,         ///< Answered; the agent says all it has to and ends the call.
  busy,             ///< Does not ring.
  no_answer,        ///< Rings until the service gives up.
  declined,         ///< Rings, and the callee declines.
  voicemail,        ///< A voicemail answers.
  callee_hangs_up,  ///< Answered; the callee hangs up while the agent speaks its second sentence.
  transferred,      ///< Answered; in the end the call goes to a person.
};

/// One round: what the callee says, and what the agent answers. Latencies that are not given are made up.
struct ScriptedTurn {
  std::string callee = {};                                    ///< Empty: the agent speaks unasked, as in a greeting.
  std::string agent = {};                                     ///< Empty: the agent says nothing.
  std::optional<std::chrono::milliseconds> asr_latency = {};  ///< Of speech recognition.
  std::optional<std::chrono::milliseconds> llm_first_token_latency = {};  ///< Of the model, to the first token.
  std::optional<std::chrono::milliseconds> llm_latency = {};              ///< To the last token.
  std::optional<std::chrono::milliseconds> tts_latency = {};              ///< Of speech synthesis.
};

/// How the end of a call is pushed, where MockEndpointOptions::push says whither. As the service does it: the record
/// of the call, then, if it was answered, the recordings of both sides; each once, and again when it is not accepted.
struct PushScript {
  std::size_t deliveries = 1;          ///< Of each push, however often it is accepted; 0: they get lost.
  bool is_out_of_order = false;        ///< The recordings come first.
  bool has_wrong_password = false;     ///< Or token.
  bool has_voicemail = false;          ///< A voicemail is pushed as well.
  std::chrono::milliseconds delay{0};  ///< From the appearance of the record to its push, by the time of the call.
};

/// The course of a call. What is left empty is made up: a short conversation, results of the kinds the request asks
/// for, a summary.
struct CallScript {
  CallFate fate = CallFate::answered;                      ///< Who picks up, and how it ends.
  std::chrono::milliseconds dialling{1000};                ///< Before it rings, or is busy.
  std::optional<std::chrono::milliseconds> ringing = {};   ///< Until somebody or nobody answers.
  std::vector<ScriptedTurn> turns = {};                    ///< At most 1000.
  std::vector<AICallExtractResultElement> extracted = {};  ///< Answers of DescribeAICallExtractResult.
  std::vector<AIAnalysisResult> analysis = {};             ///< Answers of DescribeAIAnalysisResult.
  PushScript push = {};                                    ///< How its end is pushed.
};

}  // namespace testing
}  // namespace v1
}  // namespace tccc
