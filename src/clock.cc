// SPDX-License-Identifier: Apache-2.0
// The clocks of the machine.
#include "tccc/clock.h"

#include <condition_variable>
#include <mutex>

namespace tccc {
inline namespace v1 {

Clock::~Clock() = default;

std::chrono::system_clock::time_point Clock::now() const {
  return std::chrono::system_clock::now();
}
std::chrono::steady_clock::time_point Clock::steady_now() const {
  return std::chrono::steady_clock::now();
}

bool Clock::wait_until(std::chrono::steady_clock::time_point until, const CancellationToken& cancellation) const {
  std::mutex mutex;
  std::condition_variable woken;
  // Waits on what cancels; the registration ends before the variables it uses.
  const CancellationToken::Registration registration = cancellation.on_cancel([&] {
    const std::lock_guard<std::mutex> lock(mutex);  // else the wake-up could fall between the check and the wait
    woken.notify_all();
  });
  std::unique_lock<std::mutex> lock(mutex);
  woken.wait_until(lock, until, [&] { return cancellation.is_cancelled(); });
  return !cancellation.is_cancelled();
}

std::shared_ptr<const Clock> system_clock() {
  return std::make_shared<const Clock>();
}

}  // namespace v1
}  // namespace tccc
