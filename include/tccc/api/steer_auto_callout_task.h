// SPDX-License-Identifier: Apache-2.0
// PauseAutoCalloutTask, ResumeAutoCalloutTask, StopAutoCalloutTask: hold, go on with or end a task.
// Source: the API documentation of PauseAutoCalloutTask, ResumeAutoCalloutTask, StopAutoCalloutTask, newest edition.
#pragma once

#include <cstdint>
#include <string>

#include "tccc/action.h"
#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// Calls that are up go on. A late repetition would undo a resumption, so it is never repeated once it may have
/// arrived.
struct PauseAutoCalloutTaskRequest {
  std::int64_t sdk_app_id = 0;  ///< Required; application id from the console.
  std::uint64_t task_id = 0;    ///< Required; id of the task.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// The task is paused.
struct PauseAutoCalloutTaskResponse {
  std::string request_id = {};  ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<PauseAutoCalloutTaskRequest> {
  using Response = PauseAutoCalloutTaskResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<PauseAutoCalloutTaskResponse> {
  using Type = PauseAutoCalloutTaskRequest;
};

/// A late repetition would undo a pause and let phones ring, so it is never repeated once it may have arrived.
struct ResumeAutoCalloutTaskRequest {
  std::int64_t sdk_app_id = 0;  ///< Required; application id from the console.
  std::uint64_t task_id = 0;    ///< Required; id of the task.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// The task runs.
struct ResumeAutoCalloutTaskResponse {
  std::string request_id = {};  ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<ResumeAutoCalloutTaskRequest> {
  using Response = ResumeAutoCalloutTaskResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<ResumeAutoCalloutTaskResponse> {
  using Type = ResumeAutoCalloutTaskRequest;
};

/// Ends it for good, so the library repeats it freely. A task that has ended already gives UnsupportedOperation.
struct StopAutoCalloutTaskRequest {
  std::int64_t sdk_app_id = 0;  ///< Required; application id from the console.
  std::uint64_t task_id = 0;    ///< Required; id of the task.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// The task has ended.
struct StopAutoCalloutTaskResponse {
  std::string request_id = {};  ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<StopAutoCalloutTaskRequest> {
  using Response = StopAutoCalloutTaskResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<StopAutoCalloutTaskResponse> {
  using Type = StopAutoCalloutTaskRequest;
};

}  // namespace v1
}  // namespace tccc
