// SPDX-License-Identifier: Apache-2.0
// Field lists of the reading action of the fault matrix.
#include "fault_matrix_actions.h"

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<loopback::ReadingRequest> {
  static constexpr std::array fields{field<&loopback::ReadingRequest::sdk_app_id>("SdkAppId").required(),
                                     field<&loopback::ReadingRequest::session_id>("SessionId").required()};
  static constexpr StructInfo info = describe<loopback::ReadingRequest>("ReadingRequest", fields);
};

template <>
struct Describe<loopback::ReadingResponse> {
  static constexpr std::array fields{field<&loopback::ReadingResponse::session_id>("SessionId").required(),
                                     field<&loopback::ReadingResponse::request_id>("RequestId")};
  static constexpr StructInfo info = describe<loopback::ReadingResponse>("ReadingResponse", fields);
};

namespace {
constexpr Action kReading = describe_action<loopback::ReadingRequest>("DescribeTelSession", Repetition::harmless);
}  // namespace

}  // namespace detail

const detail::Action& ActionOf<loopback::ReadingRequest>::action() noexcept {
  return detail::kReading;
}

}  // namespace v1
}  // namespace tccc
