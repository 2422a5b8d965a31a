// SPDX-License-Identifier: Apache-2.0
// An exchange with a multi handle of its own, driven by the thread that sends.
#include "transport/curl_handle.h"

#include <poll.h>

#include <new>
#include <optional>
#include <utility>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr long kIdleConnections = 4;
constexpr int kPollMilliseconds = 1000;  // a bound only: libcurl's own timers and wake-ups end it

}  // namespace

std::unique_ptr<CurlHandle> CurlHandle::create(const CurlSettings& settings) {
  std::unique_ptr<CurlExchange> exchange = CurlExchange::create(settings, HttpVersions::one);
  if (exchange == nullptr) return nullptr;
  std::unique_ptr<CurlHandle> handle(new (std::nothrow) CurlHandle(std::move(exchange)));
  if (handle == nullptr || handle->multi_ == nullptr) return nullptr;
  return curl_multi_setopt(handle->multi_, CURLMOPT_MAXCONNECTS, kIdleConnections) == CURLM_OK ? std::move(handle)
                                                                                               : nullptr;
}

CurlHandle::CurlHandle(std::unique_ptr<CurlExchange> exchange) noexcept
    : exchange_(std::move(exchange)), multi_(curl_multi_init()) {}

CurlHandle::~CurlHandle() {
  exchange_.reset();  // an easy handle goes before the multi handle that has its connection
  curl_multi_cleanup(multi_);
}

bool CurlHandle::has_broken_connection() const noexcept {
  if (connection_ == CURL_SOCKET_BAD) return false;
  pollfd polled{connection_, 0, 0};
  return poll(&polled, 1, 0) > 0 && (polled.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
}

HttpExchange CurlHandle::send(const HttpRequest& request) {
  if (std::optional<HttpExchange> refused = exchange_->begin(request)) return std::move(*refused);
  return exchange_->conclude(drive(request.cancellation));
}

CurlEnding CurlHandle::drive(const CancellationToken& cancellation) {
  CURL* const easy = exchange_->easy();
  CurlEnding ending;
  ending.has_begun = false;
  if (curl_multi_add_handle(multi_, easy) != CURLM_OK) return ending;
  {
    CancellationToken::Registration registration;
    if (cancellation.can_be_cancelled()) {
      registration = cancellation.on_cancel([multi = multi_] { curl_multi_wakeup(multi); });
    }
    int running = 1;
    for (;;) {
      // Asked before libcurl goes on, so that nothing is sent which is known to be unwanted.
      ending.is_cancelled = cancellation.is_cancelled();
      if (ending.is_cancelled) break;
      ending.has_begun = true;
      if (curl_multi_perform(multi_, &running) != CURLM_OK) break;
      if (running == 0) {
        ending.result = finished_result();
        break;
      }
      if (curl_multi_poll(multi_, nullptr, 0, kPollMilliseconds, nullptr) != CURLM_OK) break;
    }
  }
  connection_ = CURL_SOCKET_BAD;
  if (ending.result == CURLE_OK) curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &connection_);
  curl_multi_remove_handle(multi_, easy);  // closes the connection when the exchange is not over
  return ending;
}

CURLcode CurlHandle::finished_result() noexcept {
  int more = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &more)) {
    if (message->msg == CURLMSG_DONE) return message->data.result;
  }
  return CURLE_OUT_OF_MEMORY;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
