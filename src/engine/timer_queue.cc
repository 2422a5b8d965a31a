// SPDX-License-Identifier: Apache-2.0
// Points in time at which something is due.
#include "engine/timer_queue.h"

namespace tccc {
inline namespace v1 {
namespace detail {

void TimerQueue::set(Key key, Time when) {
  remove(key);
  timers_.emplace(key, order_.emplace(when, key));
}

bool TimerQueue::remove(Key key) {
  const auto found = timers_.find(key);
  if (found == timers_.end()) return false;
  order_.erase(found->second);
  timers_.erase(found);
  return true;
}

std::optional<TimerQueue::Time> TimerQueue::next() const {
  if (order_.empty()) return {};
  return order_.begin()->first;
}

std::vector<TimerQueue::Key> TimerQueue::take_due(Time now) {
  std::vector<Key> due;
  while (!order_.empty() && order_.begin()->first <= now) {
    due.push_back(order_.begin()->second);
    timers_.erase(due.back());
    order_.erase(order_.begin());
  }
  return due;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
