// SPDX-License-Identifier: Apache-2.0
// Field lists of DescribeTelCallInfo.
#include "tccc/api/describe_tel_call_info.h"

#include "codec/describe.h"
#include "model/action.h"
#include "model/window_advice.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

void advise_on_usage_window(const void* object, const LintContext& /*context*/, std::vector<LintFinding>& findings) {
  const auto& request = *static_cast<const DescribeTelCallInfoRequest*>(object);
  advise_on_window({"StartTimeStamp", request.start_time_stamp}, {"EndTimeStamp", request.end_time_stamp},
                   kTooManyDaysOfUsage, findings);
}

}  // namespace

template <>
struct Describe<DescribeTelCallInfoRequest> {
  static constexpr std::array fields{
      field<&DescribeTelCallInfoRequest::start_time_stamp>("StartTimeStamp")
          .in("s since 1970")
          .required()
          .means("First day, from 00:00:00; days are whole."),
      field<&DescribeTelCallInfoRequest::end_time_stamp>("EndTimeStamp")
          .in("s since 1970")
          .required()
          .means("Last day, to 23:59:59; at most 90 days after the first."),
      field<&DescribeTelCallInfoRequest::sdk_app_id_list>("SdkAppIdList").required().means("Applications to sum over."),
      extra<&DescribeTelCallInfoRequest::extra_json>()};
  static constexpr StructInfo info =
      describe<DescribeTelCallInfoRequest>("DescribeTelCallInfoRequest", fields, &advise_on_usage_window);
};

template <>
struct Describe<DescribeTelCallInfoResponse> {
  static constexpr std::array fields{
      field<&DescribeTelCallInfoResponse::tel_call_out_count>("TelCallOutCount")
          .means("Outbound minutes used from packages."),
      field<&DescribeTelCallInfoResponse::tel_call_in_count>("TelCallInCount").means("Inbound minutes used."),
      field<&DescribeTelCallInfoResponse::seat_used_count>("SeatUsedCount").means("Agents in use."),
      field<&DescribeTelCallInfoResponse::deprecated_voip_call_in_count>("VoipCallInCount")
          .deprecated()
          .means("Older spelling of VOIPCallInCount."),
      field<&DescribeTelCallInfoResponse::voip_call_in_count>("VOIPCallInCount").means("VoIP minutes used."),
      field<&DescribeTelCallInfoResponse::asr_offline_count>("AsrOfflineCount").means("Offline transcription minutes."),
      field<&DescribeTelCallInfoResponse::asr_realtime_count>("AsrRealtimeCount")
          .means("Real-time transcription minutes."),
      field<&DescribeTelCallInfoResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<DescribeTelCallInfoResponse>("DescribeTelCallInfoResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<DescribeTelCallInfoRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<DescribeTelCallInfoRequest>("DescribeTelCallInfo", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
