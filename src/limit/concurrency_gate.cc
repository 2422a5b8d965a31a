// SPDX-License-Identifier: Apache-2.0
// Calls in progress: the gate of one process, and what all gates share.
#include "tccc/concurrency_gate.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

#include "limit/recent_ends.h"
#include "session/session_key.h"
#include "session/sighting.h"

namespace tccc {
inline namespace v1 {
namespace {

using Seconds = std::chrono::seconds;
using Time = std::chrono::steady_clock::time_point;

constexpr Seconds kLongestLife = std::chrono::hours(24 * 366);

// Longer times are cut to these, far from where the clock would overflow.
constexpr std::chrono::milliseconds kLongestWaitForPlace = std::chrono::hours(24 * 7);
constexpr std::chrono::milliseconds kLongestInterval = std::chrono::hours(1);

Error refuse(ErrorCode code, std::string message) {
  Error::Details details;
  details.code = code;
  details.outcome = Outcome::not_sent;
  details.message = std::move(message);
  return Error(std::move(details));
}

class LocalConcurrencyGate final : public ConcurrencyGate {
 public:
  LocalConcurrencyGate(std::size_t most_calls, std::shared_ptr<const Clock> clock)
      : most_calls_((std::max)(most_calls, std::size_t{1})), clock_(std::move(clock)) {}

  Result<CallPlace> try_enter(Seconds longest_life) override {
    const Time now = clock_->steady_now();
    const std::lock_guard<std::mutex> lock(mutex_);
    for (auto place = places_.begin(); place != places_.end();) {
      place = place->second.over_at <= now ? places_.erase(place) : std::next(place);
    }
    if (places_.size() >= most_calls_) {
      return refuse(ErrorCode::limiter_refused, "as many calls as may be are in progress; wait until one has ended");
    }
    const std::string id = std::to_string(++last_id_);
    places_.emplace(id, Held{now + std::clamp(longest_life, Seconds::zero(), kLongestLife), {}});
    return CallPlace{id};
  }

  void placed(const CallPlace& place, std::string_view session_id) override {
    std::string session = detail::session_key(session_id);
    const Time now = clock_->steady_now();
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = places_.find(place.id);
    if (found == places_.end()) return;
    if (ends_.has(session, now)) {
      places_.erase(found);
    } else {
      found->second.session = std::move(session);
    }
  }

  void not_placed(const CallPlace& place) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    places_.erase(place.id);
  }

  void ended(std::string_view session_id) override {
    const std::string session = detail::session_key(session_id);
    if (session.empty()) return;
    const Time now = clock_->steady_now();
    const std::lock_guard<std::mutex> lock(mutex_);
    ends_.add(session, now);
    const auto found = std::find_if(places_.begin(), places_.end(),
                                    [&](const auto& place) { return place.second.session == session; });
    if (found != places_.end()) places_.erase(found);
  }

 private:
  struct Held {
    Time over_at;
    std::string session;
  };

  const std::size_t most_calls_;
  const std::shared_ptr<const Clock> clock_;
  std::mutex mutex_;
  std::uint64_t last_id_ = 0;
  std::map<std::string, Held> places_;  // no more than most_calls_, none with a session that ends_ has
  detail::RecentEnds ends_;             // of all calls that are told: whose they are may be said later
};

template <class Request>
Seconds life_of(const Request& request, const ReconcileOptions& options) {
  Error::Details details;
  details.first_sent_at = std::chrono::system_clock::time_point();
  const UnknownCall call = unknown_call(request, Error(std::move(details)));
  const detail::SoughtCall sought(call, options);
  return std::chrono::ceil<Seconds>(sought.life_ends_at() - call.sent_at);
}

}  // namespace

ConcurrencyGate::~ConcurrencyGate() = default;

std::shared_ptr<ConcurrencyGate> local_concurrency_gate(std::size_t most_calls, std::shared_ptr<const Clock> clock) {
  return std::make_shared<LocalConcurrencyGate>(most_calls, clock ? std::move(clock) : system_clock());
}

Seconds longest_life(const CreateAICallRequest& request, const ReconcileOptions& options) {
  return life_of(request, options);
}

Seconds longest_life(const CreateAIAgentCallRequest& request, const ReconcileOptions& options) {
  return life_of(request, options);
}

Result<CallPlace> wait_for_place(ConcurrencyGate& gate, Seconds longest_life, const PlaceOptions& options) {
  const std::shared_ptr<const Clock> clock = options.clock ? options.clock : system_clock();
  const auto interval = (std::clamp)(options.interval, std::chrono::milliseconds(1), kLongestInterval);
  const Time end =
      clock->steady_now() + std::clamp(options.timeout, std::chrono::milliseconds::zero(), kLongestWaitForPlace);
  for (;;) {
    Result<CallPlace> place = gate.try_enter(longest_life);
    const Time now = clock->steady_now();
    if (place || now >= end) return place;
    if (!clock->wait_until((std::min)(now + interval, end), options.cancellation)) {
      return refuse(ErrorCode::cancelled, "the caller cancelled the wait for a place among the calls in progress");
    }
  }
}

void settle(ConcurrencyGate& gate, const CallPlace& place, const Reconciliation& found) {
  if (found.placement == Placement::not_placed) gate.not_placed(place);
  if (found.placement != Placement::placed) return;
  gate.placed(place, found.session.session_id);
  // The event of its end may have come so long ago that it is forgotten, and comes no more.
  const bool is_over = found.candidates.size() == 1 && !found.candidates.front().is_live;
  if (is_over) gate.ended(found.session.session_id);
}

}  // namespace v1
}  // namespace tccc
