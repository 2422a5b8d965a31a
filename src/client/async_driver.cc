// SPDX-License-Identifier: Apache-2.0
// Hands a call to the loop thread of its client.
#include <memory>
#include <utility>

#include "client/async_call.h"
#include "client/call_in_flight.h"
#include "client/client_core.h"
#include "tccc/client.h"

namespace tccc {
inline namespace v1 {
namespace detail {

std::shared_ptr<CallState> run_async(const ClientCore& core, const MakeCourse& make, const RequestOptions& options,
                                     PendingCall::Continuation continuation) {
  CallLoop* const loop = core.is_same_process() ? core.loop() : nullptr;
  auto state = loop == nullptr
                   ? std::make_shared<CallState>(0, nullptr, nullptr, options.cancellation, CancellationToken())
                   : std::make_shared<CallState>(loop->next_id(), loop->mailbox(), core.options().executor,
                                                 options.cancellation, loop->closing());
  if (continuation) state->then_if_running(std::move(continuation));
  RequestOptions own = options;
  own.cancellation = state->token();
  std::unique_ptr<Course> course = make(own, state);
  if (loop != nullptr) {
    std::unique_ptr<AsyncCall> call(new AsyncCall{state, std::move(course)});
    if (options.cancellation.can_be_cancelled()) {
      call->cancellation = options.cancellation.on_cancel([state] { state->cancel(); });
    }
    loop->run(std::move(call));
    return state;
  }
  if (core.is_same_process()) {
    course->refuse({ErrorCode::resources_exhausted, Outcome::not_sent,
                    "the system has no thread or descriptor left for the loop of the client"});
  }
  course->next();  // to its end, with nothing to wait for: in a forked child the first request is refused
  std::optional<Error> error = course->result();
  course.reset();
  state->finish(std::move(error));
  return state;
}

std::shared_ptr<CallState> run_async(const ClientCore& core, const Action& action, const void* request,
                                     std::shared_ptr<void> response, const RequestOptions& options,
                                     PendingCall::Continuation continuation) {
  const auto make = [&](const RequestOptions& own, const std::shared_ptr<CallState>& /*state*/) {
    auto call = std::make_unique<CallInFlight>(core, action, request, std::move(response), own);
    call->part_with_request();
    return call;
  };
  return run_async(core, make, options, std::move(continuation));
}

}  // namespace detail

detail::PendingCall Client::start_erased(const detail::Action& action, const void* request,
                                         std::shared_ptr<void> response, const RequestOptions& options,
                                         detail::PendingCall::Continuation continuation) const {
  return detail::PendingCall(
      detail::run_async(*core_, action, request, std::move(response), options, std::move(continuation)));
}

}  // namespace v1
}  // namespace tccc
