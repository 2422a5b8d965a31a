// SPDX-License-Identifier: Apache-2.0
// A call that Client::send_async has started and that may not be over yet.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "tccc/error.h"
#include "tccc/export.h"
#include "tccc/result.h"

namespace tccc {
inline namespace v1 {

namespace detail {

class CallState;

/// What a Pending does whatever the type of its response.
class TCCC_API PendingCall {
 public:
  /// Takes how the call ended; none is success.
  using Continuation = std::function<void(const std::optional<Error>&)>;

  PendingCall() noexcept;
  explicit PendingCall(std::shared_ptr<CallState> state) noexcept;
  PendingCall(PendingCall&& other) noexcept;
  PendingCall& operator=(PendingCall&& other) noexcept;
  ~PendingCall();

  bool is_finished() const noexcept;
  bool wait() const;
  bool wait_for(std::chrono::milliseconds longest) const;
  void cancel() const;
  /// Waits, then takes the result: none when the response is there. Else why it cannot be had.
  std::optional<Error> take() const;
  /// Takes the result by `continuation`, when the call has ended or at once.
  void then(Continuation continuation) const;
  /// As then(); but false, and `continuation` is not called, when the call has ended.
  bool then_if_running(Continuation continuation) const;
  /// Takes the continuation back if it has not begun.
  void forget_continuation() const noexcept;

 private:
  std::shared_ptr<CallState> state_;
};

template <class T>
struct PendingAccess;

}  // namespace detail

/// The future of one call. Its result is taken once: by get(), by the callback of then(), or by co_await (see
/// tccc/coroutine.h). Dropping it does not end the call, which goes on while a copy of its client exists.
///
///     tccc::Pending<tccc::CreateAICallResponse> pending = client.send_async(request);
///     tccc::Result<tccc::CreateAICallResponse> placed = pending.get();
///
/// For one thread at a time, but for cancel(), which any thread may call. On the library's own thread, where callbacks
/// run, nothing waits: wait() and wait_for() return at once there, and get() fails with called_from_callback unless the
/// call has ended. In a process forked since, a call that had not ended never does: nothing waits for it, and get()
/// fails with used_after_fork.
template <class T>
class [[nodiscard]] Pending {
 public:
  /// Belongs to no call: get() fails with invalid_argument.
  Pending() noexcept = default;
  Pending(Pending&&) noexcept = default;
  Pending& operator=(Pending&&) noexcept = default;
  ~Pending() = default;

  /// Whether the call has ended.
  bool is_finished() const noexcept { return call_.is_finished(); }

  /// Blocks until the call has ended; its total timeout bounds that. Returns is_finished().
  bool wait() const { return call_.wait(); }

  /// Blocks until the call has ended, at most so long. Returns is_finished().
  bool wait_for(std::chrono::milliseconds longest) const { return call_.wait_for(longest); }

  /// Blocks until the call has ended, and takes its result. What is asked for a result that was taken already fails
  /// with invalid_argument.
  Result<T> get() { return Access::take_from(call_.take(), response_); }

  /// Gives the result to `callback(Result<T>)`: on the loop thread or the client's executor when the call ends, or here
  /// and now when it has ended. What a callback throws on the loop thread is dropped, with a log record.
  template <class Callback>
  void then(Callback&& callback) {
    static_assert(std::is_invocable_v<std::decay_t<Callback>&, Result<T>>, "the callback takes a Result<Response>");
    call_.then(Access::continuation(std::forward<Callback>(callback), response_));
  }

  /// Gives the call up: it ends soon, with the code `cancelled` and the outcome that is true of it, unless its answer
  /// comes first. No effect once it has ended.
  void cancel() const { call_.cancel(); }

 private:
  using Access = detail::PendingAccess<T>;
  friend Access;

  Pending(detail::PendingCall call, std::shared_ptr<T> response) noexcept
      : call_(std::move(call)), response_(std::move(response)) {}

  detail::PendingCall call_;
  std::shared_ptr<T> response_;  // written by the loop thread until the call has ended
};

namespace detail {

/// How the rest of the library makes one, and gets at its call.
template <class T>
struct PendingAccess {
  static Pending<T> make(PendingCall call, std::shared_ptr<T> response) {
    return Pending<T>(std::move(call), std::move(response));
  }
  static const PendingCall& call(const Pending<T>& pending) noexcept { return pending.call_; }
  static const std::shared_ptr<T>& response(const Pending<T>& pending) noexcept { return pending.response_; }

  static Result<T> take_from(const std::optional<Error>& error, const std::shared_ptr<T>& response) {
    if (error) return *error;
    return std::move(*response);
  }

  template <class Callback>
  static PendingCall::Continuation continuation(Callback&& callback, std::shared_ptr<T> response) {
    // Shared, since std::function wants to copy what it holds.
    auto shared = std::make_shared<std::decay_t<Callback>>(std::forward<Callback>(callback));
    return [shared, response = std::move(response)](const std::optional<Error>& error) {
      (*shared)(take_from(error, response));
    };
  }
};

}  // namespace detail

}  // namespace v1
}  // namespace tccc
