// SPDX-License-Identifier: Apache-2.0
// What other threads leave for a loop thread, and how they wake it.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "client/async_call.h"
#include "tccc/cancellation.h"
#include "transport/reactor.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Thread-safe. Outlives the loop, for those who cancel a call that is long over.
class LoopMailbox {
 public:
  /// What has come in.
  struct Mail {
    std::vector<std::unique_ptr<AsyncCall>> calls = {};
    std::vector<std::uint64_t> woken = {};  // ids; maybe of calls that are over
    bool is_stopping = false;
  };

  /// For any thread. After close() there is no effect; a call that is posted then is a fault of the library's own.
  void post(std::unique_ptr<AsyncCall> call);
  void cancel(std::uint64_t id);
  void wake(std::uint64_t id);
  void stop();

  /// For the loop. Gives the loop up as one that is to be woken, by ending the wait of its reactor.
  void open(Reactor& reactor);
  void close();
  Mail take();
  /// The ids of cancelled calls. Apart from the mail: they count before all that has come since.
  std::vector<std::uint64_t> take_cancelled();
  /// Says that a wait begins. False: there is mail, and it must not. The token ends a wait on a clock.
  bool begin_wait(CancellationToken& wake_up, bool on_clock);
  void end_wait();

 private:
  template <class Change>
  void change(const Change& make);

  std::mutex mutex_;
  Reactor* reactor_ = nullptr;  // while the loop runs
  Mail mail_;
  std::vector<std::uint64_t> cancelled_;
  // Invariant: while `is_waiting_`, there is no mail and nothing cancelled; the first change afterwards resets it and
  // wakes the loop.
  bool is_waiting_ = false;
  std::optional<CancellationSource> clock_wait_;  // the wait is on the clock, not in the reactor
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
