// SPDX-License-Identifier: Apache-2.0
// The loop thread of a client: runs any number of calls at once.
#include "client/async_loop.h"

#include <algorithm>
#include <chrono>
#include <new>
#include <string>
#include <utility>

#include "client/client_core.h"
#include "error/contain.h"
#include "library_thread.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongestWait = std::chrono::hours(1);  // a bound only: mail ends it

}  // namespace

std::unique_ptr<AsyncLoop> AsyncLoop::start(const ClientCore& core) {
  std::unique_ptr<Reactor> reactor = core.make_reactor();
  if (reactor == nullptr) return nullptr;
  std::unique_ptr<AsyncLoop> loop(new (std::nothrow) AsyncLoop(core, std::move(reactor)));
  if (loop == nullptr) return nullptr;
  const bool is_started = start_library_thread(loop->thread_, &AsyncLoop::thread_main, loop.get());
  return is_started ? std::move(loop) : nullptr;
}

AsyncLoop::AsyncLoop(const ClientCore& core, std::unique_ptr<Reactor> reactor)
    : core_(core), reactor_(std::move(reactor)) {
  mailbox_->open(*reactor_);
}

void AsyncLoop::run(std::unique_ptr<AsyncCall> call) {
  {
    const std::lock_guard<std::mutex> lock(states_mutex_);
    states_.emplace(call->state->id(), call->state);
  }
  mailbox_->post(std::move(call));
}

void AsyncLoop::cancel_all() {
  closing_.cancel();
  std::vector<std::shared_ptr<CallState>> outstanding;
  {
    const std::lock_guard<std::mutex> lock(states_mutex_);
    for (const auto& [id, state] : states_) outstanding.push_back(state);
  }
  for (const auto& state : outstanding) state->cancel();
}

void AsyncLoop::stop() {
  cancel_all();
  mailbox_->stop();
  pthread_join(thread_, nullptr);
}

void AsyncLoop::stop_and_destroy(std::unique_ptr<const ClientCore> core) {
  cancel_all();
  orphan_ = std::move(core);
  const std::shared_ptr<LoopMailbox> mailbox = mailbox_;
  mailbox->stop();  // from here on the thread may destroy this
}

void* AsyncLoop::thread_main(void* loop) noexcept {
  auto& self = *static_cast<AsyncLoop*>(loop);
  mark_library_thread();
  self.work();
  self.mailbox_->close();
  self.reactor_.reset();  // here, where SIGPIPE is blocked
  const std::unique_ptr<const ClientCore> orphan = std::move(self.orphan_);
  if (orphan != nullptr) pthread_detach(pthread_self());  // nobody is left to join it
  return nullptr;
}

void AsyncLoop::work() {
  for (;;) {
    take_mail();
    fire_timers();
    take_ended();
    if (is_stopping_ && calls_.empty()) return;
    wait();
  }
}

void AsyncLoop::take_mail() {
  LoopMailbox::Mail mail = mailbox_->take();
  is_stopping_ = is_stopping_ || mail.is_stopping;
  for (std::unique_ptr<AsyncCall>& posted : mail.calls) {
    AsyncCall& call = *posted;
    calls_.emplace(call.state->id(), std::move(posted));
    step(call);
  }
  for (const std::uint64_t id : mail.woken) {  // what has an exchange under way looks by itself when that has ended
    if (timers_.remove(id)) step(*calls_.find(id)->second);
  }
}

// Calls that were cancelled before they were taken out of the mail need nothing: they find their token cancelled.
void AsyncLoop::take_cancelled() {
  for (;;) {  // what ends here may cancel others
    std::vector<std::uint64_t> cancelled = mailbox_->take_cancelled();
    if (cancelled.empty()) return;
    for (const auto& [id, call] : calls_) {
      if (call->state->token().is_cancelled()) cancelled.push_back(id);
    }
    for (const std::uint64_t id : cancelled) {
      const auto call = calls_.find(id);
      if (call == calls_.end()) continue;
      if (timers_.remove(id)) {
        step(*call->second);
      } else {
        reactor_->cancel(id);
      }
    }
  }
}

void AsyncLoop::fire_timers() {
  if (!timers_.next()) return;
  for (const std::uint64_t id : timers_.take_due(core_.options().clock->steady_now())) {
    AsyncCall& call = *calls_.find(id)->second;
    call.course->waited();
    step(call);
  }
}

void AsyncLoop::take_ended() {
  do {
    ended_.clear();
    take_cancelled();  // nothing leaves for a call that a callback has cancelled just now
    reactor_->advance(ended_);
    for (EndedExchange& ended : ended_) {
      const auto found = calls_.find(ended.id);
      if (found == calls_.end()) continue;
      AsyncCall& call = *found->second;
      if (!contain([&] { call.course->take_exchange(ended.exchange); })) {
        call.course->break_off(ended.exchange.request_left);
      }
      step(call);
    }
  } while (!ended_.empty());
}

void AsyncLoop::wait() {
  const Clock& clock = *core_.options().clock;
  const std::optional<TimerQueue::Time> next = timers_.next();
  // With nothing to come from outside it is the clock that waits, as for a call that blocks.
  const bool on_clock = next && reactor_->is_idle();
  CancellationToken wake_up;
  if (!mailbox_->begin_wait(wake_up, on_clock)) return;
  if (on_clock) {
    clock.wait_until(*next, wake_up);
  } else {
    milliseconds longest = kLongestWait;
    if (next) {
      const auto left = std::chrono::ceil<milliseconds>(*next - clock.steady_now());
      longest = (std::min)(longest, (std::max)(left, milliseconds::zero()));
    }
    reactor_->wait(longest);
  }
  mailbox_->end_wait();
}

void AsyncLoop::step(AsyncCall& call) {
  const std::uint64_t id = call.state->id();
  Call::Want want = Call::Want::finish;
  const bool is_sound = contain([&] {
    const HttpRequest* request = nullptr;
    while ((want = call.course->next()) == Call::Want::attempt && request == nullptr) {
      request = call.course->prepare_attempt();
      if (request != nullptr) return reactor_->start(id, *request);
    }
    if (want == Call::Want::wait) timers_.set(id, call.course->wake_at());
  });
  if (!is_sound) {
    call.course->break_off(false);
    want = Call::Want::finish;
  }
  if (want == Call::Want::finish) finish(calls_.find(id));
}

void AsyncLoop::finish(Calls::iterator found) {
  std::unique_ptr<AsyncCall> call = std::move(found->second);
  calls_.erase(found);
  const std::shared_ptr<CallState> state = call->state;
  std::optional<Error> error = call->course->result();
  const std::string action(call->course->action_name());
  call.reset();  // its place in the limiter, its buffers and its request are free before the application hears of it
  {
    const std::lock_guard<std::mutex> lock(states_mutex_);
    states_.erase(state->id());
  }
  if (state->finish(std::move(error)) || !core_.options().log) return;
  LogRecord record;
  record.level = LogLevel::error;
  record.event = LogEvent::callback_threw;
  record.action = action;
  core_.options().log->log(record);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
