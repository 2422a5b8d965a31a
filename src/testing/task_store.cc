// SPDX-License-Identifier: Apache-2.0
// Tasks that call many numbers.
#include "testing/task_store.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "tccc/types/callout_task.h"
#include "testing/contact_center.h"
#include "testing/magic_callees.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

constexpr std::size_t kMostTasks = 1000;
constexpr std::size_t kMostCallees = 100000;  // of all tasks together
constexpr std::chrono::seconds kUsualRetryInterval{600};

std::string uui_of(const CreateAutoCalloutTaskRequest& request, const std::string& callee) {
  for (const CalleeAttribute& attribute : request.callee_attributes) {
    if (attribute.callee == callee && attribute.uui) return *attribute.uui;
  }
  return request.uui.value_or("");
}

}  // namespace

CallTask::CallTask(std::uint64_t id, CreateAutoCalloutTaskRequest request)
    : id_(id), request_(std::move(request)), open_(request_.callees.size()) {
  for (const std::string& number : request_.callees) {
    TaskCallee callee;
    callee.number = number;
    callee.uui = uui_of(request_, number);
    callees_.push_back(std::move(callee));
    events_.emplace(request_.not_before, Event::due, callees_.size() - 1);
  }
  if (request_.not_after) events_.emplace(*request_.not_after, Event::out_of_time, 0);
}

std::int64_t CallTask::state() const noexcept {
  if (is_stopped_) return running_ > 0 ? task_state::ending : task_state::ended;
  if (open_ == 0) return task_state::completed;
  if (is_paused_) return task_state::paused;
  return has_begun_ ? task_state::running : task_state::initial;
}

bool CallTask::is_over() const noexcept {
  const std::int64_t now = state();
  return now == task_state::completed || now == task_state::ended;
}

void CallTask::advance(ContactCenter& center, PreciseTimePoint now) {
  while (!events_.empty() && std::get<0>(*events_.begin()) <= now) {
    const auto [at, event, index] = *events_.begin();
    events_.erase(events_.begin());
    switch (event) {
      case Event::call_ended:
        conclude(center, index, at);
        break;
      case Event::due:
        has_begun_ = true;
        ready_.push_back(index);
        break;
      case Event::out_of_time:
        give_up_waiting();
        break;
    }
    start_ready(center, at);
  }
}

void CallTask::start_ready(ContactCenter& center, PreciseTimePoint at) {
  const std::int64_t limit = request_.concurrency_limit.value_or(0);
  while (!ready_.empty() && !is_paused_ && !is_stopped_ && (limit <= 0 || running_ < static_cast<std::size_t>(limit))) {
    const std::size_t index = ready_.front();
    ready_.pop_front();
    start(center, index, at);
  }
}

void CallTask::start(ContactCenter& center, std::size_t index, PreciseTimePoint at) {
  TaskCallee& callee = callees_[index];
  ++callee.tries;
  const MagicCallee* magic = find_magic_callee(callee.number);
  const bool is_placed =
      magic == nullptr || (magic->answer != MagicAnswer::service_error && magic->answer != MagicAnswer::request_lost);
  if (!is_placed) return settle(center, index, false, 0, at);
  CallOrder order;
  order.sdk_app_id = request_.sdk_app_id;
  order.ai_agent_id = request_.ai_agent_id.value_or(0);
  order.callee = callee.number;
  order.callers = request_.callers;
  order.limits.ringing = request_.max_ring_timeout;
  order.uui = callee.uui;
  order.task_id = id_;
  const Session& session = center.place(order, at);
  callee.state = callee_state::calling;
  callee.sessions.push_back(session.id);
  ++running_;
  events_.emplace(center.sessions().clock_at(session, session.life.ends_at()), Event::call_ended, index);
}

void CallTask::conclude(ContactCenter& center, std::size_t index, PreciseTimePoint at) {
  if (callees_[index].state != callee_state::calling) return;  // told before, of a call that was cut short
  const Session* session = center.sessions().find(callees_[index].sessions.back());
  if (session != nullptr && !center.sessions().has_ended(*session, at)) {
    // Commands have made it longer.
    const PreciseTimePoint later = center.sessions().clock_at(*session, session->life.ends_at());
    events_.emplace((std::max)(later, at + std::chrono::milliseconds(1)), Event::call_ended, index);
    return;
  }
  --running_;
  const bool was_answered = session != nullptr && session->life.accepted_at().has_value();
  settle(center, index, was_answered, session == nullptr ? 0 : session->life.end_status(), at);
}

