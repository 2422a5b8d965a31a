// SPDX-License-Identifier: Apache-2.0
// The idle handles of a transport.
#include "transport/curl_handle_pool.h"

#ifndef _WIN32
#include <unistd.h>
#endif

#include <utility>

#include "transport/sigpipe_guard.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

long long current_process() noexcept {
#ifdef _WIN32
  return 0;  // there is no fork
#else
  return getpid();
#endif
}

}  // namespace

CurlHandlePool::CurlHandlePool(std::chrono::seconds idle_limit) noexcept
    : idle_limit_(idle_limit), owner_process_(current_process()) {}

CurlHandlePool::~CurlHandlePool() {
  if (idle_.empty()) return;
  if (current_process() != owner_process_) {
    // Closing a TLS connection says so to the server, which would end it for the parent, too.
    for (IdleHandle& idle : idle_) static_cast<void>(idle.handle.release());
    return;
  }
  const SigpipeGuard guard;
  idle_.clear();
}

std::unique_ptr<CurlHandle> CurlHandlePool::take() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (idle_.empty()) return nullptr;
  std::unique_ptr<CurlHandle> handle = std::move(idle_.back().handle);
  idle_.pop_back();
  return handle;
}

void CurlHandlePool::put_back(std::unique_ptr<CurlHandle> handle, TimePoint now) {
  std::unique_ptr<CurlHandle> outdated;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    idle_.push_back({std::move(handle), now});
    // One at a time is enough to shrink, and keeps this short.
    if (now - idle_.front().since > idle_limit_) {
      outdated = std::move(idle_.front().handle);
      idle_.erase(idle_.begin());
    }
  }
  if (outdated == nullptr) return;
  const SigpipeGuard guard;
  outdated.reset();
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
