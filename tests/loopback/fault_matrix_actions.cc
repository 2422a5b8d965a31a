// SPDX-License-Identifier: Apache-2.0
// Field lists of the reading action of the fault matrix.
#include "fault_matrix_actions.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<loopback::DescribeTelSessionRequest> {
  static constexpr std::array fields{field<&loopback::DescribeTelSessionRequest::sdk_app_id>("SdkAppId").required(),
                                     field<&loopback::DescribeTelSessionRequest::session_id>("SessionId").required()};
  static constexpr StructInfo info = describe<loopback::DescribeTelSessionRequest>("DescribeTelSessionRequest", fields);
};

template <>
struct Describe<loopback::DescribeTelSessionResponse> {
  static constexpr std::array fields{field<&loopback::DescribeTelSessionResponse::session_id>("SessionId").required(),
                                     field<&loopback::DescribeTelSessionResponse::request_id>("RequestId")};
  static constexpr StructInfo info =
      describe<loopback::DescribeTelSessionResponse>("DescribeTelSessionResponse", fields);
};

namespace {
constexpr Action kDescribeTelSession =
    describe_action<loopback::DescribeTelSessionRequest>("DescribeTelSession", Repetition::harmless);
}  // namespace

}  // namespace detail

const detail::Action& ActionOf<loopback::DescribeTelSessionRequest>::action() noexcept {
  return detail::kDescribeTelSession;
}

}  // namespace v1
}  // namespace tccc
