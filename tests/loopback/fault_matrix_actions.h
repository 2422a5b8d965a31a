// SPDX-License-Identifier: Apache-2.0
// The reading action of the fault matrix: it is answered as a placing action is, so that every broken answer meets
// both. No action of the service is, so it is described here, as the library would.
#pragma once

#include <cstdint>
#include <string>

#include "tccc/action.h"

namespace tccc {
namespace loopback {

/// Asks about one call. Changes nothing, so it may be repeated at will.
struct ReadingRequest {
  std::int64_t sdk_app_id = 0;
  std::string session_id = {};
};

struct ReadingResponse {
  std::string session_id = {};
  std::string request_id = {};
};

}  // namespace loopback

inline namespace v1 {

template <>
struct ActionOf<loopback::ReadingRequest> {
  using Response = loopback::ReadingResponse;
  static const detail::Action& action() noexcept;
};

}  // namespace v1
}  // namespace tccc
