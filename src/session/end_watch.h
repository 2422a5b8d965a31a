// SPDX-License-Identifier: Apache-2.0
// Waiting for the end of calls: everything about it but waiting and the network, which a driver does.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/api/describe_tel_cdr.h"
#include "tccc/result.h"
#include "tccc/session.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Asks for the records of all calls that have not ended, a hundred to a request; then waits, and asks again. For one
/// thread at a time.
class EndWatch {
 public:
  using Steady = std::chrono::steady_clock::time_point;
  using Wall = std::chrono::system_clock::time_point;

  enum class Want : std::uint8_t { look, wait, finish };

  EndWatch(std::vector<Session> sessions, WaitOptions options, Steady now);

  /// First of all, once, where the callbacks are to run: there may be ends that were fed before.
  void begin();
  /// What the driver is to do next.
  Want want() const noexcept { return want_; }
  /// After `look`: the request to send. `now` is the time of the service.
  DescribeTelCdrRequest request(Wall now) const;
  /// Its answer.
  void take(const Result<DescribeTelCdrResponse>& answer, Steady now);
  /// After `wait`.
  Steady wake_at() const noexcept { return wake_at_; }
  void waited();
  /// After `wait`, at any time: takes what the feed has got. Asks for nothing sooner.
  void take_fed();
  /// The caller gave up.
  void cancel();
  /// Nothing more can be asked: all sessions without a result have this one.
  void end_all(const Error& error);
  /// After `finish`: one for each session, in their order.
  std::vector<Result<TelCdrInfo>> results() const;

 private:
  struct Watched {
    std::string key = {};  // of the session
    std::optional<Result<TelCdrInfo>> result = {};
  };

  void refuse_bad_input();
  void begin_round();
  void begin_batch();
  void end_batch(Steady now);
  void end_round(Steady now);
  void accept(const TelCdrInfo& record);
  void end_one(std::size_t index, const TelCdrInfo& record);
  bool is_batch_done() const;
  TimePoint placed_at(std::size_t index) const;

  const std::vector<Session> sessions_;
  const WaitOptions options_;
  const Steady began_at_;
  const Steady deadline_;
  std::vector<Watched> watched_;    // one for each session
  std::size_t ended_ = 0;           // of watched_, those with a result
  std::vector<std::size_t> round_;  // sessions to ask for in this round, those that belong in one request side by side
  std::size_t first_ = 0;           // of round_, the batch being asked for: [first_, last_)
  std::size_t last_ = 0;
  std::int64_t page_ = 0;
  std::uint64_t rows_ = 0;             // of the look in hand, over its pages
  std::optional<Error> last_failure_;  // that passes by itself
  Steady wake_at_ = {};
  Want want_ = Want::look;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
