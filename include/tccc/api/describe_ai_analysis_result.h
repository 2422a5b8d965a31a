// SPDX-License-Identifier: Apache-2.0
// DescribeAIAnalysisResult: summary, mood and intention of a call.
// Source: the API documentation of DescribeAIAnalysisResult, newest edition.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tccc/action.h"
#include "tccc/export.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {

/// Kinds of analyses.
namespace analysis_type {
inline constexpr const char* summary = "summary";      ///< Summary of the call.
inline constexpr const char* mood = "mood";            ///< Mood of the callee.
inline constexpr const char* intention = "intention";  ///< Intention of the callee.
}  // namespace analysis_type

/// One analysis.
struct AIAnalysisResult {
  std::string type = {};    ///< Analysis kind.
  std::string result = {};  ///< Analysis text.
};

/// Analysis is made after the call.
struct DescribeAIAnalysisResultRequest {
  std::int64_t sdk_app_id = 0;  ///< Required; application id from the console.
  std::string session_id = {};  ///< Required; id of the call; opaque.
  TimePoint start_time = {};    ///< Required; start of the window; the call lies in it.
  TimePoint end_time = {};      ///< Required; end of the window.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// What was found.
struct DescribeAIAnalysisResultResponse {
  std::vector<AIAnalysisResult> result_list = {};  ///< One element per analysis kind.
  std::string request_id = {};                     ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribeAIAnalysisResultRequest> {
  using Response = DescribeAIAnalysisResultResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribeAIAnalysisResultResponse> {
  using Type = DescribeAIAnalysisResultRequest;
};

}  // namespace v1
}  // namespace tccc
