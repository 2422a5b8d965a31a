// SPDX-License-Identifier: Apache-2.0
// Translates libcurl's result codes into ours.
#pragma once

#include <curl/curl.h>

#include "tccc/error.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// The ErrorCode of one finished transfer. A code that promises "nothing was sent" is never given to a request that may
/// have left: what breaks after that, be it a handshake or a name look-up for a replay, is connection_lost.
ErrorCode classify_curl_result(CURLcode result, bool request_left) noexcept;

/// Whether another connection would end the same way: certificates and keys, the server's or our own, that do not pass.
bool is_final_curl_result(CURLcode result) noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
