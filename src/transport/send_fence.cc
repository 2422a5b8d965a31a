// SPDX-License-Identifier: Apache-2.0
// The fence against double delivery: knows whether a request may have left, and lets it leave once.
#include "transport/send_fence.h"

#if LIBCURL_VERSION_NUM < 0x075000
#error "tccc needs libcurl 7.80 or newer: without CURLOPT_PREREQFUNCTION a request could be delivered twice"
#endif

namespace tccc {
inline namespace v1 {
namespace detail {

bool SendFence::guard(CURL* handle) noexcept {
  return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, &SendFence::before_request) == CURLE_OK &&
         curl_easy_setopt(handle, CURLOPT_PREREQDATA, static_cast<void*>(this)) == CURLE_OK;
}

int SendFence::before_request(void* fence, char* /*peer_address*/, char* /*own_address*/, int /*peer_port*/,
                              int own_port) noexcept {
  auto& self = *static_cast<SendFence*>(fence);
  if (self.firings_ > 0) {
    self.firings_ = 2;
    return CURL_PREREQFUNC_ABORT;
  }
  self.firings_ = 1;
  self.own_port_ = own_port;
  return CURL_PREREQFUNC_OK;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
