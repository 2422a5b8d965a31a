// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribeAICallInteractionRecords.
#include "tccc/api/describe_ai_call_interaction_records.h"

#include <utility>

#include "codec/decode.h"
#include "codec/describe.h"
#include "codec/json_reader.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kBranchTypes[] = {
    "Intent",         "Fallback",      "NoResponse",     "SlotCollectionSuccess", "SlotCollectionFail",
    "GlobalIntent",   "LogicAnd",      "LogicOr",        "DTMFSuccess",           "DTMFFail",
    "DTMFNavigation", "DTMFExtension", "DTMFCollection", "TransferAgentFail",     "Other"};
constexpr std::string_view kSpokenTypes[] = {"Script",
                                             "KnowledgeBase",
                                             "LLMFallback",
                                             "NoResponseTip",
                                             "SmartFollowUp",
                                             "FAQ",
                                             "TransferWaitingPrompt",
                                             "PlayNoResponseEndPrompt",
                                             "PlayQueuePrompt",
                                             "PlayPromptBeforeReception",
                                             "PlayQueueTimeoutPrompt",
                                             "PlayTransferFailPrompt",
                                             "Dtmf",
                                             "PlayDtmfPrompt",
                                             "PlayInvalidDtmfPrompt",
                                             "PlayDtmfTimeoutPrompt",
                                             "TransferAgentPrompt",
                                             "Other"};
constexpr std::string_view kNodeTypes[] = {
    ai_node_type::dialogue, ai_node_type::api_call,       ai_node_type::transfer, ai_node_type::key_press,
    ai_node_type::end_call, ai_node_type::transfer_agent, ai_node_type::work_time};
constexpr std::string_view kApiCallStatuses[] = {"success", "failed", "terminated"};
constexpr std::string_view kApiAttemptStatuses[] = {"success", "failed", "internal_fail", "terminated"};
constexpr std::string_view kApiErrorTypes[] = {"timeout", "connect_failed", "dns_failed", "tls_failed", "other"};

}  // namespace

template <>
struct Describe<AICallLatencyMetrics> {
  static constexpr std::array fields{
      field<&AICallLatencyMetrics::asr_latency>("AsrLatency").in("ms").none_at(-1).means("Speech recognition."),
      field<&AICallLatencyMetrics::llm_first_token_latency>("LLMFirstTokenLatency")
          .in("ms")
          .none_at(-1)
          .means("First token of the model."),
      field<&AICallLatencyMetrics::tts_latency>("TTSLatency").in("ms").none_at(-1).means("Speech synthesis."),
      field<&AICallLatencyMetrics::total_latency>("TotalLatency").in("ms").none_at(-1).means("All together.")};
  static constexpr StructInfo info = describe<AICallLatencyMetrics>("AICallLatencyMetrics", fields);
};

template <>
struct Describe<UserReplyEvent> {
  static constexpr std::array fields{
      field<&UserReplyEvent::asr_transcript>("ASRTranscript").personal().means("Raw transcript."),
      field<&UserReplyEvent::matched_intent>("MatchedIntent")
          .personal()
          .means("Class of reply that was hit on the canvas."),
      field<&UserReplyEvent::extracted_slots>("ExtractedSlots")
          .personal()
          .json_text()
          .means("JSON array of tags, or nothing; parse_round_tags() reads it."),
      field<&UserReplyEvent::branch_type>("BranchType").one_of(kBranchTypes).means("Which branch was taken.")};
  static constexpr StructInfo info = describe<UserReplyEvent>("UserReplyEvent", fields);
};

template <>
struct Describe<AISpeakEvent> {
  static constexpr std::array fields{
      field<&AISpeakEvent::can_be_interrupted>("CanBeInterrupted").means("Whether the callee could interrupt it."),
      field<&AISpeakEvent::spoken_text>("SpokenText").personal().means("Text spoken."),
      field<&AISpeakEvent::spoken_type>("SpokenType").one_of(kSpokenTypes).means("Why it was spoken."),
      field<&AISpeakEvent::latency_metrics>("LatencyMetrics").means("Latencies of this reply."),
      field<&AISpeakEvent::knowledge_name>("KnowledgeName")
          .personal()
          .means("Question of the knowledge base that was hit; of KnowledgeBase and FAQ."),
      field<&AISpeakEvent::traverse_reason>("TraverseReason")
          .personal()
          .means("Why the flow moved on; in flexible canvas mode.")};
  static constexpr StructInfo info = describe<AISpeakEvent>("AISpeakEvent", fields);
};

