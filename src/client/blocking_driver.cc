// SPDX-License-Identifier: Apache-2.0
// Runs a call on the calling thread.
#include "client/call_in_flight.h"
#include "library_thread.h"

namespace tccc {
inline namespace v1 {
namespace detail {

std::optional<Error> run_blocking(const ClientCore& core, const Action& action, const void* request, void* response,
                                  const RequestOptions& options) {
  const std::shared_ptr<void> nobody;  // the caller, who waits here, owns the response
  CallInFlight call(core, action, request, std::shared_ptr<void>(nobody, response), options);
  if (is_library_thread()) {
    call.refuse(
        {ErrorCode::called_from_callback, Outcome::not_sent,
         "send() would block the thread that runs the callbacks; call send_async() there, or give the client an "
         "executor"});
  }
  for (;;) {
    switch (call.next()) {
      case Call::Want::wait:
        if (core.options().clock->wait_until(call.wake_at(), options.cancellation)) call.waited();
        break;
      case Call::Want::attempt:
        if (const HttpRequest* request_to_send = call.prepare_attempt()) {
          call.take_exchange(core.options().transport->send(*request_to_send));
        }
        break;
      default:
        return call.result();
    }
  }
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
