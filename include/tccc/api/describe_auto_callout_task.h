// SPDX-License-Identifier: Apache-2.0
// DescribeAutoCalloutTask: one task, and how far it is with each number.
// Source: the API documentation of DescribeAutoCalloutTask, newest edition.
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

namespace tccc {
inline namespace v1 {

/// A number of a task; its states are those of tccc::callee_state.
struct AutoCalloutTaskCalleeInfo {
  std::string callee = {};  ///< Called number.
  std::optional<std::uint64_t> state =
      {};  ///< 0 initial, 1 answered, 2 not answered, 3 calling, 4 waiting for the next attempt.
  std::vector<std::string> sessions = {};  ///< Session ids of the attempts.
};

/// By the id that CreateAutoCalloutTask gave.
struct DescribeAutoCalloutTaskRequest {
  std::int64_t sdk_app_id = 0;  ///< Required; application id from the console.
  std::uint64_t task_id = 0;    ///< Required; id of the task.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// The task.
struct DescribeAutoCalloutTaskResponse {
  std::string name = {};                                ///< Name.
  std::string description = {};                         ///< Free-text description.
  std::optional<TimePoint> not_before = {};             ///< When calling begins.
  std::optional<TimePoint> not_after = {};              ///< When calling ends, if ever.
  std::vector<std::string> callers = {};                ///< Calling numbers.
  std::vector<AutoCalloutTaskCalleeInfo> callees = {};  ///< Per-number progress.
  std::optional<std::uint64_t> ivr_id = {};             ///< Flow that answers.
  std::optional<std::uint64_t> state = {};  ///< 0 initial, 1 running, 2 completed, 3 ending, 4 ended, 5 paused.
  std::optional<std::chrono::seconds> max_ring_timeout =
      {};                       ///< Longest ringing; only for numbers you brought yourself.
  std::string request_id = {};  ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribeAutoCalloutTaskRequest> {
  using Response = DescribeAutoCalloutTaskResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribeAutoCalloutTaskResponse> {
  using Type = DescribeAutoCalloutTaskRequest;
};

}  // namespace v1
}  // namespace tccc
