// SPDX-License-Identifier: Apache-2.0
// Seam: when a request may start, so that the service need not refuse it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// Lets requests start at a limited rate, first come, first served. A request takes a ticket, asks with it until it may
/// start, and either starts or hands it back. Thread-safe; one limiter may serve any number of clients, and should
/// where they share an account, since the service counts per account, action and region.
class TCCC_API RateLimiter {
 public:
  /// A moment of Clock::steady_now().
  using Time = std::chrono::steady_clock::time_point;
  /// A place in the queue of one action.
  using Ticket = std::uint64_t;

  RateLimiter() = default;
  RateLimiter(const RateLimiter&) = delete;
  RateLimiter& operator=(const RateLimiter&) = delete;
  virtual ~RateLimiter();

  /// Takes a place behind all earlier tickets of the action.
  virtual Ticket enter(std::string_view action) = 0;

  /// Asks to start at `now`. Empty: start at once, the ticket is used up. Otherwise the time to ask again, later than
  /// `now`.
  virtual std::optional<Time> try_start(std::string_view action, Ticket ticket, Time now) = 0;

  /// Hands back a ticket that will not be used.
  virtual void leave(std::string_view action, Ticket ticket) = 0;

  /// The service refused a request for its rate.
  virtual void throttled(std::string_view action, Time now) = 0;
};

/// Settings of the limiter that a Client makes for itself.
struct RateLimitOptions {
  /// Requests of one action that may start within any window of one second; what the service documents is 20. 0: no
  /// limit.
  std::size_t requests_per_second = 20;

  /// The window is kept longer by this, since requests that start evenly do not arrive evenly. Up to an hour.
  std::chrono::milliseconds margin{20};
};

/// Keeps, for each action, the times of the last starts: never more than N in any second, whatever the threads do.
/// Throttled answers halve N for that action, once in a window (a second and the margin) however many there are; it
/// recovers by a twentieth of N each second.
TCCC_API std::shared_ptr<RateLimiter> local_rate_limiter(const RateLimitOptions& options = {});

}  // namespace v1
}  // namespace tccc
