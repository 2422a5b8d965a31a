// SPDX-License-Identifier: Apache-2.0
// Field lists of HangUpCall.
#include "tccc/api/hang_up_call.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<HangUpCallRequest> {
  static constexpr std::array fields{
      field<&HangUpCallRequest::sdk_app_id>("SdkAppId").required().means("Application id from the console."),
      field<&HangUpCallRequest::session_id>("SessionId").required().means("Id of the call; opaque."),
      extra<&HangUpCallRequest::extra_json>()};
  static constexpr StructInfo info = describe<HangUpCallRequest>("HangUpCallRequest", fields);
};

template <>
struct Describe<HangUpCallResponse> {
  static constexpr std::array fields{
      field<&HangUpCallResponse::request_id>("RequestId").means("The service's id of the request.")};
  static constexpr StructInfo info = describe<HangUpCallResponse>("HangUpCallResponse", fields);
};

}  // namespace detail

const detail::Action& ActionOf<HangUpCallRequest>::action() noexcept {
  static constexpr detail::Action kAction =
      detail::describe_action<HangUpCallRequest>("HangUpCall", detail::Repetition::harmless);
  return kAction;
}

}  // namespace v1
}  // namespace tccc
