// SPDX-License-Identifier: Apache-2.0
// The sliding-window limiter of one process.
#include "limit/local_rate_limiter.h"

#include <algorithm>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::chrono::seconds kWindow{1};  // the service counts per second
constexpr std::size_t kRecoverySteps = 20;  // a throttled limit is whole again after so many seconds
constexpr std::chrono::milliseconds kShortestWait{1};

// Longer margins are cut to this, far from where a window that is counted many times would overflow.
constexpr std::chrono::milliseconds kLongestMargin = std::chrono::hours(1);

}  // namespace

StartWindow::StartWindow(const RateLimitOptions& options)
    : full_limit_(options.requests_per_second),
      window_(kWindow + (std::clamp)(options.margin, std::chrono::milliseconds::zero(), kLongestMargin)),
      slowed_limit_(full_limit_) {}

StartWindow::Ticket StartWindow::enter() {
  waiting_.push_back(next_ticket_);
  return next_ticket_++;
}

std::size_t StartWindow::limit(Time now) const {
  if (slowed_limit_ >= full_limit_) return full_limit_;
  const auto passed = std::chrono::duration_cast<std::chrono::seconds>(now - slowed_at_).count();
  const auto steps = static_cast<std::size_t>((std::max)(passed, decltype(passed){0}));
  return (std::min)(full_limit_, slowed_limit_ + steps * full_limit_ / kRecoverySteps);
}

void StartWindow::forget(Time now) {
  while (!starts_.empty() && now - starts_.front() >= window_) starts_.pop_front();
}

std::optional<RateLimiter::Time> StartWindow::try_start(Ticket ticket, Time now) {
  forget(now);
  const auto place = std::lower_bound(waiting_.begin(), waiting_.end(), ticket);
  const auto ahead = static_cast<std::size_t>(place - waiting_.begin());
  const std::size_t most = limit(now);
  const std::size_t open = most > starts_.size() ? most - starts_.size() : 0;
  if (ahead < open) {
    if (place != waiting_.end() && *place == ticket) waiting_.erase(place);
    // Two threads may read the clock in one order and come here in the other; the later one counts.
    starts_.push_back(starts_.empty() ? now : (std::max)(now, starts_.back()));
    return {};
  }
  // When every start that is in the way has left the window, if those ahead take their turns without delay.
  const std::size_t in_the_way = ahead - open;
  const std::size_t rounds = in_the_way / most;
  const std::size_t index = in_the_way % most + (starts_.size() > most ? starts_.size() - most : 0);
  const Time leaves = (index < starts_.size() ? starts_[index] : now) + window_;
  return (std::max)(leaves + window_ * static_cast<std::chrono::nanoseconds::rep>(rounds), now + kShortestWait);
}

void StartWindow::leave(Ticket ticket) {
  const auto place = std::lower_bound(waiting_.begin(), waiting_.end(), ticket);
  if (place != waiting_.end() && *place == ticket) waiting_.erase(place);
}

void StartWindow::throttled(Time now) {
  // Requests that are in flight together are refused together, which says no more than that there was one too many.
  if (slowed_limit_ < full_limit_ && now - slowed_at_ < window_) return;
  slowed_limit_ = (std::max)(std::size_t{1}, limit(now) / 2);
  slowed_at_ = now;
}

StartWindow& LocalRateLimiter::window(std::string_view action) {
  const auto found = windows_.find(action);
  return found != windows_.end() ? found->second
                                 : windows_.emplace(std::string(action), StartWindow(options_)).first->second;
}

RateLimiter::Ticket LocalRateLimiter::enter(std::string_view action) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return window(action).enter();
}

std::optional<RateLimiter::Time> LocalRateLimiter::try_start(std::string_view action, Ticket ticket, Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return window(action).try_start(ticket, now);
}

void LocalRateLimiter::leave(std::string_view action, Ticket ticket) {
  const std::lock_guard<std::mutex> lock(mutex_);
  window(action).leave(ticket);
}

void LocalRateLimiter::throttled(std::string_view action, Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  window(action).throttled(now);
}

// What a limit of zero asks for: every request starts at once.
class NoRateLimiter final : public RateLimiter {
 public:
  Ticket enter(std::string_view /*action*/) override { return 0; }
  std::optional<Time> try_start(std::string_view /*action*/, Ticket /*ticket*/, Time /*now*/) override { return {}; }
  void leave(std::string_view /*action*/, Ticket /*ticket*/) override {}
  void throttled(std::string_view /*action*/, Time /*now*/) override {}
};

}  // namespace detail

RateLimiter::~RateLimiter() = default;

std::shared_ptr<RateLimiter> local_rate_limiter(const RateLimitOptions& options) {
  if (options.requests_per_second == 0) return std::make_shared<detail::NoRateLimiter>();
  return std::make_shared<detail::LocalRateLimiter>(options);
}

}  // namespace v1
}  // namespace tccc
