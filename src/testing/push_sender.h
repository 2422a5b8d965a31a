// SPDX-License-Identifier: Apache-2.0
// Takes pushes to the HTTP server of the user, on a thread of its own.
#pragma once

#include <memory>

#include "tccc/result.h"
#include "tccc/testing/mock_endpoint.h"
#include "testing/mock_service.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

/// Runs from start() to stop(). Members may be called from any thread.
class PushSender {
 public:
  /// Fails with invalid_argument, field() naming the option. The service outlives the sender. May throw.
  static Result<std::unique_ptr<PushSender>> start(const MockPushOptions& options, MockService& service);

  PushSender(const PushSender&) = delete;
  PushSender& operator=(const PushSender&) = delete;
  ~PushSender();

  /// Returns when all that was due at the call has been answered or given up, or after stop().
  void deliver();

  /// Interrupts a delivery and ends the thread. Again: no effect.
  void stop();

 private:
  class Core;

  explicit PushSender(std::unique_ptr<Core> core) noexcept;

  std::unique_ptr<Core> core_;
};

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
