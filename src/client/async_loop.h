// SPDX-License-Identifier: Apache-2.0
// The loop thread of a client: runs any number of calls at once.
#pragma once

#include <pthread.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "client/async_call.h"
#include "client/call_loop.h"
#include "client/loop_mailbox.h"
#include "engine/timer_queue.h"
#include "transport/reactor.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Has all signals blocked, and waits in one place: for exchanges, timers and mail at once.
class AsyncLoop final : public CallLoop {
 public:
  /// Starts the thread. Null when the system has no thread, descriptor or memory for it. `core` outlives the loop.
  static std::unique_ptr<AsyncLoop> start(const ClientCore& core);

  const std::shared_ptr<LoopMailbox>& mailbox() const noexcept override { return mailbox_; }
  std::uint64_t next_id() noexcept override { return ++last_id_; }
  CancellationToken closing() const noexcept override { return closing_.token(); }
  void run(std::unique_ptr<AsyncCall> call) override;
  void stop() override;
  void stop_and_destroy(std::unique_ptr<const ClientCore> core) override;

 private:
  using Calls = std::unordered_map<std::uint64_t, std::unique_ptr<AsyncCall>>;

  AsyncLoop(const ClientCore& core, std::unique_ptr<Reactor> reactor);

  static void* thread_main(void* loop) noexcept;
  void cancel_all();
  void work();
  void take_mail();
  void take_cancelled();
  void fire_timers();
  void take_ended();
  void wait();
  void step(AsyncCall& call);
  void finish(Calls::iterator found);

  const ClientCore& core_;
  std::unique_ptr<Reactor> reactor_;  // null when the thread has ended
  const std::shared_ptr<LoopMailbox> mailbox_ = std::make_shared<LoopMailbox>();
  std::atomic<std::uint64_t> last_id_{0};
  pthread_t thread_ = {};
  std::unique_ptr<const ClientCore> orphan_;  // of stop_and_destroy(); handed over by the mailbox
  bool is_stopping_ = false;

  // Many calls are cancelled one after another, by the end of the client or by a token that they share. Invariant: when
  // the first of them ends, what still waits, for a connection or in a queue, does not take its place: the tokens of
  // all are cancelled first, and the loop takes back all unwanted calls before it moves any on.
  CancellationSource closing_;

  // Invariant: a call is here from the moment the loop has it until finish(), which takes it out and ends it. Until
  // then exactly one of these will bring it further: a timer, an exchange of the reactor, or the step that runs. Mail
  // may bring one that has a timer further before it is due.
  Calls calls_;
  TimerQueue timers_;
  std::vector<EndedExchange> ended_;

  // The states of all calls that were posted and have not finished: what stops the loop cancels them from outside, for
  // a transport may hold the loop thread up.
  std::mutex states_mutex_;
  std::unordered_map<std::uint64_t, std::shared_ptr<CallState>> states_;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
