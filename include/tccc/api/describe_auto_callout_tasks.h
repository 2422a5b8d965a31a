// SPDX-License-Identifier: Apache-2.0
// DescribeAutoCalloutTasks: the tasks that call many numbers, by pages.
// Source: the API documentation of DescribeAutoCalloutTasks, newest edition.
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

/// A task; its states are those of tccc::task_state.
struct AutoCalloutTaskInfo {
  std::string name = {};                           ///< Name.
  std::optional<std::uint64_t> callee_count = {};  ///< How many numbers.
  std::vector<std::string> callers = {};           ///< Candidate calling numbers.
  std::optional<TimePoint> not_before = {};        ///< When calling begins.
  std::optional<TimePoint> not_after = {};         ///< When calling ends, if ever.
  std::optional<std::uint64_t> ivr_id = {};        ///< Flow that answers.
  std::optional<std::uint64_t> state = {};         ///< 0 initial, 1 running, 2 completed, 3 ending, 4 ended, 5 paused.
  std::optional<std::uint64_t> task_id = {};       ///< Id of the task.
  std::optional<std::chrono::seconds> max_ring_timeout =
      {};  ///< Longest ringing; only for numbers you brought yourself.
};

/// Pages are read with tccc::pages.
struct DescribeAutoCalloutTasksRequest {
  std::int64_t sdk_app_id = 0;    ///< Required; application id from the console.
  std::uint64_t page_size = 0;    ///< Required; rows per page.
  std::uint64_t page_number = 0;  ///< Required; page, counted from 0.
  std::string extra_json = {};    ///< JSON object of parameters newer than this library.
};

/// One page of tasks.
struct DescribeAutoCalloutTasksResponse {
  std::optional<std::uint64_t> total_count = {};  ///< Rows in all, over all pages.
  std::vector<AutoCalloutTaskInfo> tasks = {};    ///< Tasks on this page.
  std::string request_id = {};                    ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribeAutoCalloutTasksRequest> {
  using Response = DescribeAutoCalloutTasksResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribeAutoCalloutTasksResponse> {
  using Type = DescribeAutoCalloutTasksRequest;
};

}  // namespace v1
}  // namespace tccc
