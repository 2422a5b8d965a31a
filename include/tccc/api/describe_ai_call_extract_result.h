// SPDX-License-Identifier: Apache-2.0
// DescribeAICallExtractResult: what was extracted from a call that has ended.
// Source: the API documentation of DescribeAICallExtractResult, newest edition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/action.h"
#include "tccc/export.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {

/// A value of one of four kinds; the service fills the others with zeros.
struct AICallExtractResultInfo {
  std::string text = {};                 ///< Value when Text.
  std::vector<std::string> chosen = {};  ///< Chosen options when Selector.
  std::optional<bool> boolean = {};      ///< Value when Boolean.
  std::optional<double> number = {};     ///< Value when Number.
};

/// One item.
struct AICallExtractResultElement {
  std::string info_type = {};                          ///< Kind of value to extract.
  std::string info_name = {};                          ///< Name of the extracted item.
  std::string info_content = {};                       ///< What the item means.
  std::optional<AICallExtractResultInfo> result = {};  ///< The value; only the member that InfoType names counts.
};

/// For the items of ExtractConfig, or those of the agent in the console.
struct DescribeAICallExtractResultRequest {
  std::int64_t sdk_app_id = 0;  ///< Required; application id from the console.
  std::string session_id = {};  ///< Required; id of the call; opaque.
  TimePoint start_time = {};    ///< Required; start of the window; the call lies in it.
  TimePoint end_time = {};      ///< Required; end of the window.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// What was extracted.
struct DescribeAICallExtractResultResponse {
  std::vector<AICallExtractResultElement> result_list = {};  ///< One element per configured item.
  std::string request_id = {};                               ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribeAICallExtractResultRequest> {
  using Response = DescribeAICallExtractResultResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribeAICallExtractResultResponse> {
  using Type = DescribeAICallExtractResultRequest;
};

}  // namespace v1
}  // namespace tccc
