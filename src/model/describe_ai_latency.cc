// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribeAILatency.
#include "tccc/api/describe_ai_latency.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<AILatencyDetail> {
  static constexpr std::array fields{
      field<&AILatencyDetail::round_id>("RoundId").means("Id of the round."),
      field<&AILatencyDetail::asr_latency>("ASRLatency").in("ms").none_at(-1).means("Speech recognition."),
      field<&AILatencyDetail::tts_latency>("TTSLatency").in("ms").none_at(-1).means("Speech synthesis."),
      field<&AILatencyDetail::llm_latency>("LLMLatency").in("ms").none_at(-1).means("Model."),
      field<&AILatencyDetail::llm_first_token_latency>("LLMFirstTokenLatency")
          .in("ms")
          .none_at(-1)
          .means("First token of the model."),
      field<&AILatencyDetail::ete_latency>("ETELatency").in("ms").none_at(-1).means("End to end.")};
  static constexpr StructInfo info = describe<AILatencyDetail>("AILatencyDetail", fields);
};

template <>
struct Describe<AILatencyStatisticsInfo> {
  static constexpr std::array fields{
      field<&AILatencyStatisticsInfo::min_latency>("MinLatency").in("ms").none_at(-1).means("Minimum."),
      field<&AILatencyStatisticsInfo::middle_latency>("MiddleLatency").in("ms").none_at(-1).means("Median."),
      field<&AILatencyStatisticsInfo::p90_latency>("P90Latency").in("ms").none_at(-1).means("90th percentile.")};
  static constexpr StructInfo info = describe<AILatencyStatisticsInfo>("AILatencyStatisticsInfo", fields);
};

template <>
struct Describe<AILatencyStatistics> {
  static constexpr std::array fields{
      field<&AILatencyStatistics::asr_latency>("ASRLatency").in("ms").means("Speech recognition."),
      field<&AILatencyStatistics::tts_latency>("TTSLatency").in("ms").means("Speech synthesis."),
      field<&AILatencyStatistics::llm_latency>("LLMLatency").in("ms").means("Model."),
      field<&AILatencyStatistics::ete_latency>("ETELatency").in("ms").means("End to end.")};
  static constexpr StructInfo info = describe<AILatencyStatistics>("AILatencyStatistics", fields);
};

template <>
struct Describe<DescribeAILatencyRequest> {
  static constexpr std::array fields{
      field<&DescribeAILatencyRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&DescribeAILatencyRequest::session_id>("SessionId").required().means("Id of the call; opaque."),
      field<&DescribeAILatencyRequest::start_time>("StartTime")
          .in("s since 1970")
          .required()
          .means("Start of the window; the call lies in it."),
      field<&DescribeAILatencyRequest::end_time>("EndTime").in("s since 1970").required().means("End of the window."),
      extra<&DescribeAILatencyRequest::extra_json>()};
  static constexpr StructInfo info = describe<DescribeAILatencyRequest>("DescribeAILatencyRequest", fields);
};

template <>
struct Describe<DescribeAILatencyResponse> {
  static constexpr std::array fields{
      field<&DescribeAILatencyResponse::ai_latency_detail>("AILatencyDetail").means("Latencies of each round."),
      field<&DescribeAILatencyResponse::ai_latency_statistics>("AILatencyStatistics")
          .means("Latencies of the whole call."),
      field<&DescribeAILatencyResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<DescribeAILatencyResponse>("DescribeAILatencyResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribeAILatencyRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<DescribeAILatencyRequest>("DescribeAILatency", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
