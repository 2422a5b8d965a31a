// SPDX-License-Identifier: Apache-2.0
// Answers of the actions that place calls, show those that are up and act on them.
#include <algorithm>
#include <string>
#include <utility>

#include "tccc/types/call_record.h"
#include "testing/answers.h"
#include "testing/session_record.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

constexpr const char* kRoom = "0";
constexpr std::int64_t kMostAgents = 100;
constexpr std::uint64_t kMostSessions = 25;

/// What has happened by now, without what is planned.
std::optional<TimePoint> if_past(const std::optional<PreciseTimePoint>& time, PreciseTimePoint now) {
  return time && *time <= now ? std::optional<TimePoint>(in_seconds(*time)) : std::nullopt;
}

const char* status_of(CallPhase phase) {
  switch (phase) {
    case CallPhase::dialling:
    case CallPhase::ringing:
      return session_status::ringing;
    case CallPhase::queued:
      return session_status::seat_joining;
    case CallPhase::talking:
    case CallPhase::with_person:
      return session_status::in_progress;
    case CallPhase::ended:
      break;
  }
  return session_status::finished;
}

/// PSTNSession and PSTNSessionInfo have these members in common.
template <class Shown>
Shown shown_session(const Session& session, PreciseTimePoint now) {
  Shown shown;
  shown.session_id = session.id;
  shown.room_id = kRoom;
  shown.caller = session.caller;
  shown.callee = session.callee;
  shown.start_timestamp = in_seconds(session.life.placed_at());
  shown.ring_timestamp = if_past(session.life.rings_at(), now);
  shown.accept_timestamp = if_past(session.life.accepted_at(), now);
  shown.session_status = status_of(session.life.phase(now));
  shown.direction = call_direction::outbound;
  return shown;
}

ServiceAnswer no_session() {
  return refusal(ErrorCode::failed_operation_session_not_exists, "The session does not exist.");
}

template <class Response>
ServiceAnswer placed(ContactCenter& center, CallOrder order) {
  order.is_answer_lost = center.is_answer_lost();
  Response response;
  response.session_id = center.place(order, center.now()).id;
  return success(center, std::move(response));
}

ServiceAnswer bad_page(const char* what) {
  return refusal(ErrorCode::invalid_parameter_value, what);
}

}  // namespace

ServiceAnswer answer(ContactCenter& center, const CreateAICallRequest& request) {
  CallOrder order;
  order.sdk_app_id = request.sdk_app_id;
  order.callee = request.callee;
  order.callers = request.callers;
  order.limits.ringing = request.max_ring_timeout;
  order.limits.duration = request.max_call_duration;
  order.welcome = request.welcome.message.value_or("");
  order.extract = request.extract;
  return placed<CreateAICallResponse>(center, std::move(order));
}

ServiceAnswer answer(ContactCenter& center, const CreateAIAgentCallRequest& request) {
  CallOrder order;
  order.sdk_app_id = request.sdk_app_id;
  order.ai_agent_id = request.ai_agent_id;
  order.callee = request.callee;
  order.callers = request.callers;
  order.limits.ringing = request.max_ring_timeout;
  return placed<CreateAIAgentCallResponse>(center, std::move(order));
}

ServiceAnswer answer(ContactCenter& center, const DescribeAIAgentInfoListRequest& request) {
  if (request.page_size < 1 || request.page_size > kMostAgents) return bad_page("PageSize is not from 1 to 100.");
  if (request.page_number < 0) return bad_page("PageNumber is negative.");
  const auto total = static_cast<std::int64_t>(center.agents().size());
  DescribeAIAgentInfoListResponse response;
  response.total_count = total;
  const std::int64_t first = request.page_number > total ? total : request.page_number * request.page_size;
  for (std::int64_t i = first; i < (std::min)(total, first + request.page_size); ++i) {
    response.ai_agent_info_list.push_back(center.agents()[static_cast<std::size_t>(i)]);
  }
  return success(center, std::move(response));
}

ServiceAnswer answer(ContactCenter& center, const DescribePSTNActiveSessionListRequest& request) {
  if (request.limit < 1 || request.limit > kMostSessions) return bad_page("Limit is not from 1 to 25.");
  DescribePSTNActiveSessionListResponse response;
  std::uint64_t total = 0;
  for (const auto& session : center.sessions().all()) {
    const PreciseTimePoint now = center.time_in(*session);
    if (session->sdk_app_id != request.sdk_app_id || session->life.phase(now) == CallPhase::ended) continue;
    if (total >= request.offset && response.sessions.size() < request.limit) {
      response.sessions.push_back(shown_session<PSTNSessionInfo>(*session, now));
    }
    ++total;
  }
  response.total = static_cast<std::int64_t>(total);
  return success(center, std::move(response));
}

ServiceAnswer answer(ContactCenter& center, const DescribeTelSessionRequest& request) {
  DescribeTelSessionResponse response;
  if (const Session* session = center.sessions().find(request.sdk_app_id, request.session_id)) {
    response.session = shown_session<PSTNSession>(*session, center.time_in(*session));
  }
  return success(center, std::move(response));
}

ServiceAnswer answer(ContactCenter& center, const HangUpCallRequest& request) {
  Session* session = center.sessions().find(request.sdk_app_id, request.session_id);
  if (session == nullptr) return no_session();
  if (session->life.hang_up(center.time_in(*session))) center.tasks().call_changed(center, *session);
  return success(center, HangUpCallResponse());
}

ServiceAnswer answer(ContactCenter& center, const ControlAIConversationRequest& request) {
  Session* session = center.sessions().find(request.sdk_app_id, request.session_id);
  if (session == nullptr) return no_session();
  const std::string name = request.command.value_or("");
  SpokenCommand command;
  if (name == conversation_command::server_push_text && request.server_push_text) {
    const ServerPushText& push = *request.server_push_text;
    command.text = push.audio ? "(audio)" : clipped(push.text.value_or(""));
    command.interrupts = push.interrupt.value_or(false);
    command.waits = push.drop_mode.value_or(0) == 1;
    command.ends_call = push.stop_after_play.value_or(false);
  } else if (name == conversation_command::invoke_llm && request.invoke_llm) {
    command.text = "About this: " + clipped(request.invoke_llm->content.value_or(""));
    command.cause = Cause::invoked;
    command.interrupts = request.invoke_llm->interrupt.value_or(false);
    command.waits = true;
  } else {
    return refusal(ErrorCode::failed_operation_control_ai_conversation,
                   "Command is neither ServerPushText nor InvokeLLM with the member of that name.");
  }
  switch (session->life.speak(center.time_in(*session), command)) {
    case CommandFate::taken:
      center.tasks().call_changed(center, *session);
      return success(center, ControlAIConversationResponse());
    case CommandFate::not_in_control:
      return refusal(ErrorCode::failed_operation_session_not_in_control_state,
                     "The agent is not on the call: it has not been answered, was handed over, or is over.");
    case CommandFate::too_many:
      break;
  }
  return refusal(ErrorCode::failed_operation_control_ai_conversation, "The mock keeps no more sentences of this call.");
}

ServiceAnswer answer(ContactCenter& center, const TransferToManualRequest& request) {
  Session* session = center.sessions().find(request.sdk_app_id, request.session_id);
  if (session == nullptr) return no_session();
  if (!session->life.transfer(center.time_in(*session), request.skill_group_id)) {
    return refusal(ErrorCode::invalid_parameter_value, "The agent is not on the call.");
  }
  center.tasks().call_changed(center, *session);
  return success(center, TransferToManualResponse());
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
