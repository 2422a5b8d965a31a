// SPDX-License-Identifier: Apache-2.0
// CreateAutoCalloutTask: have many numbers called.
// Source: the API documentation of CreateAutoCalloutTask, newest edition.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/action.h"
#include "tccc/export.h"
#include "tccc/types/callout_task.h"
#include "tccc/types/time.h"
#include "tccc/types/variable.h"

namespace tccc {
inline namespace v1 {

/// Delivered twice it would call every number twice, so it is never repeated once it may have arrived.
struct CreateAutoCalloutTaskRequest {
  std::int64_t sdk_app_id = 0;                          ///< Required; application id from the console.
  TimePoint not_before = {};                            ///< Required; when calling begins.
  std::vector<std::string> callees = {};                ///< Required; numbers to call.
  std::vector<std::string> callers = {};                ///< Required; own numbers to call from.
  std::optional<std::uint64_t> ivr_id = {};             ///< Flow that answers; this or AIAgentId.
  std::optional<std::string> name = {};                 ///< Task name.
  std::optional<std::string> description = {};          ///< Free-text description.
  std::optional<TimePoint> not_after = {};              ///< When calling ends.
  std::optional<std::uint64_t> tries = {};              ///< Attempts per number, 1 to 3.
  std::vector<Variable> variables = {};                 ///< Variables of the task; those of a callee win.
  std::optional<std::string> uui = {};                  ///< Data of the task; that of a callee wins.
  std::vector<CalleeAttribute> callee_attributes = {};  ///< Per-callee data.
  std::optional<std::string> time_zone = {};   ///< IANA name of the zone of the daily windows, such as Asia/Shanghai.
  std::vector<TimeRange> available_time = {};  ///< Daily windows; they win over AvailableWorkTimeConfig.
  std::optional<std::uint64_t> ai_agent_id = {};            ///< Agent that answers; this or IvrId.
  std::optional<std::chrono::seconds> retry_interval = {};  ///< Pause between attempts, 600 to 86400 s.
  std::optional<std::chrono::seconds> max_ring_timeout =
      {};  ///< Longest ringing; only for numbers you brought yourself.
  std::vector<std::string> retry_hangup_types =
      {};  ///< Calls again only after these ends, as texts of numbers; tasks with an agent only.
  std::vector<RetryTagItem> retry_tags = {};  ///< Calls again only with these tags; agents of the dialogue kind only.
  std::vector<AvailableTimeConfig> available_work_time_config = {};  ///< Windows by kind of day.
  std::vector<TriggerStrategyItem> trigger_strategy = {};            ///< HTTP requests that outcomes set off.
  std::optional<std::int64_t> concurrency_limit = {};                ///< Most calls of the task at once. China site.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// The task is there; it begins at `not_before`.
struct CreateAutoCalloutTaskResponse {
  std::uint64_t task_id = 0;    ///< Id of the task.
  std::string request_id = {};  ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<CreateAutoCalloutTaskRequest> {
  using Response = CreateAutoCalloutTaskResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<CreateAutoCalloutTaskResponse> {
  using Type = CreateAutoCalloutTaskRequest;
};

}  // namespace v1
}  // namespace tccc
