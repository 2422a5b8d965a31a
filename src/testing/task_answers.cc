// SPDX-License-Identifier: Apache-2.0
// Answers of the actions about tasks that call many numbers.
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "testing/answers.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

ServiceAnswer no_task() {
  return refusal(ErrorCode::invalid_parameter_value, "TaskId names no task.");
}

ServiceAnswer wrong_state() {
  return refusal(ErrorCode::unsupported_operation, "The task is not in a state for this.");
}

/// Steers a task and lets it act on that at once.
template <class Response, class Request, class Steer>
ServiceAnswer steer(ContactCenter& center, const Request& request, const Steer& steer_task) {
  CallTask* task = center.tasks().find(request.sdk_app_id, request.task_id);
  if (task == nullptr) return no_task();
  if (!steer_task(*task)) return wrong_state();
  center.advance(center.now());
  return success(center, Response());
}

}  // namespace

ServiceAnswer answer(ContactCenter& center, const CreateAutoCalloutTaskRequest& request) {
  if (!request.ivr_id && !request.ai_agent_id) {
    return refusal(ErrorCode::invalid_parameter, "Neither IvrId nor AIAgentId is given.");
  }
  if (request.tries && (*request.tries < 1 || *request.tries > 3)) {
    return refusal(ErrorCode::invalid_parameter_value, "Tries is not from 1 to 3.");
  }
  constexpr std::chrono::seconds kShortestPause{600};
  constexpr std::chrono::seconds kLongestPause{86400};
  if (request.retry_interval && (*request.retry_interval < kShortestPause || *request.retry_interval > kLongestPause)) {
    return refusal(ErrorCode::invalid_parameter_value, "RetryInterval is not from 600 to 86400.");
  }
  CreateAutoCalloutTaskResponse response;
  response.task_id = center.tasks().add(request);
  if (response.task_id == 0) {
    return refusal(ErrorCode::limit_exceeded_out_of_quota_max_count, "The mock keeps no more numbers to call.");
  }
  center.advance(center.now());
  return success(center, std::move(response));
}

ServiceAnswer answer(ContactCenter& center, const DescribeAutoCalloutTaskRequest& request) {
  const CallTask* task = center.tasks().find(request.sdk_app_id, request.task_id);
  if (task == nullptr) return no_task();
  const CreateAutoCalloutTaskRequest& order = task->request();
  DescribeAutoCalloutTaskResponse response;
  response.name = order.name.value_or("");
  response.description = order.description.value_or("");
  response.not_before = order.not_before;
  response.not_after = order.not_after;
  response.callers = order.callers;
  for (const TaskCallee& callee : task->callees()) {
    AutoCalloutTaskCalleeInfo info;
    info.callee = callee.number;
    info.state = static_cast<std::uint64_t>(callee.state);
    info.sessions = callee.sessions;
    response.callees.push_back(std::move(info));
  }
  response.ivr_id = order.ivr_id;
  response.state = static_cast<std::uint64_t>(task->state());
  response.max_ring_timeout = order.max_ring_timeout;
  return success(center, std::move(response));
}

ServiceAnswer answer(ContactCenter& center, const DescribeAutoCalloutTasksRequest& request) {
  if (request.page_size == 0) return refusal(ErrorCode::invalid_parameter_value, "PageSize is 0.");
  DescribeAutoCalloutTasksResponse response;
  std::uint64_t total = 0;
  for (const CallTask* task : center.tasks().of(request.sdk_app_id)) {
    const std::uint64_t page = total++ / request.page_size;
    if (page != request.page_number) continue;
    const CreateAutoCalloutTaskRequest& order = task->request();
    AutoCalloutTaskInfo info;
    info.name = order.name.value_or("");
    info.callee_count = task->callees().size();
    info.callers = order.callers;
    info.not_before = order.not_before;
    info.not_after = order.not_after;
    info.ivr_id = order.ivr_id;
    info.state = static_cast<std::uint64_t>(task->state());
    info.task_id = task->id();
    info.max_ring_timeout = order.max_ring_timeout;
    response.tasks.push_back(std::move(info));
  }
  response.total_count = total;
  return success(center, std::move(response));
}

ServiceAnswer answer(ContactCenter& center, const PauseAutoCalloutTaskRequest& request) {
  return steer<PauseAutoCalloutTaskResponse>(center, request, [](CallTask& task) { return task.pause(); });
}

ServiceAnswer answer(ContactCenter& center, const ResumeAutoCalloutTaskRequest& request) {
  const PreciseTimePoint now = center.now();
  return steer<ResumeAutoCalloutTaskResponse>(center, request, [now](CallTask& task) { return task.resume(now); });
}

ServiceAnswer answer(ContactCenter& center, const StopAutoCalloutTaskRequest& request) {
  return steer<StopAutoCalloutTaskResponse>(center, request, [](CallTask& task) { return task.stop(); });
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
