// SPDX-License-Identifier: Apache-2.0
// Giving up on a call from another thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

namespace detail {
class CallState;
}  // namespace detail

/// Tells calls whether they are still wanted. Cheap to copy, thread-safe. A default-made token never cancels.
class TCCC_API CancellationToken {
 public:
  CancellationToken() noexcept = default;

  /// Whether the source has cancelled.
  bool is_cancelled() const noexcept;
  /// Whether a source exists that could cancel.
  bool can_be_cancelled() const noexcept { return state_ != nullptr; }

  /// Keeps a function registered; destroying it waits until the function, if it is running on another thread, has
  /// returned.
  class TCCC_API Registration {
   public:
    Registration() noexcept = default;
    Registration(Registration&& other) noexcept;
    Registration& operator=(Registration&& other) noexcept;
    ~Registration();

   private:
    friend class CancellationToken;
    std::shared_ptr<void> state_;
    std::uint64_t id_ = 0;
  };

  /// Calls `function` once when the source cancels, on the cancelling thread; at once if it has cancelled already. The
  /// function is short, does not throw and does not destroy its own registration.
  [[nodiscard]] Registration on_cancel(std::function<void()> function) const;

 private:
  friend class CancellationSource;
  struct State;
  explicit CancellationToken(std::shared_ptr<State> state) noexcept;

  std::shared_ptr<State> state_;
};

/// Cancels the calls that were given its token.
class TCCC_API CancellationSource {
 public:
  CancellationSource();

  /// A token that this source cancels.
  CancellationToken token() const noexcept;
  /// Idempotent; returns when the registered functions have run.
  void cancel() noexcept;

 private:
  friend class detail::CallState;
  // Its tokens say is_cancelled() as soon as one of these does. Functions run when this source cancels.
  CancellationSource(CancellationToken first, CancellationToken second);

  std::shared_ptr<CancellationToken::State> state_;
};

}  // namespace v1
}  // namespace tccc
