// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribeAICallExtractResult.
#include "tccc/api/describe_ai_call_extract_result.h"

#include "codec/describe.h"
#include "model/action.h"
#include "model/extract.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<AICallExtractResultInfo> {
  static constexpr std::array fields{
      field<&AICallExtractResultInfo::text>("Text").personal().means("Value when Text."),
      field<&AICallExtractResultInfo::chosen>("Chosen").personal().means("Chosen options when Selector."),
      field<&AICallExtractResultInfo::boolean>("Boolean").personal().means("Value when Boolean."),
      field<&AICallExtractResultInfo::number>("Number").personal().means("Value when Number.")};
  static constexpr StructInfo info = describe<AICallExtractResultInfo>("AICallExtractResultInfo", fields);
};

template <>
struct Describe<AICallExtractResultElement> {
  static constexpr std::array fields{
      field<&AICallExtractResultElement::info_type>("InfoType").one_of(kInfoTypes).means("Kind of value to extract."),
      field<&AICallExtractResultElement::info_name>("InfoName").means("Name of the extracted item."),
      field<&AICallExtractResultElement::info_content>("InfoContent").means("What the item means."),
      field<&AICallExtractResultElement::result>("Result").means(
          "The value; only the member that InfoType names counts.")};
  static constexpr StructInfo info = describe<AICallExtractResultElement>("AICallExtractResultElement", fields);
};

template <>
struct Describe<DescribeAICallExtractResultRequest> {
  static constexpr std::array fields{
      field<&DescribeAICallExtractResultRequest::sdk_app_id>("SdkAppId")
          .required()
          .means("Application id from the console."),
      field<&DescribeAICallExtractResultRequest::session_id>("SessionId").required().means("Id of the call; opaque."),
      field<&DescribeAICallExtractResultRequest::start_time>("StartTime")
          .in("s since 1970")
          .required()
          .means("Start of the window; the call lies in it."),
      field<&DescribeAICallExtractResultRequest::end_time>("EndTime")
          .in("s since 1970")
          .required()
          .means("End of the window."),
      extra<&DescribeAICallExtractResultRequest::extra_json>()};
  static constexpr StructInfo info =
      describe<DescribeAICallExtractResultRequest>("DescribeAICallExtractResultRequest", fields);
};

template <>
struct Describe<DescribeAICallExtractResultResponse> {
  static constexpr std::array fields{
      field<&DescribeAICallExtractResultResponse::result_list>("ResultList").means("One element per configured item."),
      field<&DescribeAICallExtractResultResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info =
      describe<DescribeAICallExtractResultResponse>("DescribeAICallExtractResultResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribeAICallExtractResultRequest>::action() noexcept {
  static constexpr detail::Action kAction = detail::describe_action<DescribeAICallExtractResultRequest>(
      "DescribeAICallExtractResult", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
