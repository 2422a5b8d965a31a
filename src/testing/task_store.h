// SPDX-License-Identifier: Apache-2.0
// Tasks that call many numbers: each is a row of events in time, worked off up to the present.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tccc/api/create_auto_callout_task.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

class ContactCenter;
struct Session;

/// A number of a task.
struct TaskCallee {
  std::string number = {};
  std::string uui = {};
  std::int64_t state = 0;  ///< One of tccc::callee_state.
  std::uint64_t tries = 0;
  std::vector<std::string> sessions = {};
};

/// One task.
class CallTask {
 public:
  CallTask(std::uint64_t id, CreateAutoCalloutTaskRequest request);

  std::uint64_t id() const noexcept { return id_; }
  const CreateAutoCalloutTaskRequest& request() const noexcept { return request_; }
  const std::vector<TaskCallee>& callees() const noexcept { return callees_; }
  std::int64_t state() const noexcept;  ///< One of tccc::task_state.
  bool is_over() const noexcept;

  /// Places what is due, and takes note of calls that have ended.
  void advance(ContactCenter& center, PreciseTimePoint now);

  /// A command has changed when the call with one of the numbers ends.
  void call_changed(ContactCenter& center, const Session& session);

  // False: not in a state for it.
  bool pause() noexcept;
  bool resume(PreciseTimePoint now) noexcept;
  bool stop() noexcept;

 private:
  enum class Event : std::uint8_t { call_ended, due, out_of_time };

  void start_ready(ContactCenter& center, PreciseTimePoint at);
  void start(ContactCenter& center, std::size_t index, PreciseTimePoint at);
  void conclude(ContactCenter& center, std::size_t index, PreciseTimePoint at);
  void settle(ContactCenter& center, std::size_t index, bool was_answered, std::int64_t end_status,
              PreciseTimePoint at);
  void give_up_waiting() noexcept;

  const std::uint64_t id_;
  const CreateAutoCalloutTaskRequest request_;
  std::vector<TaskCallee> callees_;
  std::set<std::tuple<PreciseTimePoint, Event, std::size_t>> events_;
  std::deque<std::size_t> ready_;  // due, but paused or beyond the limit of calls at once
  std::size_t running_ = 0;
  std::size_t open_ = 0;  // neither answered nor given up
  bool has_begun_ = false;
  bool is_paused_ = false;
  bool is_stopped_ = false;
};

/// All tasks, bounded in number and in numbers to call.
class TaskStore {
 public:
  /// The id of the new task, counted from 1; 0 when there is no room.
  std::uint64_t add(const CreateAutoCalloutTaskRequest& request);
  CallTask* find(std::int64_t sdk_app_id, std::uint64_t id);
  std::vector<const CallTask*> of(std::int64_t sdk_app_id) const;
  void advance(ContactCenter& center, PreciseTimePoint now);
  /// To be told of every call that a command has changed.
  void call_changed(ContactCenter& center, const Session& session);

 private:
  std::map<std::uint64_t, CallTask> tasks_;
  std::uint64_t last_id_ = 0;
};

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