void CallTask::call_changed(ContactCenter& center, const Session& session) {
  for (std::size_t index = 0; index < callees_.size(); ++index) {
    if (callees_[index].sessions.empty() || callees_[index].sessions.back() != session.id) continue;
    events_.emplace(center.sessions().clock_at(session, session.life.ends_at()), Event::call_ended, index);
    return;
  }
}

void CallTask::settle(ContactCenter& center, std::size_t index, bool was_answered, std::int64_t end_status,
                      PreciseTimePoint at) {
  TaskCallee& callee = callees_[index];
  const std::vector<std::string>& types = request_.retry_hangup_types;
  const bool is_wanted_again =
      types.empty() ? !was_answered : std::find(types.begin(), types.end(), std::to_string(end_status)) != types.end();
  if (is_wanted_again && callee.tries < request_.tries.value_or(1) && !is_stopped_) {
    callee.state = callee_state::waiting;
    const std::chrono::seconds pause = request_.retry_interval.value_or(kUsualRetryInterval);
    events_.emplace(at + center.sessions().shortened(pause), Event::due, index);
    return;
  }
  callee.state = was_answered ? callee_state::answered : callee_state::not_answered;
  --open_;
}

void CallTask::give_up_waiting() noexcept {
  if (open_ == 0) return;
  is_stopped_ = true;
  ready_.clear();
  for (auto event = events_.begin(); event != events_.end();) {
    event = std::get<1>(*event) == Event::call_ended ? std::next(event) : events_.erase(event);
  }
}

bool CallTask::pause() noexcept {
  if (is_paused_ || is_stopped_ || open_ == 0) return false;
  is_paused_ = true;
  return true;
}

bool CallTask::resume(PreciseTimePoint now) noexcept {
  if (!is_paused_ || is_stopped_) return false;
  is_paused_ = false;
  // What became due during the pause is due now.
  for (const std::size_t index : ready_) events_.emplace(now, Event::due, index);
  ready_.clear();
  return true;
}

bool CallTask::stop() noexcept {
  if (is_stopped_ || open_ == 0) return false;
  give_up_waiting();
  return true;
}

std::uint64_t TaskStore::add(const CreateAutoCalloutTaskRequest& request) {
  std::size_t callees = request.callees.size();
  for (const auto& [known, task] : tasks_) callees += task.callees().size();
  for (auto task = tasks_.begin(); task != tasks_.end() && (tasks_.size() >= kMostTasks || callees > kMostCallees);) {
    if (!task->second.is_over()) {
      ++task;
      continue;
    }
    callees -= task->second.callees().size();
    task = tasks_.erase(task);
  }
  if (tasks_.size() >= kMostTasks || callees > kMostCallees) return 0;
  const std::uint64_t id = ++last_id_;
  tasks_.emplace(std::piecewise_construct, std::forward_as_tuple(id), std::forward_as_tuple(id, request));
  return id;
}

CallTask* TaskStore::find(std::int64_t sdk_app_id, std::uint64_t id) {
  const auto found = tasks_.find(id);
  return found == tasks_.end() || found->second.request().sdk_app_id != sdk_app_id ? nullptr : &found->second;
}

std::vector<const CallTask*> TaskStore::of(std::int64_t sdk_app_id) const {
  std::vector<const CallTask*> found;
  for (const auto& [id, task] : tasks_) {
    if (task.request().sdk_app_id == sdk_app_id) found.push_back(&task);
  }
  return found;
}

void TaskStore::call_changed(ContactCenter& center, const Session& session) {
  if (CallTask* task = find(session.sdk_app_id, session.task_id)) task->call_changed(center, session);
}

void TaskStore::advance(ContactCenter& center, PreciseTimePoint now) {
  for (auto& [id, task] : tasks_) task.advance(center, now);
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
