// SPDX-License-Identifier: Apache-2.0
// What a client knows of the loop of its asynchronous calls. Whoever makes no such call is not linked with one.
#pragma once

#include <cstdint>
#include <memory>

#include "tccc/cancellation.h"

namespace tccc {
inline namespace v1 {
namespace detail {

struct AsyncCall;
class ClientCore;
class LoopMailbox;

/// Runs any number of calls at once, on a thread of its own.
class CallLoop {
 public:
  CallLoop() = default;
  CallLoop(const CallLoop&) = delete;
  CallLoop& operator=(const CallLoop&) = delete;
  virtual ~CallLoop() = default;  ///< The thread has ended, or ends with this.

  virtual const std::shared_ptr<LoopMailbox>& mailbox() const noexcept = 0;
  virtual std::uint64_t next_id() noexcept = 0;
  /// Has cancelled when no call of this loop is wanted any more.
  virtual CancellationToken closing() const noexcept = 0;

  /// Takes a call over. It ends by CallState::finish() on the loop thread, whatever happens.
  virtual void run(std::unique_ptr<AsyncCall> call) = 0;

  /// Ends all calls as cancelled and joins the thread. Not from a thread of the library.
  virtual void stop() = 0;

  /// As stop(), but returns at once; at its end the thread destroys `core`, and with it this loop.
  virtual void stop_and_destroy(std::unique_ptr<const ClientCore> core) = 0;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
