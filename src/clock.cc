// SPDX-License-Identifier: Apache-2.0
// The clocks of the machine.
#include "tccc/clock.h"

namespace tccc {
inline namespace v1 {

Clock::~Clock() = default;

std::chrono::system_clock::time_point Clock::now() const {
  return std::chrono::system_clock::now();
}
std::chrono::steady_clock::time_point Clock::steady_now() const {
  return std::chrono::steady_clock::now();
}

std::shared_ptr<const Clock> system_clock() {
  return std::make_shared<const Clock>();
}

}  // namespace v1
}  // namespace tccc
