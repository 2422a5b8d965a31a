// SPDX-License-Identifier: Apache-2.0
// One call as a Telemetry is told of it: times and order; the facts come from the call.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "client/client_core.h"
#include "engine/call.h"
#include "model/action.h"
#include "tccc/telemetry.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// For one thread at a time. `core` and `action` outlive it.
class TracedCall {
 public:
  enum class Wait : std::uint8_t { limiter, backoff };

  /// None when the telemetry of the client does not want to follow the call.
  static std::optional<TracedCall> start(const ClientCore& core, const Action& action);

  void wait_begins(Wait wait, SteadyTime now);
  void wait_ends(SteadyTime now);
  void attempt_starts(int number);
  bool is_in_attempt() const noexcept { return open_attempt_ != 0; }
  /// `attempt_finished` as it goes to the log.
  void attempt_ends(const LogRecord& finished);
  /// Ends what has begun and has not ended, and the call. `end` lacks the times and what is known here.
  void end(CallEnd end);

 private:
  using Duration = std::chrono::microseconds;

  TracedCall(const ClientCore& core, const Action& action) noexcept;
  Duration since(SteadyTime begin) const noexcept;

  const ClientCore* core_;
  const Action* action_;
  std::unique_ptr<CallTrace> trace_;
  TelemetryServer server_;
  std::chrono::system_clock::time_point started_at_;
  SteadyTime begin_;
  std::optional<Wait> waits_for_;
  SteadyTime wait_begin_ = {};
  Duration limiter_wait_{0};
  Duration backoff_{0};
  int open_attempt_ = 0;  // 0: none
  std::chrono::system_clock::time_point attempt_started_at_ = {};
  SteadyTime attempt_begin_ = {};
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
