// SPDX-License-Identifier: Apache-2.0
// What is known of the server's clock, from the times at which it was asked and answered.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace tccc {
inline namespace v1 {
namespace redis {

/// Bounds on the difference of two clocks. Each answer was written between its question and its arrival; what several
/// of them agree on is narrower, and grows with time, since clocks drift.
class ServerClock {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Micros = std::int64_t;  ///< Time of the server, microseconds since its epoch.

  /// The server said `server` between `asked` and `answered`. Where that contradicts what was known, the server's clock
  /// was set, and only this counts.
  void observe(Time asked, Time answered, Micros server);
  void forget() { bounds_.reset(); }
  bool is_known() const noexcept { return bounds_.has_value(); }

  // All of these ask for is_known().
  Time not_before(Micros server) const;  ///< When the server's clock has reached `server` for certain.
  Time not_after(Micros server) const;   ///< Until when it has certainly not passed `server`.
  Micros at_most(Time local) const;      ///< The server's time at `local`, or something later.
  /// From not_after() to not_before() of any time: the shortest way to the server and back of late.
  std::chrono::microseconds uncertainty() const;

 private:
  struct Bounds {
    Micros least;  // of the server's time less ours
    Micros most;
    Time at;
  };
  std::optional<Bounds> bounds_;
};

}  // namespace redis
}  // namespace v1
}  // namespace tccc
