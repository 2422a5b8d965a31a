// SPDX-License-Identifier: Apache-2.0
// The idle handles of a transport.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

#include "transport/curl_handle.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Last in, first out: the handle used last has the freshest connection, and those a burst left behind grow old at the
/// bottom and are let go. As many handles exist as threads send at once. Thread-safe; the lock is never held while a
/// connection is used or closed.
class CurlHandlePool {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// A handle idle for longer than `idle_limit` has no connection worth keeping.
  explicit CurlHandlePool(std::chrono::seconds idle_limit) noexcept;
  CurlHandlePool(const CurlHandlePool&) = delete;
  CurlHandlePool& operator=(const CurlHandlePool&) = delete;
  /// Closes the idle connections, except in a forked child, where they are the parent's and are left alone.
  ~CurlHandlePool();

  /// The handle that was put back last; null when none is idle.
  std::unique_ptr<CurlHandle> take();

  void put_back(std::unique_ptr<CurlHandle> handle, TimePoint now);

 private:
  struct IdleHandle {
    std::unique_ptr<CurlHandle> handle;
    TimePoint since;
  };

  const std::chrono::seconds idle_limit_;
  const long long owner_process_;
  std::mutex mutex_;
  std::vector<IdleHandle> idle_;  // guarded by mutex_; oldest first
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
