// SPDX-License-Identifier: Apache-2.0
// Points in time at which something is due; the earliest is known at any moment. No clock of its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace tccc {
inline namespace v1 {
namespace detail {

/// One timer for each key at most. For one thread at a time.
class TimerQueue {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Key = std::uint64_t;

  /// Sets the timer of a key, in place of one it may have.
  void set(Key key, Time when);
  /// Takes the timer of a key back. False: it has none.
  bool remove(Key key);

  /// The earliest, none when there is no timer.
  std::optional<Time> next() const;

  /// Takes out the keys that are due at `now`: the earliest first, of equal ones the one that was set first.
  std::vector<Key> take_due(Time now);

 private:
  using Order = std::multimap<Time, Key>;

  Order order_;
  std::unordered_map<Key, Order::iterator> timers_;  // an entry for each of order_
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
