// SPDX-License-Identifier: Apache-2.0
// DescribeAICallInteractionRecords: who said what in a call, round by round, and the way through the canvas.
// Source: the API documentation of DescribeAICallInteractionRecords, newest edition. The international site does not
// know it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tccc/action.h"
#include "tccc/export.h"
#include "tccc/result.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {

/// Kinds of nodes of the canvas; more may come.
namespace ai_node_type {
inline constexpr const char* dialogue = "DIALOGUE";              ///< A dialogue.
inline constexpr const char* api_call = "API_CALL";              ///< A request to an API.
inline constexpr const char* transfer = "TRANSFER";              ///< A transfer.
inline constexpr const char* key_press = "KEY_PRESS";            ///< A key to be pressed.
inline constexpr const char* end_call = "END_CALL";              ///< The end of the call.
inline constexpr const char* transfer_agent = "TRANSFER_AGENT";  ///< A transfer to another agent.
inline constexpr const char* work_time = "WORK_TIME";            ///< Working hours.
}  // namespace ai_node_type

/// Latencies of one reply.
struct AICallLatencyMetrics {
  std::optional<std::chrono::milliseconds> asr_latency = {};              ///< Speech recognition.
  std::optional<std::chrono::milliseconds> llm_first_token_latency = {};  ///< First token of the model.
  std::optional<std::chrono::milliseconds> tts_latency = {};              ///< Speech synthesis.
  std::optional<std::chrono::milliseconds> total_latency = {};            ///< All together.
};

/// Something the callee said or pressed.
struct UserReplyEvent {
  std::string asr_transcript = {};   ///< Raw transcript.
  std::string matched_intent = {};   ///< Class of reply that was hit on the canvas.
  std::string extracted_slots = {};  ///< JSON array of tags, or nothing; parse_round_tags() reads it.
  std::string branch_type = {};      ///< Which branch was taken.
};

/// Something the agent said.
struct AISpeakEvent {
  std::optional<bool> can_be_interrupted = {};               ///< Whether the callee could interrupt it.
  std::string spoken_text = {};                              ///< Text spoken.
  std::string spoken_type = {};                              ///< Why it was spoken.
  std::optional<AICallLatencyMetrics> latency_metrics = {};  ///< Latencies of this reply.
  std::string knowledge_name = {};   ///< Question of the knowledge base that was hit; of KnowledgeBase and FAQ.
  std::string traverse_reason = {};  ///< Why the flow moved on; in flexible canvas mode.
};

/// One message: of the callee or of the agent.
struct AIRoundMessage {
  std::optional<PreciseTimePoint> timestamp = {};  ///< Time of the item.
  std::optional<UserReplyEvent> user_reply = {};   ///< What the callee said.
  std::optional<AISpeakEvent> ai_speak = {};       ///< What the agent said.
};

/// What a node of the canvas sent.
struct AICallAPICallRequestDetail {
  std::string method = {};             ///< HTTP method.
  std::string url = {};                ///< URL.
  std::string params = {};             ///< Parameters as a JSON string with sorted keys, secrets masked.
  std::string headers = {};            ///< Headers as a JSON string with sorted keys, secrets masked; empty if none.
  std::string body = {};               ///< Body text, cut when long (see Truncated).
  std::optional<bool> truncated = {};  ///< Whether Body was cut.
};

/// What it got.
struct AICallAPICallResponseDetail {
  std::optional<std::int64_t> status_code = {};  ///< HTTP status.
  std::string headers = {};            ///< Headers as a JSON string with sorted keys, secrets masked; empty if none.
  std::string body = {};               ///< Body text, cut when long (see Truncated).
  std::optional<bool> truncated = {};  ///< Whether Body was cut.
};

/// One attempt of it.
struct AICallAPICallAttempt {
  std::optional<std::int64_t> index = {};          ///< Attempt number from 1.
  std::optional<PreciseTimePoint> timestamp = {};  ///< Time of the item.
  std::string status = {};                         ///< Outcome.
  std::optional<std::int64_t> status_code = {};    ///< HTTP status, 0 without an answer.
  std::string error_type = {};                     ///< Transport failure kind.
  std::string summary = {};  ///< Failure summary, built as code-or-type then message; empty on success.
  std::optional<std::chrono::milliseconds> cost = {};        ///< Time it took.
  std::optional<AICallAPICallRequestDetail> request = {};    ///< Request detail; may be null.
  std::optional<AICallAPICallResponseDetail> response = {};  ///< The answer; none when there was no answer.
};

/// The HTTP request of a node of the canvas.
struct AICallAPICallDetail {
  std::optional<bool> async = {};                ///< Whether nobody waited for the answer; what follows is empty then.
  std::string status = {};                       ///< Final outcome; more values may be added.
  std::optional<std::int64_t> status_code = {};  ///< HTTP status, 0 without an answer.
  std::string summary = {};  ///< Failure summary, built as code-or-type then message; empty on success.
  std::optional<std::chrono::milliseconds> cost = {};  ///< Time it took, all attempts together.
  std::optional<std::int64_t> retry_count = {};        ///< Retries made.
  std::vector<AICallAPICallAttempt> attempts = {};     ///< Attempts, in the order of time.
};

/// A node of the canvas that was visited.
struct AIRoundPath {
  std::string node_name = {};                        ///< Node name.
  std::string node_type = {};                        ///< Node kind.
  std::optional<PreciseTimePoint> timestamp = {};    ///< Time of the item.
  std::optional<AICallAPICallDetail> api_call = {};  ///< The HTTP request, of an API_CALL node.
};

/// One round of the conversation.
struct AICallInteractionRound {
  std::string round_id = {};                     ///< Id of one dialogue round.
  std::optional<std::int64_t> round_index = {};  ///< Round number.
  std::string tags = {};                         ///< JSON array of tags, or nothing; parse_round_tags() reads it.
  std::vector<AIRoundMessage> messages = {};     ///< Messages of the round.
  std::vector<AIRoundPath> paths = {};           ///< Canvas nodes visited.
};

/// For calls of agents.
struct DescribeAICallInteractionRecordsRequest {
  std::int64_t sdk_app_id = 0;  ///< Required; application id from the console.
  std::string session_id = {};  ///< Required; id of the call; opaque.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// The rounds.
struct DescribeAICallInteractionRecordsResponse {
  std::vector<AICallInteractionRound> interaction_event_list = {};  ///< Dialogue rounds.
  std::string request_id = {};                                      ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribeAICallInteractionRecordsRequest> {
  using Response = DescribeAICallInteractionRecordsResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribeAICallInteractionRecordsResponse> {
  using Type = DescribeAICallInteractionRecordsRequest;
};

/// A tag of AICallInteractionRound::tags or UserReplyEvent::extracted_slots.
struct AIRoundTag {
  std::string tag_name = {};                  ///< Name.
  std::string tag_value = {};                 ///< Value, as text.
  std::optional<std::int64_t> tag_type = {};  ///< 1 ordinary tag, 2 required slot, 3 optional slot.
};

/// Reads the JSON array that `tags` and `extracted_slots` hold; the empty text holds none. Anything else is
/// invalid_argument.
TCCC_API Result<std::vector<AIRoundTag>> parse_round_tags(std::string_view json);

}  // namespace v1
}  // namespace tccc