template <>
struct Describe<AIRoundMessage> {
  static constexpr std::array fields{
      field<&AIRoundMessage::timestamp>("Timestamp").in("ms since 1970").none_at(0).means("Time of the item."),
      field<&AIRoundMessage::user_reply>("UserReply").means("What the callee said."),
      field<&AIRoundMessage::ai_speak>("AISpeak").means("What the agent said.")};
  static constexpr StructInfo info = describe<AIRoundMessage>("AIRoundMessage", fields);
};

template <>
struct Describe<AICallAPICallRequestDetail> {
  static constexpr std::array fields{
      field<&AICallAPICallRequestDetail::method>("Method").means("HTTP method."),
      field<&AICallAPICallRequestDetail::url>("URL").personal().means("URL."),
      field<&AICallAPICallRequestDetail::params>("Params").personal().means(
          "Parameters as a JSON string with sorted keys, secrets masked."),
      field<&AICallAPICallRequestDetail::headers>("Headers").personal().means(
          "Headers as a JSON string with sorted keys, secrets masked; empty if none."),
      field<&AICallAPICallRequestDetail::body>("Body").personal().means("Body text, cut when long (see Truncated)."),
      field<&AICallAPICallRequestDetail::truncated>("Truncated").means("Whether Body was cut.")};
  static constexpr StructInfo info = describe<AICallAPICallRequestDetail>("AICallAPICallRequestDetail", fields);
};

template <>
struct Describe<AICallAPICallResponseDetail> {
  static constexpr std::array fields{
      field<&AICallAPICallResponseDetail::status_code>("StatusCode").means("HTTP status."),
      field<&AICallAPICallResponseDetail::headers>("Headers").personal().means(
          "Headers as a JSON string with sorted keys, secrets masked; empty if none."),
      field<&AICallAPICallResponseDetail::body>("Body").personal().means("Body text, cut when long (see Truncated)."),
      field<&AICallAPICallResponseDetail::truncated>("Truncated").means("Whether Body was cut.")};
  static constexpr StructInfo info = describe<AICallAPICallResponseDetail>("AICallAPICallResponseDetail", fields);
};

template <>
struct Describe<AICallAPICallAttempt> {
  static constexpr std::array fields{
      field<&AICallAPICallAttempt::index>("Index").means("Attempt number from 1."),
      field<&AICallAPICallAttempt::timestamp>("Timestamp").in("ms since 1970").none_at(0).means("Time of the item."),
      field<&AICallAPICallAttempt::status>("Status").one_of(kApiAttemptStatuses).means("Outcome."),
      field<&AICallAPICallAttempt::status_code>("StatusCode").means("HTTP status, 0 without an answer."),
      field<&AICallAPICallAttempt::error_type>("ErrorType").one_of(kApiErrorTypes).means("Transport failure kind."),
      field<&AICallAPICallAttempt::summary>("Summary").personal().means(
          "Failure summary, built as code-or-type then message; empty on success."),
      field<&AICallAPICallAttempt::cost>("CostMS").in("ms").means("Time it took."),
      field<&AICallAPICallAttempt::request>("Request").means("Request detail; may be null."),
      field<&AICallAPICallAttempt::response>("Response").means("The answer; none when there was no answer.")};
  static constexpr StructInfo info = describe<AICallAPICallAttempt>("AICallAPICallAttempt", fields);
};

template <>
struct Describe<AICallAPICallDetail> {
  static constexpr std::array fields{
      field<&AICallAPICallDetail::async>("Async").means(
          "Whether nobody waited for the answer; what follows is empty then."),
      field<&AICallAPICallDetail::status>("Status")
          .one_of(kApiCallStatuses)
          .means("Final outcome; more values may be added."),
      field<&AICallAPICallDetail::status_code>("StatusCode").means("HTTP status, 0 without an answer."),
      field<&AICallAPICallDetail::summary>("Summary").personal().means(
          "Failure summary, built as code-or-type then message; empty on success."),
      field<&AICallAPICallDetail::cost>("CostMS").in("ms").means("Time it took, all attempts together."),
      field<&AICallAPICallDetail::retry_count>("RetryCount").means("Retries made."),
      field<&AICallAPICallDetail::attempts>("Attempts").means("Attempts, in the order of time.")};
  static constexpr StructInfo info = describe<AICallAPICallDetail>("AICallAPICallDetail", fields);
};

