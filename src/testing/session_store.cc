// SPDX-License-Identifier: Apache-2.0
// Placed calls, bounded in number.
#include "testing/session_store.h"

#include <algorithm>
#include <utility>

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

using FractionalMilliseconds = std::chrono::duration<double, std::milli>;

// Far beyond any call, far below what overflows.
constexpr FractionalMilliseconds kLongest = std::chrono::hours(24 * 365 * 100);

std::chrono::milliseconds scaled(std::chrono::milliseconds span, double factor) {
  const FractionalMilliseconds product = FractionalMilliseconds(span) * factor;
  return std::chrono::duration_cast<std::chrono::milliseconds>((std::min)(product, kLongest));
}

}  // namespace

SessionStore::SessionStore(double speed, std::size_t most_sessions)
    : speed_(speed), most_((std::max)(most_sessions, std::size_t{1})) {}

Session& SessionStore::add(Session session, PreciseTimePoint now) {
  ++placed_;
  if (sessions_.size() >= most_) {
    // Calls that are up matter most; but with nothing else the oldest of them goes.
    auto leaves = std::find_if(sessions_.begin(), sessions_.end(),
                               [&](const std::shared_ptr<Session>& kept) { return has_ended(*kept, now); });
    if (leaves == sessions_.end()) leaves = sessions_.begin();
    by_id_.erase((*leaves)->id);
    sessions_.erase(leaves);
  }
  auto kept = std::make_shared<Session>(std::move(session));
  by_id_[kept->id] = kept;
  const auto is_earlier = [](const std::shared_ptr<Session>& left, const std::shared_ptr<Session>& right) {
    return left->life.placed_at() < right->life.placed_at();
  };
  sessions_.insert(std::upper_bound(sessions_.begin(), sessions_.end(), kept, is_earlier), kept);
  return *kept;
}

Session* SessionStore::find(std::int64_t sdk_app_id, std::string_view id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() || found->second->sdk_app_id != sdk_app_id ? nullptr : found->second.get();
}

const Session* SessionStore::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second.get();
}

PreciseTimePoint SessionStore::time_in(const Session& session, PreciseTimePoint now) const {
  return session.life.placed_at() + scaled(now - session.life.placed_at(), speed_);
}

PreciseTimePoint SessionStore::clock_at(const Session& session, PreciseTimePoint time_in_call) const {
  // Rounded up: then the call is there, not a moment before.
  return session.life.placed_at() + shortened(time_in_call - session.life.placed_at()) +
         std::chrono::milliseconds(speed_ == 1 ? 0 : 1);
}

std::chrono::milliseconds SessionStore::shortened(std::chrono::milliseconds span) const {
  return scaled(span, 1 / speed_);
}

bool SessionStore::has_ended(const Session& session, PreciseTimePoint now) const {
  return time_in(session, now) >= session.life.ends_at();
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
