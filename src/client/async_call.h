// SPDX-License-Identifier: Apache-2.0
// A call on its way through a loop, with all it needs until it is over.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "client/call_state.h"
#include "client/client_core.h"
#include "client/course.h"
#include "model/action.h"
#include "tccc/cancellation.h"
#include "tccc/request_options.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// For one thread at a time.
struct AsyncCall {
  const std::shared_ptr<CallState> state;
  const std::unique_ptr<Course> course;
  CancellationToken::Registration cancellation = {};  // by the caller's own token
};

/// Makes what the loop is to run. The options are the caller's, with a token that the CallState cancels; the state is
/// there to be woken.
using MakeCourse =
    std::function<std::unique_ptr<Course>(const RequestOptions&, const std::shared_ptr<CallState>& state)>;

/// Hands a course to the loop thread of its client, which is started by the first. `continuation` may be empty; it runs
/// here and now when there can be no loop.
std::shared_ptr<CallState> run_async(const ClientCore& core, const MakeCourse& make, const RequestOptions& options,
                                     PendingCall::Continuation continuation);

/// The same for one request, which is not needed after this.
std::shared_ptr<CallState> run_async(const ClientCore& core, const Action& action, const void* request,
                                     std::shared_ptr<void> response, const RequestOptions& options,
                                     PendingCall::Continuation continuation);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
