// SPDX-License-Identifier: Apache-2.0
// Giving up on a call from another thread.
#include "tccc/cancellation.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace tccc {
inline namespace v1 {

// Invariant: a function is in `functions` until it starts to run, and runs at most once; while one runs, `running` is
// its id and `runner` its thread.
struct CancellationToken::State {
  State() = default;
  State(CancellationToken first, CancellationToken second) : others{std::move(first), std::move(second)} {}

  std::atomic<bool> is_cancelled{false};
  // Whose cancellation counts as well. They are older than this, so that no ring comes about.
  const std::array<CancellationToken, 2> others = {};
  std::mutex mutex;
  std::condition_variable finished;
  std::map<std::uint64_t, std::function<void()>> functions;
  std::uint64_t next_id = 1;
  std::uint64_t running = 0;
  std::thread::id runner;
};

CancellationToken::CancellationToken(std::shared_ptr<State> state) noexcept : state_(std::move(state)) {}

bool CancellationToken::is_cancelled() const noexcept {
  if (state_ == nullptr) return false;
  return state_->is_cancelled.load(std::memory_order_acquire) || state_->others[0].is_cancelled() ||
         state_->others[1].is_cancelled();
}

CancellationToken::Registration CancellationToken::on_cancel(std::function<void()> function) const {
  Registration registration;
  if (state_ == nullptr) return registration;
  {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    if (!state_->is_cancelled.load(std::memory_order_relaxed)) {
      registration.id_ = state_->next_id++;
      registration.state_ = state_;
      state_->functions.emplace(registration.id_, std::move(function));
      return registration;
    }
  }
  function();
  return registration;
}

CancellationToken::Registration::Registration(Registration&& other) noexcept
    : state_(std::move(other.state_)), id_(std::exchange(other.id_, 0)) {}

CancellationToken::Registration& CancellationToken::Registration::operator=(Registration&& other) noexcept {
  if (this != &other) {
    Registration old(std::move(*this));
    state_ = std::move(other.state_);
    id_ = std::exchange(other.id_, 0);
  }
  return *this;
}

CancellationToken::Registration::~Registration() {
  if (state_ == nullptr) return;
  auto& state = *static_cast<State*>(state_.get());
  std::unique_lock<std::mutex> lock(state.mutex);
  state.functions.erase(id_);
  if (state.runner == std::this_thread::get_id()) return;  // destroyed by the function itself: waiting would never end
  state.finished.wait(lock, [&] { return state.running != id_; });
}

CancellationSource::CancellationSource() : state_(std::make_shared<CancellationToken::State>()) {}

CancellationSource::CancellationSource(CancellationToken first, CancellationToken second)
    : state_(std::make_shared<CancellationToken::State>(std::move(first), std::move(second))) {}

CancellationToken CancellationSource::token() const noexcept {
  return CancellationToken(state_);
}

void CancellationSource::cancel() noexcept {
  const std::shared_ptr<CancellationToken::State> state = state_;  // a function may destroy this source
  std::unique_lock<std::mutex> lock(state->mutex);
  if (state->is_cancelled.load(std::memory_order_relaxed)) {
    // One thread runs them all, else `running` could not name them. A function that cancels again must not wait for
    // itself.
    if (state->runner == std::this_thread::get_id()) return;
    state->finished.wait(lock, [&] { return state->functions.empty() && state->running == 0; });
    return;
  }
  state->is_cancelled.store(true, std::memory_order_release);
  while (!state->functions.empty()) {
    auto first = state->functions.extract(state->functions.begin());
    state->running = first.key();
    state->runner = std::this_thread::get_id();
    lock.unlock();
    first.mapped()();
    lock.lock();
    state->running = 0;
    state->runner = {};
    state->finished.notify_all();
  }
}

}  // namespace v1
}  // namespace tccc
