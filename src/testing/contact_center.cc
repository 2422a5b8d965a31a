// SPDX-License-Identifier: Apache-2.0
// From a request to the function that answers it, and from an order to a call.
#include "testing/contact_center.h"

#include <array>
#include <utility>

#include "testing/answers.h"
#include "testing/made_up.h"
#include "testing/magic_callees.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

struct AnswerRow {
  const tccc::detail::Action& (*action)() noexcept;
  ServiceAnswer (*answer)(ContactCenter& center, const void* request);
};

template <class Request>
ServiceAnswer answer_as(ContactCenter& center, const void* request) {
  return answer(center, *static_cast<const Request*>(request));
}

template <class... Requests>
constexpr std::array<AnswerRow, sizeof...(Requests)> answer_rows() {
  return {AnswerRow{&ActionOf<Requests>::action, &answer_as<Requests>}...};
}

constexpr auto kAnswers =
    answer_rows<ControlAIConversationRequest, CreateAIAgentCallRequest, CreateAICallRequest,
                CreateAutoCalloutTaskRequest, DescribeAIAgentInfoListRequest, DescribeAIAnalysisResultRequest,
                DescribeAICallExtractResultRequest, DescribeAICallInteractionRecordsRequest, DescribeAILatencyRequest,
                DescribeAutoCalloutTaskRequest, DescribeAutoCalloutTasksRequest, DescribePSTNActiveSessionListRequest,
                DescribeSessionDetailRequest, DescribeTelCallInfoRequest, DescribeTelCdrRequest,
                DescribeTelRecordAsrRequest, DescribeTelSessionRequest, HangUpCallRequest, PauseAutoCalloutTaskRequest,
                ResumeAutoCalloutTaskRequest, StopAutoCalloutTaskRequest, TransferToManualRequest>();

constexpr std::size_t kLongestText = 4096;
// Numbers of Beijing begin with no 0, so this is nobody's.
constexpr const char* kUsualCaller = "008601000000000";

}  // namespace

ServiceAnswer refusal(ErrorCode code, std::string message) {
  return {std::string(describe(code).service_code), std::move(message), {}};
}

std::string clipped(const std::string& text) {
  if (text.size() <= kLongestText) return text;
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return text.substr(0, end);
}

ContactCenter::ContactCenter(ContactCenterSettings settings)
    : settings_(std::move(settings)),
      request_ids_(settings_.seed),
      calls_(~settings_.seed),
      sessions_(settings_.speed, settings_.most_sessions) {}

ServiceAnswer ContactCenter::answer(const tccc::detail::Action& action, const void* request, bool is_answer_lost,
                                    PreciseTimePoint now) {
  advance(now);
  is_answer_lost_ = is_answer_lost;
  for (const AnswerRow& row : kAnswers) {
    if (&row.action() == &action) return row.answer(*this, request);
  }
  return refusal(ErrorCode::invalid_action, "The mock does not answer this action.");
}

void ContactCenter::advance(PreciseTimePoint now) {
  now_ = now;
  tasks_.advance(*this, now);
}

void ContactCenter::post_ends(PushOutbox& outbox) {
  for (const auto& session : sessions_.all()) {
    if (session->is_end_posted || !has_record(*session)) continue;
    session->is_end_posted = true;
    const PreciseTimePoint told = session->life.ends_at() + settings_.record_delay + session->push.delay;
    outbox.post(*session, sessions_.clock_at(*session, told));
  }
}

void ContactCenter::script_callee(std::string callee, CallScript script) {
  callee_scripts_.insert_or_assign(std::move(callee), std::move(script));
}

void ContactCenter::script_agent(std::uint64_t ai_agent_id, CallScript script) {
  agent_scripts_.insert_or_assign(ai_agent_id, std::move(script));
}

CallScript ContactCenter::script_for(const CallOrder& order) const {
  if (const auto found = callee_scripts_.find(order.callee); found != callee_scripts_.end()) return found->second;
  CallScript script;
  if (const auto found = agent_scripts_.find(order.ai_agent_id); found != agent_scripts_.end()) script = found->second;
  if (const MagicCallee* magic = find_magic_callee(order.callee); magic != nullptr) script.fate = magic->fate;
  return script;
}

const Session& ContactCenter::place(const CallOrder& order, PreciseTimePoint when) {
  CallScript script = script_for(order);
  if (script.turns.empty()) script.turns = made_up_turns(order.welcome);
  const std::uint64_t seed = calls_.next();
  Session session(CallLife(script, order.limits, when, seed));
  session.id = calls_.uuid();
  session.sdk_app_id = order.sdk_app_id;
  session.ai_agent_id = order.ai_agent_id;
  for (const AIAgentInfo& agent : settings_.agents) {
    if (agent.ai_agent_id == order.ai_agent_id) session.ai_agent_name = agent.ai_agent_name;
  }
  session.caller = order.callers.empty() ? kUsualCaller : clipped(order.callers[seed % order.callers.size()]);
  session.callee = clipped(order.callee);
  session.uui = clipped(order.uui);
  session.task_id = order.task_id;
  session.was_answer_lost = order.is_answer_lost;
  session.extracted = script.extracted.empty() ? made_up_results(order.extract) : std::move(script.extracted);
  session.analysis = script.analysis.empty() ? made_up_analysis() : std::move(script.analysis);
  session.push = script.push;
  return sessions_.add(std::move(session), when);
}

std::vector<SimulatedCall> ContactCenter::calls() const {
  std::vector<SimulatedCall> calls;
  for (const auto& session : sessions_.all()) {
    SimulatedCall call;
    call.session_id = session->id;
    call.sdk_app_id = session->sdk_app_id;
    call.ai_agent_id = session->ai_agent_id;
    call.task_id = session->task_id;
    call.caller = session->caller;
    call.callee = session->callee;
    call.placed_at = session->life.placed_at();
    call.was_answer_lost = session->was_answer_lost;
    call.has_ended = sessions_.has_ended(*session, now_);
    call.end_status = call.has_ended ? session->life.end_status() : 0;
    calls.push_back(std::move(call));
  }
  return calls;
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
