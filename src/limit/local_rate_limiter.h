// SPDX-License-Identifier: Apache-2.0
// The sliding-window limiter of one process.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "tccc/rate_limiter.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// One action's window. Not thread-safe; LocalRateLimiter locks around it.
///
/// Invariant: starts_ holds the times at which requests really started and that are younger than the window, in
/// ascending order, never more than limit(). Because real starts are kept rather than promised ones, a thread that
/// wakes late shifts those after it instead of breaking the limit.
class StartWindow {
 public:
  using Time = RateLimiter::Time;
  using Ticket = RateLimiter::Ticket;

  explicit StartWindow(const RateLimitOptions& options);

  Ticket enter();
  std::optional<Time> try_start(Ticket ticket, Time now);
  void leave(Ticket ticket);
  void throttled(Time now);

 private:
  std::size_t limit(Time now) const;
  void forget(Time now);

  const std::size_t full_limit_;
  const std::chrono::nanoseconds window_;
  std::deque<Time> starts_;
  std::deque<Ticket> waiting_;  // ascending
  Ticket next_ticket_ = 0;
  std::size_t slowed_limit_;  // what a throttled answer left, at slowed_at_
  Time slowed_at_ = {};
};

class LocalRateLimiter final : public RateLimiter {
 public:
  explicit LocalRateLimiter(const RateLimitOptions& options) : options_(options) {}

  Ticket enter(std::string_view action) override;
  std::optional<Time> try_start(std::string_view action, Ticket ticket, Time now) override;
  void leave(std::string_view action, Ticket ticket) override;
  void throttled(std::string_view action, Time now) override;

 private:
  StartWindow& window(std::string_view action);

  const RateLimitOptions options_;
  std::mutex mutex_;
  std::map<std::string, StartWindow, std::less<>> windows_;  // bounded by the number of actions
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
