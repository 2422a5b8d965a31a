// SPDX-License-Identifier: Apache-2.0
// The process-wide start of libcurl.
#include "transport/curl_global.h"

#include <curl/curl.h>

namespace tccc {
inline namespace v1 {
namespace detail {

bool start_curl() noexcept {
  static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
  return result == CURLE_OK;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
