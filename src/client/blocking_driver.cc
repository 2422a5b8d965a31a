// SPDX-License-Identifier: Apache-2.0
// Runs a call on the calling thread.
#include "client/call_in_flight.h"

namespace tccc {
inline namespace v1 {
namespace detail {

std::optional<Error> run_blocking(const ClientCore& core, const Action& action, const void* request, void* response,
                                  const RequestOptions& options) {
  CallInFlight call(core, action, request, response, options);
  const CancellationToken& cancellation = options.cancellation;
  while (call.want() != Call::Want::finish) {
    if (cancellation.is_cancelled()) {
      call.cancel();
      continue;
    }
    switch (call.want()) {
      case Call::Want::permit:
        call.ask_permit();
        break;
      case Call::Want::wait:
        if (core.options().clock->wait_until(call.wake_at(), cancellation)) call.waited();
        break;
      case Call::Want::attempt:
        if (const HttpRequest* request_to_send = call.prepare_attempt()) {
          call.take_exchange(core.options().transport->send(*request_to_send));
        }
        break;
      case Call::Want::finish:
        break;
    }
  }
  return call.result();
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
