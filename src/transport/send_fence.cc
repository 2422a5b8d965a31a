// SPDX-License-Identifier: Apache-2.0
// The fence against double delivery: knows whether a request may have left, and lets it leave once.
#include "transport/send_fence.h"

#include "transport/newer_curl.h"

namespace tccc {
inline namespace v1 {
namespace detail {

namespace {

bool has_come_to(CURL* handle, CURLINFO stage) noexcept {
  curl_off_t microseconds = 0;  // of a stage that was come to, never less than one
  return curl_easy_getinfo(handle, stage, &microseconds) != CURLE_OK || microseconds > 0;
}

}  // namespace

bool SendFence::allows_reuse() noexcept {
  return has_request_hook();
}

bool SendFence::guard(CURL* handle) noexcept {
  return !has_request_hook() || set_request_hook(handle, &SendFence::before_request, this);
}

void SendFence::settle(CURL* handle, bool is_over_tls) noexcept {
  if (has_request_hook() || firings_ > 0) return;
  const CURLINFO ready = is_over_tls ? CURLINFO_APPCONNECT_TIME_T : CURLINFO_CONNECT_TIME_T;
  if (has_come_to(handle, ready) || has_come_to(handle, CURLINFO_PRETRANSFER_TIME_T)) firings_ = 1;
}

int SendFence::before_request(void* fence, char* /*peer_address*/, char* /*own_address*/, int /*peer_port*/,
                              int own_port) noexcept {
  auto& self = *static_cast<SendFence*>(fence);
  if (self.firings_ > 0) {
    self.firings_ = 2;
    return kStopRequest;
  }
  if (self.unwanted_.is_cancelled()) {
    self.was_unwanted_ = true;
    return kStopRequest;
  }
  self.firings_ = 1;
  self.own_port_ = own_port;
  return kLetRequestGo;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
