// SPDX-License-Identifier: Apache-2.0
// The requests of one action that wait in this process, and the starts that are reserved for them. No I/O, no thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "tccc/rate_limiter.h"

namespace tccc {
inline namespace v1 {
namespace redis {

/// A start that the fleet keeps free: not before the one, and not after the other.
struct Slot {
  RateLimiter::Time earliest = {};
  RateLimiter::Time latest = {};
  std::int64_t name = 0;  ///< Its time on the server.
};

/// What a queue goes by.
struct QueueRules {
  std::size_t most_reserved = 1;  ///< At once.
  std::size_t requests_per_second = 1;
  std::chrono::nanoseconds window{0};  ///< In which the fleet starts so many.
};

/// Not thread-safe. Reservations belong to the queue, not to a ticket: the first that are due start the first that
/// wait.
class StartQueue {
 public:
  using Time = RateLimiter::Time;
  using Ticket = RateLimiter::Ticket;

  /// `alone` limits this process when it is on its own; it outlives the queue.
  StartQueue(std::string action, const QueueRules& rules, RateLimiter& alone);

  Ticket enter(Time now);
  /// `alone_at`: from when on this process is on its own; empty while the fleet counts together.
  std::optional<Time> try_start(Ticket ticket, Time now, const std::optional<Time>& alone_at);
  void leave(Ticket ticket);

  /// How many starts to reserve now.
  std::size_t wanted(Time now) const;
  /// From when on that may be more than none; empty: when something changes.
  std::optional<Time> wanted_from() const;
  /// What was reserved, and how long to wait before asking for more; a negative wait: not at all. A reservation that
  /// is over before it has certainly begun is of no use, and given back.
  void reserved(const std::vector<Slot>& slots, Time now, std::chrono::microseconds later);

  /// Reservations that came too late or are needed no more, once: others can have them.
  std::vector<std::int64_t> take_unused();

  bool is_empty() const noexcept { return waiting_.empty(); }
  Time used_at() const noexcept { return used_at_; }
  /// When the last request started without the fleet knowing.
  const std::optional<Time>& alone_started_at() const noexcept { return alone_started_at_; }

 private:
  struct Waiting {
    Ticket ticket;
    std::optional<Ticket> alone = {};  // in the limiter of this process
  };
  using Place = std::deque<Waiting>::iterator;

  Place find(Ticket ticket);
  void remove(const Place& place);
  void drop_late(Time now);
  std::optional<Time> start_alone(const Place& place, Time now);

  const std::string action_;
  const QueueRules rules_;
  RateLimiter& alone_;
  std::deque<Waiting> waiting_;  // ascending
  std::deque<Slot> slots_;       // ascending
  std::vector<std::int64_t> unused_;
  Ticket next_ticket_ = 0;
  Time ask_from_ = {};
  Time answered_at_ = {};
  Time used_at_ = {};
  std::optional<Time> alone_started_at_ = {};
};

}  // namespace redis
}  // namespace v1
}  // namespace tccc
