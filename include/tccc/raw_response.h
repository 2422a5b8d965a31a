// SPDX-License-Identifier: Apache-2.0
// The answer to a request that was given as JSON text.
#pragma once

#include <string>

namespace tccc {
inline namespace v1 {

/// What Client::send_raw and send_raw_async give.
struct RawResponse {
  std::string request_id = {};  ///< The service's id of the request.
  std::string json = "{}";      ///< JSON object of the other members of the response; `{}` when there are none.
};

}  // namespace v1
}  // namespace tccc