template <>
struct Describe<AIRoundPath> {
  static constexpr std::array fields{
      field<&AIRoundPath::node_name>("NodeName").means("Node name."),
      field<&AIRoundPath::node_type>("NodeType").one_of(kNodeTypes).means("Node kind."),
      field<&AIRoundPath::timestamp>("Timestamp").in("ms since 1970").none_at(0).means("Time of the item."),
      field<&AIRoundPath::api_call>("APICall").means("The HTTP request, of an API_CALL node.")};
  static constexpr StructInfo info = describe<AIRoundPath>("AIRoundPath", fields);
};

template <>
struct Describe<AICallInteractionRound> {
  static constexpr std::array fields{
      field<&AICallInteractionRound::round_id>("RoundId").means("Id of one dialogue round."),
      field<&AICallInteractionRound::round_index>("RoundIndex").means("Round number."),
      field<&AICallInteractionRound::tags>("Tags").personal().json_text().means(
          "JSON array of tags, or nothing; parse_round_tags() reads it."),
      field<&AICallInteractionRound::messages>("Messages").means("Messages of the round."),
      field<&AICallInteractionRound::paths>("Paths").means("Canvas nodes visited.")};
  static constexpr StructInfo info = describe<AICallInteractionRound>("AICallInteractionRound", fields);
};

template <>
struct Describe<DescribeAICallInteractionRecordsRequest> {
  static constexpr std::array fields{field<&DescribeAICallInteractionRecordsRequest::sdk_app_id>("SdkAppId")
                                         .required()
                                         .means("Application id from the console."),
                                     field<&DescribeAICallInteractionRecordsRequest::session_id>("SessionId")
                                         .required()
                                         .means("Id of the call; opaque."),
                                     extra<&DescribeAICallInteractionRecordsRequest::extra_json>()};
  static constexpr StructInfo info =
      describe<DescribeAICallInteractionRecordsRequest>("DescribeAICallInteractionRecordsRequest", fields);
};

template <>
struct Describe<DescribeAICallInteractionRecordsResponse> {
  static constexpr std::array fields{
      field<&DescribeAICallInteractionRecordsResponse::interaction_event_list>("InteractionEventList")
          .means("Dialogue rounds."),
      field<&DescribeAICallInteractionRecordsResponse::request_id>("RequestId")
          .means("The service's id of the request.")};
  static constexpr StructInfo info =
      describe<DescribeAICallInteractionRecordsResponse>("DescribeAICallInteractionRecordsResponse", fields);
};

template <>
struct Describe<AIRoundTag> {
  static constexpr std::array fields{
      field<&AIRoundTag::tag_name>("TagName").means("Name."),
      field<&AIRoundTag::tag_value>("TagValue").personal().means("Value, as text."),
      field<&AIRoundTag::tag_type>("TagType").means("1 ordinary, 2 required slot, 3 optional slot.")};
  static constexpr StructInfo info = describe<AIRoundTag>("AIRoundTag", fields);
};

namespace {

struct RoundTags {
  std::vector<AIRoundTag> tags = {};
};

}  // namespace

template <>
struct Describe<RoundTags> {
  static constexpr std::array fields{field<&RoundTags::tags>("Tags")};
  static constexpr StructInfo info = describe<RoundTags>("RoundTags", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribeAICallInteractionRecordsRequest>::action() noexcept {
  static constexpr detail::Action kAction = detail::describe_action<DescribeAICallInteractionRecordsRequest>(
      "DescribeAICallInteractionRecords", detail::Repetition::harmless);
  return kAction;
}

Result<std::vector<AIRoundTag>> parse_round_tags(std::string_view json) {
  detail::RoundTags read;
  if (json.empty()) return read.tags;
  // By itself first: text that is no array could become part of the object around it.
  const bool is_value = detail::is_json(json);
  const std::string object = is_value ? "{\"Tags\":" + std::string(json) + "}" : std::string();
  const auto fault = is_value ? detail::decode(detail::Describe<detail::RoundTags>::info, object,
                                               detail::UnknownMembers::ignored, &read)
                              : detail::DecodeFault{detail::DecodeFault::Kind::not_json, {}};
  if (!fault) return std::move(read.tags);
  Error::Details details;
  details.code = ErrorCode::invalid_argument;
  details.outcome = Outcome::not_sent;
  details.field = fault->field.empty() ? "Tags" : fault->field;
  details.message = details.field + " " + std::string(detail::explain(fault->kind));
  return Error(std::move(details));
}

}  // namespace v1
}  // namespace tccc
