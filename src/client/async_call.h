// SPDX-License-Identifier: Apache-2.0
// A call on its way through a loop, with all it needs until it is over.
#pragma once

#include <memory>
#include <utility>

#include "client/call_in_flight.h"
#include "client/call_state.h"
#include "tccc/cancellation.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// For one thread at a time.
struct AsyncCall {
  AsyncCall(std::shared_ptr<CallState> call_state, const ClientCore& core, const Action& action,
            std::shared_ptr<const void> call_request, std::shared_ptr<void> call_response, RequestOptions options)
      : state(std::move(call_state)),
        request(std::move(call_request)),
        response(std::move(call_response)),
        in_flight(core, action, request.get(), response.get(), std::move(options)) {}

  const std::shared_ptr<CallState> state;
  const std::shared_ptr<const void> request;
  const std::shared_ptr<void> response;
  CallInFlight in_flight;
  CancellationToken::Registration cancellation;  // by the caller's own token
};

/// Hands a call to the loop thread of its client, which is started by the first. `continuation` may be empty; it runs
/// here and now when there can be no loop.
std::shared_ptr<CallState> run_async(const ClientCore& core, const Action& action, std::shared_ptr<const void> request,
                                     std::shared_ptr<void> response, const RequestOptions& options,
                                     PendingCall::Continuation continuation);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
