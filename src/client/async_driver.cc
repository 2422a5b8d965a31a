// SPDX-License-Identifier: Apache-2.0
// Hands a call to the loop thread of its client.
#include <memory>
#include <utility>

#include "client/async_call.h"
#include "client/async_loop.h"
#include "client/client_core.h"

namespace tccc {
inline namespace v1 {
namespace detail {

std::shared_ptr<CallState> run_async(const ClientCore& core, const Action& action, std::shared_ptr<const void> request,
                                     std::shared_ptr<void> response, const RequestOptions& options,
                                     PendingCall::Continuation continuation) {
  AsyncLoop* const loop = core.is_same_process() ? core.loop() : nullptr;
  auto state = loop == nullptr ? std::make_shared<CallState>(0, nullptr, nullptr)
                               : std::make_shared<CallState>(loop->next_id(), loop->mailbox(), core.options().executor);
  if (continuation) state->then_if_running(std::move(continuation));
  RequestOptions own = options;
  own.cancellation = state->token();
  auto call = std::make_unique<AsyncCall>(state, core, action, std::move(request), std::move(response), std::move(own));
  if (loop != nullptr) {
    if (options.cancellation.can_be_cancelled()) {
      call->cancellation = options.cancellation.on_cancel([state] { state->cancel(); });
    }
    loop->run(std::move(call));
    return state;
  }
  if (core.is_same_process()) {
    call->in_flight.refuse({ErrorCode::resources_exhausted, Outcome::not_sent,
                            "the system has no thread or descriptor left for the loop of the client"});
  }
  std::optional<Error> error = call->in_flight.result();
  call.reset();
  state->finish(std::move(error));
  return state;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
