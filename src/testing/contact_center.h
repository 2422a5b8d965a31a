// SPDX-License-Identifier: Apache-2.0
// What stands behind the mock endpoint: calls, tasks and agents, and the answers of each action about them. Not for
// several threads at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/action.h"
#include "tccc/api/describe_ai_agent_info_list.h"
#include "tccc/testing/call_script.h"
#include "tccc/testing/mock_endpoint.h"
#include "tccc/types/extract.h"
#include "testing/push_outbox.h"
#include "testing/seeded_random.h"
#include "testing/session_store.h"
#include "testing/task_store.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

/// What an action is answered with.
struct ServiceAnswer {
  std::string service_code = {};  ///< Empty: success.
  std::string message = {};
  std::string json = {};  ///< Members of the response, RequestId among them.
};

struct ContactCenterSettings {
  double speed = 1;
  std::size_t most_sessions = 10000;
  std::chrono::milliseconds record_delay{0};
  std::vector<AIAgentInfo> agents = {};
  std::uint64_t seed = 0;
};

/// A call to be placed.
struct CallOrder {
  std::int64_t sdk_app_id = 0;
  std::uint64_t ai_agent_id = 0;
  std::string callee = {};
  std::vector<std::string> callers = {};
  CallLimits limits = {};
  std::string welcome = {};
  std::vector<ExtractItem> extract = {};
  std::string uui = {};
  std::uint64_t task_id = 0;
  bool is_answer_lost = false;
};

class ContactCenter {
 public:
  explicit ContactCenter(ContactCenterSettings settings);

  /// Acts on a request that has passed the checks. `request` is of the action's type.
  ServiceAnswer answer(const tccc::detail::Action& action, const void* request, bool is_answer_lost,
                       PreciseTimePoint now);

  /// Lets tasks place what is due.
  void advance(PreciseTimePoint now);

  /// Posts the pushes of calls that have ended since.
  void post_ends(PushOutbox& outbox);

  void script_callee(std::string callee, CallScript script);
  void script_agent(std::uint64_t ai_agent_id, CallScript script);
  std::vector<SimulatedCall> calls() const;
  std::size_t placed_calls() const noexcept { return sessions_.placed(); }

  // For the answers:

  const Session& place(const CallOrder& order, PreciseTimePoint when);
  PreciseTimePoint now() const noexcept { return now_; }
  SessionStore& sessions() noexcept { return sessions_; }
  const SessionStore& sessions() const noexcept { return sessions_; }
  TaskStore& tasks() noexcept { return tasks_; }
  const std::vector<AIAgentInfo>& agents() const noexcept { return settings_.agents; }
  std::chrono::milliseconds record_delay() const noexcept { return settings_.record_delay; }
  bool is_answer_lost() const noexcept { return is_answer_lost_; }
  std::string new_request_id() { return request_ids_.uuid(); }

  /// What time it is for a call.
  PreciseTimePoint time_in(const Session& session) const { return sessions_.time_in(session, now_); }
  /// Whether the record of a call has appeared.
  bool has_record(const Session& session) const {
    return time_in(session) >= session.life.ends_at() + settings_.record_delay;
  }

 private:
  CallScript script_for(const CallOrder& order) const;

  const ContactCenterSettings settings_;
  SeededRandom request_ids_;
  SeededRandom calls_;
  SessionStore sessions_;
  TaskStore tasks_;
  std::map<std::string, CallScript, std::less<>> callee_scripts_;
  std::map<std::uint64_t, CallScript> agent_scripts_;
  PreciseTimePoint now_ = {};
  bool is_answer_lost_ = false;
};

/// A refusal.
ServiceAnswer refusal(ErrorCode code, std::string message);

/// At most so much of a text as a call keeps.
std::string clipped(const std::string& text);

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
