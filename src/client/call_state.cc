// SPDX-License-Identifier: Apache-2.0
// What an asynchronous call and those who wait for it share.
#include "client/call_state.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "client/loop_mailbox.h"
#include "error/contain.h"
#include "library_thread.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

// Nothing can be told of the call itself here, so the outcome is the one that forbids another.
Error unobtainable(ErrorCode code, const char* message) {
  Error::Details details;
  details.code = code;
  details.outcome = Outcome::unknown;
  details.message = message;
  return Error(std::move(details));
}

}  // namespace

CallState::CallState(std::uint64_t id, std::shared_ptr<LoopMailbox> mailbox, std::shared_ptr<Executor> executor,
                     CancellationToken caller, CancellationToken closing)
    : id_(id),
      process_(::getpid()),
      mailbox_(std::move(mailbox)),
      executor_(std::move(executor)),
      source_(std::move(caller), std::move(closing)) {}

bool CallState::is_same_process() const noexcept {
  return ::getpid() == process_;
}

bool CallState::run(PendingCall::Continuation continuation, std::optional<Error> error) const {
  if (executor_ && is_same_process()) {
    return contain([&] {
      executor_->post([continuation = std::move(continuation), error = std::move(error)] { continuation(error); });
    });
  }
  return contain([&] {
    continuation(error);
    continuation = nullptr;  // what it holds may end here as well, and may throw no less
  });
}

bool CallState::finish(std::optional<Error> error) {
  PendingCall::Continuation continuation;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (phase_ != Phase::running) return true;
    phase_ = Phase::finished;
    continuation = std::exchange(continuation_, nullptr);
    has_finished_.notify_all();
    if (!continuation) {
      error_ = std::move(error);
      return true;
    }
    phase_ = Phase::taken;
  }
  return run(std::move(continuation), std::move(error));
}

bool CallState::is_finished() const noexcept {
  if (!is_same_process()) return false;  // a forked child may find the lock held for ever
  const std::lock_guard<std::mutex> lock(mutex_);
  return phase_ != Phase::running;
}

bool CallState::wait_until(const std::optional<std::chrono::steady_clock::time_point>& end) const {
  if (!is_same_process()) return false;
  std::unique_lock<std::mutex> lock(mutex_);
  const auto is_over = [this] { return phase_ != Phase::running; };
  if (is_library_thread()) return is_over();
  if (end) return has_finished_.wait_until(lock, *end, is_over);
  has_finished_.wait(lock, is_over);
  return true;
}

void CallState::cancel() {
  if (!is_same_process() || is_finished()) return;
  source_.cancel();
  if (mailbox_) mailbox_->cancel(id_);
}

void CallState::wake() const {
  if (mailbox_ && is_same_process()) mailbox_->wake(id_);
}

std::optional<Error> CallState::take() {
  if (!is_same_process()) {
    return unobtainable(ErrorCode::used_after_fork, "the call was started before fork(); its parent has the result");
  }
  if (!wait_until({})) {
    return unobtainable(ErrorCode::called_from_callback,
                        "a callback cannot wait for a call on the thread that runs it; use then()");
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  if (phase_ == Phase::taken) {
    return unobtainable(ErrorCode::invalid_argument, "the result was taken before, by get() or a callback");
  }
  phase_ = Phase::taken;
  return std::exchange(error_, {});
}

bool CallState::then_if_running(PendingCall::Continuation continuation) {
  if (!is_same_process()) return false;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (phase_ != Phase::running || continuation_) return false;
  continuation_ = std::move(continuation);
  return true;
}

void CallState::then(PendingCall::Continuation continuation) {
  std::optional<Error> error;
  if (!is_same_process()) {
    error = unobtainable(ErrorCode::used_after_fork, "the call was started before fork(); its parent has the result");
  } else {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (phase_ == Phase::running && !continuation_) {
      continuation_ = std::move(continuation);
      return;
    }
    if (phase_ == Phase::finished) {
      phase_ = Phase::taken;
      error = std::exchange(error_, {});
    } else {
      error = unobtainable(ErrorCode::invalid_argument, "the result was taken before, by get() or a callback");
    }
  }
  continuation(error);
}

void CallState::forget_continuation() noexcept {
  if (!is_same_process()) return;
  PendingCall::Continuation forgotten;
  const std::lock_guard<std::mutex> lock(mutex_);
  forgotten.swap(continuation_);
}

PendingCall::PendingCall() noexcept = default;
PendingCall::PendingCall(std::shared_ptr<CallState> state) noexcept : state_(std::move(state)) {}
PendingCall::PendingCall(PendingCall&& other) noexcept = default;
PendingCall& PendingCall::operator=(PendingCall&& other) noexcept = default;
PendingCall::~PendingCall() = default;

bool PendingCall::is_finished() const noexcept {
  return state_ && state_->is_finished();
}

bool PendingCall::wait() const {
  return state_ && state_->wait_until({});
}

bool PendingCall::wait_for(std::chrono::milliseconds longest) const {
  using std::chrono::milliseconds;
  constexpr milliseconds kLongestWaitForCall = std::chrono::hours(24 * 7);  // and far from overflow
  const milliseconds bounded = (std::clamp)(longest, milliseconds::zero(), kLongestWaitForCall);
  return state_ && state_->wait_until(std::chrono::steady_clock::now() + bounded);
}

void PendingCall::cancel() const {
  if (state_) state_->cancel();
}

std::optional<Error> PendingCall::take() const {
  if (!state_) return unobtainable(ErrorCode::invalid_argument, "this Pending belongs to no call");
  return state_->take();
}

void PendingCall::then(Continuation continuation) const {
  if (!state_) return continuation(unobtainable(ErrorCode::invalid_argument, "this Pending belongs to no call"));
  state_->then(std::move(continuation));
}

bool PendingCall::then_if_running(Continuation continuation) const {
  return state_ && state_->then_if_running(std::move(continuation));
}

void PendingCall::forget_continuation() const noexcept {
  if (state_) state_->forget_continuation();
}

}  // namespace detail

Executor::~Executor() = default;

}  // namespace v1
}  // namespace tccc
