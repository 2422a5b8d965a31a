// SPDX-License-Identifier: Apache-2.0
// What other threads leave for a loop thread, and how they wake it.
#include "client/loop_mailbox.h"

#include <utility>

namespace tccc {
inline namespace v1 {
namespace detail {

template <class Change>
void LoopMailbox::change(const Change& make) {
  std::optional<CancellationSource> clock_wait;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (reactor_ == nullptr) return;
    make();
    if (!is_waiting_) return;
    is_waiting_ = false;
    clock_wait = std::move(clock_wait_);
    clock_wait_.reset();
    if (!clock_wait) reactor_->wake();
  }
  if (clock_wait) clock_wait->cancel();  // runs code of the clock, which is not ours
}

void LoopMailbox::post(std::unique_ptr<AsyncCall> call) {
  change([&] { mail_.calls.push_back(std::move(call)); });
}

void LoopMailbox::cancel(std::uint64_t id) {
  change([&] { cancelled_.push_back(id); });
}

void LoopMailbox::wake(std::uint64_t id) {
  change([&] { mail_.woken.push_back(id); });
}

void LoopMailbox::stop() {
  change([&] { mail_.is_stopping = true; });
}

void LoopMailbox::open(Reactor& reactor) {
  const std::lock_guard<std::mutex> lock(mutex_);
  reactor_ = &reactor;
}

void LoopMailbox::close() {
  const std::lock_guard<std::mutex> lock(mutex_);
  reactor_ = nullptr;
}

LoopMailbox::Mail LoopMailbox::take() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(mail_, {});
}

std::vector<std::uint64_t> LoopMailbox::take_cancelled() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(cancelled_, {});
}

bool LoopMailbox::begin_wait(CancellationToken& wake_up, bool on_clock) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!mail_.calls.empty() || !mail_.woken.empty() || !cancelled_.empty() || mail_.is_stopping) return false;
  is_waiting_ = true;
  if (on_clock) wake_up = clock_wait_.emplace().token();
  return true;
}

void LoopMailbox::end_wait() {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_waiting_ = false;
  clock_wait_.reset();
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
