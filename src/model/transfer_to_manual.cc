// SPDX-License-Identifier: Apache-2.0
// Field lists of TransferToManual.
#include "tccc/api/transfer_to_manual.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<TransferToManualRequest> {
  static constexpr std::array fields{
      field<&TransferToManualRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&TransferToManualRequest::session_id>("SessionId").required().means("Id of the call; opaque."),
      field<&TransferToManualRequest::skill_group_id>("SkillGroupId")
          .required()
          .means("Skill group that receives the call."),
      extra<&TransferToManualRequest::extra_json>()};
  static constexpr StructInfo info = describe<TransferToManualRequest>("TransferToManualRequest", fields);
};

template <>
struct Describe<TransferToManualResponse> {
  static constexpr std::array fields{
      field<&TransferToManualResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<TransferToManualResponse>("TransferToManualResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<TransferToManualRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<TransferToManualRequest>("TransferToManual", detail::Repetition::acts_again);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
