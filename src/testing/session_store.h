// SPDX-License-Identifier: Apache-2.0
// The calls that the mock endpoint has placed, the latest of them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tccc/testing/call_script.h"
#include "tccc/types/time.h"
#include "testing/call_life.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

/// One placed call.
struct Session {
  explicit Session(CallLife its_life) : life(std::move(its_life)) {}

  std::string id = {};
  std::int64_t sdk_app_id = 0;
  std::uint64_t ai_agent_id = 0;  ///< 0 for CreateAICall.
  std::string ai_agent_name = {};
  std::string caller = {};
  std::string callee = {};
  std::string uui = {};
  std::uint64_t task_id = 0;  ///< 0: of no task.
  bool was_answer_lost = false;
  bool is_end_posted = false;  ///< To be pushed.
  PushScript push = {};
  std::vector<AICallExtractResultElement> extracted = {};
  std::vector<AIAnalysisResult> analysis = {};
  CallLife life;
};

/// Calls live `speed` times as fast as the clock, each from when it was placed, so that a call of a minute has the
/// times of one.
class SessionStore {
 public:
  SessionStore(double speed, std::size_t most_sessions);

  /// Keeps a call. The oldest goes when there are too many, ended ones first.
  Session& add(Session session, PreciseTimePoint now);

  /// The call of that id and application, null when it is not known.
  Session* find(std::int64_t sdk_app_id, std::string_view id);
  const Session* find(std::string_view id) const;

  /// By the time they were placed.
  const std::deque<std::shared_ptr<Session>>& all() const noexcept { return sessions_; }

  /// What time it is for a call.
  PreciseTimePoint time_in(const Session& session, PreciseTimePoint now) const;
  /// When, by the clock, a call is at a time of its own.
  PreciseTimePoint clock_at(const Session& session, PreciseTimePoint time_in_call) const;
  bool has_ended(const Session& session, PreciseTimePoint now) const;
  /// How long, by the clock, a span of a call's time takes.
  std::chrono::milliseconds shortened(std::chrono::milliseconds span) const;

  std::size_t placed() const noexcept { return placed_; }

 private:
  const double speed_;
  const std::size_t most_;
  std::deque<std::shared_ptr<Session>> sessions_;
  std::map<std::string, std::shared_ptr<Session>, std::less<>> by_id_;
  std::size_t placed_ = 0;
};

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
