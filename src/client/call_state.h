// SPDX-License-Identifier: Apache-2.0
// What an asynchronous call and those who wait for it share.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "tccc/cancellation.h"
#include "tccc/error.h"
#include "tccc/executor.h"
#include "tccc/pending.h"

namespace tccc {
inline namespace v1 {
namespace detail {

class LoopMailbox;

/// Thread-safe.
class CallState {
 public:
  /// An executor runs the continuation; without one, whoever calls finish() does. `mailbox` is of the loop that runs
  /// the call; null: it ends before it gets there. The call is unwanted as well once one of the tokens has cancelled:
  /// the caller's, and the loop's for its end.
  CallState(std::uint64_t id, std::shared_ptr<LoopMailbox> mailbox, std::shared_ptr<Executor> executor,
            CancellationToken caller, CancellationToken closing);

  std::uint64_t id() const noexcept { return id_; }
  /// Says whether the call is unwanted. Its functions are run by cancel().
  CancellationToken token() const noexcept { return source_.token(); }

  /// Has the call look before its time whether it still has to wait, on its loop. Has no effect when it does not wait.
  void wake() const;

  /// Ends the call: lets those go on who wait, then runs the continuation. Once. False: it threw.
  bool finish(std::optional<Error> error);

  // See PendingCall.
  bool is_finished() const noexcept;
  bool wait_until(const std::optional<std::chrono::steady_clock::time_point>& end) const;
  void cancel();
  std::optional<Error> take();
  void then(PendingCall::Continuation continuation);
  bool then_if_running(PendingCall::Continuation continuation);
  void forget_continuation() noexcept;

 private:
  enum class Phase : std::uint8_t { running, finished, taken };

  bool is_same_process() const noexcept;
  bool run(PendingCall::Continuation continuation, std::optional<Error> error) const;

  const std::uint64_t id_;
  const long process_;
  const std::shared_ptr<LoopMailbox> mailbox_;
  const std::shared_ptr<Executor> executor_;
  CancellationSource source_;

  mutable std::mutex mutex_;
  mutable std::condition_variable has_finished_;
  // Invariant: the phase only goes up. `running` ends in finish(), once; the result goes to the one who makes it
  // `taken`: take(), or the continuation, which is kept here while the call runs and is gone afterwards.
  Phase phase_ = Phase::running;
  std::optional<Error> error_;
  PendingCall::Continuation continuation_;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
