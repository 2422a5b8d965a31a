// SPDX-License-Identifier: Apache-2.0
// TransferToManual: give a call to people.
// Source: the API documentation of TransferToManual, newest edition.
#pragma once

#include <cstdint>
#include <string>

#include "tccc/action.h"
#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// Delivered twice it would queue the call anew, so it is never repeated once it may have arrived.
struct TransferToManualRequest {
  std::int64_t sdk_app_id = 0;       ///< Required; application id from the console.
  std::string session_id = {};       ///< Required; id of the call; opaque.
  std::uint64_t skill_group_id = 0;  ///< Required; skill group that receives the call.
  std::string extra_json = {};       ///< JSON object of parameters newer than this library.
};

/// The call waits for an agent.
struct TransferToManualResponse {
  std::string request_id = {};  ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<TransferToManualRequest> {
  using Response = TransferToManualResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<TransferToManualResponse> {
  using Type = TransferToManualRequest;
};

}  // namespace v1
}  // namespace tccc
