// SPDX-License-Identifier: Apache-2.0
// Any number of exchanges at once, driven by one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "tccc/transport.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// What became of an exchange.
struct EndedExchange {
  std::uint64_t id = 0;
  HttpExchange exchange = {};
};

/// Each exchange that was started ends once, and its end is handed out by advance(). All members but wake() are for one
/// thread.
class Reactor {
 public:
  using Id = std::uint64_t;

  Reactor() = default;
  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;
  virtual ~Reactor() = default;

  /// Starts an exchange under an id that no other has until its end was handed out. `request` and its texts live until
  /// its end is handed out.
  virtual void start(Id id, const HttpRequest& request) = 0;

  /// Nobody wants it any more: it ends soon. The token of its request has been cancelled. No effect on unknown ids.
  virtual void cancel(Id id) = 0;

  /// Moves the exchanges on without waiting, and adds to `ended` what became of those that are over.
  virtual void advance(std::vector<EndedExchange>& ended) = 0;

  /// Whether advance() would have nothing to do until the next start().
  virtual bool is_idle() const = 0;

  /// Waits until there is something for advance() to do, at most so long; a wake() that nobody waited for counts.
  virtual void wait(std::chrono::milliseconds longest) = 0;

  /// Ends the wait. From any thread.
  virtual void wake() noexcept = 0;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
