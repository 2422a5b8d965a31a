// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribeAIAnalysisResult.
#include "tccc/api/describe_ai_analysis_result.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kAnalysisTypes[] = {analysis_type::summary, analysis_type::mood, analysis_type::intention};

}  // namespace

template <>
struct Describe<AIAnalysisResult> {
  static constexpr std::array fields{
      field<&AIAnalysisResult::type>("Type").one_of(kAnalysisTypes).means("Analysis kind."),
      field<&AIAnalysisResult::result>("Result").personal().means("Analysis text.")};
  static constexpr StructInfo info = describe<AIAnalysisResult>("AIAnalysisResult", fields);
};

template <>
struct Describe<DescribeAIAnalysisResultRequest> {
  static constexpr std::array fields{
      field<&DescribeAIAnalysisResultRequest::sdk_app_id>("SdkAppId")
          .required()
          .means("Application id from the console."),
      field<&DescribeAIAnalysisResultRequest::session_id>("SessionId").required().means("Id of the call; opaque."),
      field<&DescribeAIAnalysisResultRequest::start_time>("StartTime")
          .in("s since 1970")
          .required()
          .means("Start of the window; the call lies in it."),
      field<&DescribeAIAnalysisResultRequest::end_time>("EndTime")
          .in("s since 1970")
          .required()
          .means("End of the window."),
      extra<&DescribeAIAnalysisResultRequest::extra_json>()};
  static constexpr StructInfo info =
      describe<DescribeAIAnalysisResultRequest>("DescribeAIAnalysisResultRequest", fields);
};

template <>
struct Describe<DescribeAIAnalysisResultResponse> {
  static constexpr std::array fields{
      field<&DescribeAIAnalysisResultResponse::result_list>("ResultList").means("One element per analysis kind."),
      field<&DescribeAIAnalysisResultResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info =
      describe<DescribeAIAnalysisResultResponse>("DescribeAIAnalysisResultResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribeAIAnalysisResultRequest>::action() noexcept {
  static constexpr detail::Action kAction = detail::describe_action<DescribeAIAnalysisResultRequest>(
      "DescribeAIAnalysisResult", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
