// SPDX-License-Identifier: Apache-2.0
// HangUpCall: end a call.
// Source: the API documentation of HangUpCall, newest edition.
#pragma once

#include <cstdint>
#include <string>

#include "tccc/action.h"
#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// Once the call has ended there is nothing left to end, so the library repeats it freely.
struct HangUpCallRequest {
  std::int64_t sdk_app_id = 0;  ///< Required; application id from the console.
  std::string session_id = {};  ///< Required; id of the call; opaque.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// The call is being ended.
struct HangUpCallResponse {
  std::string request_id = {};  ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<HangUpCallRequest> {
  using Response = HangUpCallResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<HangUpCallResponse> {
  using Type = HangUpCallRequest;
};

}  // namespace v1
}  // namespace tccc
