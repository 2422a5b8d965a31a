// SPDX-License-Identifier: Apache-2.0
// The requests of one action that wait in this process.
#include "redis/start_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tccc {
inline namespace v1 {
namespace redis {
namespace {

using std::chrono::milliseconds;

// While an answer of Redis is on its way, which takes about as long as the shortest wait.
constexpr milliseconds kShortestWait{1};
constexpr milliseconds kLongestWait{50};

// A reservation that is missed is a start lost to the fleet, and a busy machine wakes threads late. So the next in the
// line come as well, each a third of the allowed delay later than the one before, and take what those ahead have left.
constexpr std::size_t kTurns = 3;

}  // namespace

StartQueue::StartQueue(std::string action, const QueueRules& rules, RateLimiter& alone)
    : action_(std::move(action)), rules_(rules), alone_(alone) {}

StartQueue::Place StartQueue::find(Ticket ticket) {
  const auto place = std::lower_bound(waiting_.begin(), waiting_.end(), ticket,
                                      [](const Waiting& waiting, Ticket sought) { return waiting.ticket < sought; });
  return place != waiting_.end() && place->ticket == ticket ? place : waiting_.end();
}

void StartQueue::remove(const Place& place) {
  if (place->alone) alone_.leave(action_, *place->alone);
  waiting_.erase(place);
}

RateLimiter::Ticket StartQueue::enter(Time now) {
  used_at_ = now;
  if (waiting_.empty()) answered_at_ = now;
  waiting_.push_back({next_ticket_});
  return next_ticket_++;
}

void StartQueue::leave(Ticket ticket) {
  const Place place = find(ticket);
  if (place == waiting_.end()) return;
  remove(place);
  while (slots_.size() > waiting_.size()) {
    unused_.push_back(slots_.back().name);
    slots_.pop_back();
  }
}

void StartQueue::drop_late(Time now) {
  while (!slots_.empty() && slots_.front().latest < now) {
    unused_.push_back(slots_.front().name);
    slots_.pop_front();
  }
}

std::vector<std::int64_t> StartQueue::take_unused() {
  return std::exchange(unused_, {});
}

std::optional<RateLimiter::Time> StartQueue::start_alone(const Place& place, Time now) {
  if (!place->alone) place->alone = alone_.enter(action_);
  if (const auto later = alone_.try_start(action_, *place->alone, now)) {
    // Redis may come back in the meantime, and its reservations come sooner.
    return (std::min)(*later, now + kLongestWait);
  }
  waiting_.erase(place);
  alone_started_at_ = now;
  return {};
}

std::optional<RateLimiter::Time> StartQueue::try_start(Ticket ticket, Time now, const std::optional<Time>& alone_at) {
  used_at_ = now;
  const Place place = find(ticket);
  if (place == waiting_.end()) return {};  // a ticket that was used up or handed back
  drop_late(now);
  const auto ahead = static_cast<std::size_t>(place - waiting_.begin());
  std::optional<Time> due;
  if (ahead < slots_.size()) due = slots_[ahead].earliest;
  if (ahead < kTurns && !slots_.empty()) {
    const Slot& first = slots_.front();
    const auto turn = static_cast<int>(ahead);
    const Time stand_in = first.earliest + (first.latest - first.earliest) * turn / static_cast<int>(kTurns);
    due = due ? (std::min)(*due, stand_in) : stand_in;
  }
  if (due && *due > now) return due;
  if (due) {
    slots_.pop_front();  // the one that would be too late first
    remove(place);
    return {};
  }
  if (alone_at && now >= *alone_at) return start_alone(place, now);
  if (place->alone) {
    alone_.leave(action_, *place->alone);
    place->alone.reset();
  }
  if (!slots_.empty()) {
    // No start can be had before the last that is reserved, nor more of them than the limit in one window.
    const auto rounds =
        static_cast<std::chrono::nanoseconds::rep>((ahead - slots_.size()) / rules_.requests_per_second);
    return (std::max)(slots_.back().earliest + rules_.window * rounds, now + kShortestWait);
  }
  const auto pause = std::clamp<std::chrono::nanoseconds>((now - answered_at_) / 2, kShortestWait, kLongestWait);
  return now + pause;
}

std::size_t StartQueue::wanted(Time now) const {
  if (now < ask_from_) return 0;
  const auto usable = static_cast<std::size_t>(
      std::count_if(slots_.begin(), slots_.end(), [now](const Slot& slot) { return slot.latest >= now; }));
  const std::size_t most = (std::min)(waiting_.size(), rules_.most_reserved);
  return most > usable ? most - usable : 0;
}

std::optional<RateLimiter::Time> StartQueue::wanted_from() const {
  if (waiting_.empty()) return {};
  if (slots_.size() < (std::min)(waiting_.size(), rules_.most_reserved)) return ask_from_;
  return slots_.front().latest;  // when it is missed, another takes its place
}

void StartQueue::reserved(const std::vector<Slot>& slots, Time now, std::chrono::microseconds later) {
  if (!slots.empty()) answered_at_ = now;
  for (const Slot& slot : slots) {
    if (slot.latest < slot.earliest) {
      unused_.push_back(slot.name);
    } else {
      slots_.push_back(slot);
    }
  }
  ask_from_ = later.count() < 0 ? now : now + later;
}

}  // namespace redis
}  // namespace v1
}  // namespace tccc
