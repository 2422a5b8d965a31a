// SPDX-License-Identifier: Apache-2.0
// What is known of the server's clock.
#include "redis/server_clock.h"

#include <algorithm>

namespace tccc {
inline namespace v1 {
namespace redis {
namespace {

constexpr std::int64_t kLeastSecondsOfDrift = 5000;  // one in so many: 200 ppm, twice what bad crystals do

std::int64_t micros(ServerClock::Time time) {
  return std::chrono::floor<std::chrono::microseconds>(time.time_since_epoch()).count();
}

ServerClock::Time local_time(std::int64_t micros) {
  return ServerClock::Time(std::chrono::microseconds(micros));
}

}  // namespace

void ServerClock::observe(Time asked, Time answered, Micros server) {
  Bounds seen{server - micros(answered) - 1, server - micros(asked) + 1, answered};
  if (bounds_) {
    const Micros drift = (micros(answered) - micros(bounds_->at)) / kLeastSecondsOfDrift + 1;
    const Micros least = (std::max)(seen.least, bounds_->least - drift);
    const Micros most = (std::min)(seen.most, bounds_->most + drift);
    if (least <= most) seen = {least, most, answered};
  }
  bounds_ = seen;
}

ServerClock::Time ServerClock::not_before(Micros server) const {
  return local_time(server - bounds_->least + 1);
}

ServerClock::Time ServerClock::not_after(Micros server) const {
  return local_time(server - bounds_->most - 1);
}

ServerClock::Micros ServerClock::at_most(Time local) const {
  return micros(local) + bounds_->most + 1;
}

std::chrono::microseconds ServerClock::uncertainty() const {
  return std::chrono::microseconds(bounds_->most - bounds_->least + 2);
}

}  // namespace redis
}  // namespace v1
}  // namespace tccc
