// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribeTelRecordAsr.
#include "tccc/api/describe_tel_record_asr.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<AsrData> {
  static constexpr std::array fields{
      field<&AsrData::user>("User").personal().means("Who spoke: a number, or the e-mail of an agent."),
      field<&AsrData::message>("Message").personal().means("What was said."),
      field<&AsrData::timestamp>("Timestamp").in("s since 1970").none_at(0).deprecated().means("Older form of Start."),
      field<&AsrData::start>("Start").in("ms since 1970").none_at(0).means("Sentence start."),
      field<&AsrData::end>("End").in("ms since 1970").none_at(0).means("Sentence end.")};
  static constexpr StructInfo info = describe<AsrData>("AsrData", fields);
};

template <>
struct Describe<DescribeTelRecordAsrRequest> {
  static constexpr std::array fields{
      field<&DescribeTelRecordAsrRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&DescribeTelRecordAsrRequest::session_id>("SessionId").required().means("Id of the call; opaque."),
      extra<&DescribeTelRecordAsrRequest::extra_json>()};
  static constexpr StructInfo info = describe<DescribeTelRecordAsrRequest>("DescribeTelRecordAsrRequest", fields);
};

template <>
struct Describe<DescribeTelRecordAsrResponse> {
  static constexpr std::array fields{
      field<&DescribeTelRecordAsrResponse::asr_data_list>("AsrDataList").means("Transcript sentences."),
      field<&DescribeTelRecordAsrResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<DescribeTelRecordAsrResponse>("DescribeTelRecordAsrResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribeTelRecordAsrRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<DescribeTelRecordAsrRequest>("DescribeTelRecordAsr", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
