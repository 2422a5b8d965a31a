// SPDX-License-Identifier: Apache-2.0
// Answers about what was found in a conversation: extraction, analysis, latencies, rounds.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "testing/answers.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

using std::chrono::milliseconds;

/// The call a request is about, once it has ended; null when its window does not hold it, or nobody talked.
template <class Request>
const Session* finished_conversation(ContactCenter& center, const Request& request) {
  const Session* session = center.sessions().find(request.sdk_app_id, request.session_id);
  if (session == nullptr || !center.has_record(*session) || session->life.utterances().empty()) return nullptr;
  const TimePoint start = std::chrono::time_point_cast<std::chrono::seconds>(session->life.placed_at());
  return start < request.start_time || start > request.end_time ? nullptr : session;
}

std::string round_id(const Session& session, std::size_t round) {
  return session.id + "-" + std::to_string(round);
}

/// Least, median and 90th percentile; the last two are values that occurred (nearest rank).
std::optional<AILatencyStatisticsInfo> statistics(std::vector<milliseconds> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const auto ranked = [&values](std::size_t percent) { return values[(values.size() * percent + 99) / 100 - 1]; };
  AILatencyStatisticsInfo info;
  info.min_latency = values.front();
  info.middle_latency = ranked(50);
  info.p90_latency = ranked(90);
  return info;
}

const char* spoken_type(const Utterance& said) {
  switch (said.cause) {
    case Cause::pushed:
      return "ServerPushText";
    case Cause::invoked:
      return "InvokeLLM";
    case Cause::script:
      break;
  }
  return said.latency ? "LLM" : "Welcome";
}

AIRoundMessage message_of(const Utterance& said) {
  AIRoundMessage message;
  message.timestamp = said.start;
  if (said.speaker == Speaker::callee) {
    UserReplyEvent reply;
    reply.asr_transcript = said.text;
    message.user_reply = std::move(reply);
    return message;
  }
  AISpeakEvent speech;
  speech.can_be_interrupted = true;
  speech.spoken_text = said.text;
  speech.spoken_type = spoken_type(said);
  if (said.latency) {
    AICallLatencyMetrics metrics;
    metrics.asr_latency = said.latency->asr;
    metrics.llm_first_token_latency = said.latency->llm_first_token;
    metrics.tts_latency = said.latency->tts;
    metrics.total_latency = said.latency->end_to_end();
    speech.latency_metrics = metrics;
  }
  message.ai_speak = std::move(speech);
  return message;
}

/// The service gives all four members of a result, whichever counts; response_json() leaves out lists within lists that
/// are empty.
void show_empty_choices(std::string& json) {
  auto members = nlohmann::ordered_json::parse(json, nullptr, false);
  if (!members.is_object()) return;
  for (auto& element : members["ResultList"]) {
    const auto result = element.find("Result");
    if (result != element.end()) result->emplace("Chosen", nlohmann::ordered_json::array());
  }
  json = members.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

ServiceAnswer answer(ContactCenter& center, const DescribeAICallExtractResultRequest& request) {
  DescribeAICallExtractResultResponse response;
  if (const Session* session = finished_conversation(center, request)) response.result_list = session->extracted;
  ServiceAnswer answered = success(center, std::move(response));
  show_empty_choices(answered.json);
  return answered;
}

ServiceAnswer answer(ContactCenter& center, const DescribeAIAnalysisResultRequest& request) {
  DescribeAIAnalysisResultResponse response;
  if (const Session* session = finished_conversation(center, request)) response.result_list = session->analysis;
  return success(center, std::move(response));
}

ServiceAnswer answer(ContactCenter& center, const DescribeAILatencyRequest& request) {
  DescribeAILatencyResponse response;
  const Session* session = finished_conversation(center, request);
  if (session == nullptr) return success(center, std::move(response));
  std::vector<milliseconds> asr;
  std::vector<milliseconds> tts;
  std::vector<milliseconds> llm;
  std::vector<milliseconds> end_to_end;
  for (const Utterance& said : session->life.utterances()) {
    if (!said.latency) continue;
    AILatencyDetail detail;
    detail.round_id = round_id(*session, said.round);
    asr.push_back(detail.asr_latency.emplace(said.latency->asr));
    tts.push_back(detail.tts_latency.emplace(said.latency->tts));
    llm.push_back(detail.llm_latency.emplace(said.latency->llm));
    detail.llm_first_token_latency = said.latency->llm_first_token;
    end_to_end.push_back(detail.ete_latency.emplace(said.latency->end_to_end()));
    response.ai_latency_detail.push_back(std::move(detail));
  }
  AILatencyStatistics all;
  all.asr_latency = statistics(std::move(asr));
  all.tts_latency = statistics(std::move(tts));
  all.llm_latency = statistics(std::move(llm));
  all.ete_latency = statistics(std::move(end_to_end));
  response.ai_latency_statistics = all;
  return success(center, std::move(response));
}

ServiceAnswer answer(ContactCenter& center, const DescribeAICallInteractionRecordsRequest& request) {
  const Session* session = center.sessions().find(request.sdk_app_id, request.session_id);
  if (session == nullptr) {
    return refusal(ErrorCode::failed_operation_session_not_exists, "The session does not exist.");
  }
  const PreciseTimePoint now = center.time_in(*session);
  DescribeAICallInteractionRecordsResponse response;
  std::vector<AICallInteractionRound>& rounds = response.interaction_event_list;
  for (const Utterance& said : session->life.utterances()) {
    if (said.start > now) break;
    const auto index = static_cast<std::int64_t>(said.round);
    if (rounds.empty() || rounds.back().round_index != index) {
      AICallInteractionRound round;
      round.round_id = round_id(*session, said.round);
      round.round_index = index;
      rounds.push_back(std::move(round));
    }
    rounds.back().messages.push_back(message_of(said));
  }
  return success(center, std::move(response));
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
