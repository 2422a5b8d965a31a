// SPDX-License-Identifier: Apache-2.0
// co_await for asynchronous calls, in C++20; in older standards there is nothing in this header. It is not part of
// tccc/tccc.h.
#pragma once

#include "tccc/pending.h"

#if defined(__cpp_impl_coroutine)

#include <coroutine>
#include <memory>
#include <optional>
#include <utility>

namespace tccc {
inline namespace v1 {

namespace detail {

/// What co_await makes of a Pending. Lives in the frame of the coroutine that waits.
template <class T>
class PendingAwaiter {
 public:
  explicit PendingAwaiter(Pending<T>&& pending) noexcept : pending_(std::move(pending)) {}
  PendingAwaiter(const PendingAwaiter&) = delete;
  PendingAwaiter& operator=(const PendingAwaiter&) = delete;
  ~PendingAwaiter() {
    if (waiting_ == nullptr) return;
    *waiting_ = nullptr;  // for a continuation that an executor has already
    Access::call(pending_).forget_continuation();
  }

  bool await_ready() const noexcept { return pending_.is_finished(); }

  bool await_suspend(std::coroutine_handle<> coroutine) {
    waiting_ = std::make_shared<std::coroutine_handle<>>(coroutine);
    // Where this is true the coroutine may have gone on, and this be gone, on another thread.
    return Access::call(pending_).then_if_running([this, waiting = waiting_](const std::optional<Error>& error) {
      if (*waiting == nullptr) return;
      was_told_ = true;
      error_ = error;
      waiting->resume();
    });
  }

  Result<T> await_resume() {
    return was_told_ ? Access::take_from(error_, Access::response(pending_)) : pending_.get();
  }

 private:
  using Access = PendingAccess<T>;

  Pending<T> pending_;
  std::shared_ptr<std::coroutine_handle<>> waiting_;  // holds null once this is gone
  std::optional<Error> error_;
  bool was_told_ = false;
};

}  // namespace detail

/// Suspends the coroutine until the call has ended; the value is its Result. The coroutine goes on where callbacks run:
/// on the client's loop thread or its executor; or at once, if the call has ended. A coroutine that waits may be
/// destroyed where it would go on; elsewhere only if it is sure that the call has not ended. The call goes on without
/// it.
///
///     tccc::Result<tccc::CreateAICallResponse> placed = co_await client.send_async(request);
template <class T>
detail::PendingAwaiter<T> operator co_await(Pending<T>&& pending) noexcept {
  return detail::PendingAwaiter<T>(std::move(pending));
}

}  // namespace v1
}  // namespace tccc

#endif
