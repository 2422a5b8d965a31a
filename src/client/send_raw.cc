// SPDX-License-Identifier: Apache-2.0
// Sends what is given as the name of an action and JSON.
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "client/async_call.h"
#include "client/call_in_flight.h"
#include "client/raw_request.h"
#include "tccc/client.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

// The action has a view of the name, and the call is in need of both until it is over.
struct RawCall {
  RawCall(std::string_view action_name, std::shared_ptr<RawResponse> to_fill)
      : name(action_name), action(raw_action(name)), response(std::move(to_fill)) {}
  RawCall(const RawCall&) = delete;
  RawCall& operator=(const RawCall&) = delete;

  const std::string name;
  const Action action;
  const std::shared_ptr<RawResponse> response;
};

// `json` may be no request: then the call ends with that.
std::shared_ptr<CallState> run_async_raw(const ClientCore& core, std::string_view action, std::string_view json,
                                         std::shared_ptr<RawResponse> response, const RequestOptions& options,
                                         PendingCall::Continuation continuation) {
  Result<RawRequest> request = make_raw_request(action, json);
  // What is no name of an action gets into no log and no error.
  const auto raw = std::make_shared<RawCall>(request ? action : std::string_view(), std::move(response));
  const RawRequest empty;
  const auto make = [&](const RequestOptions& own, const std::shared_ptr<CallState>& /*state*/) {
    auto call = std::make_unique<CallInFlight>(core, raw->action, request ? &*request : &empty,
                                               std::shared_ptr<void>(raw, raw->response.get()), own);
    call->part_with_request();
    if (!request) {
      const Error& error = request.error();
      call->refuse({error.code(), error.outcome(), error.message(), {}, error.field()});
    }
    return call;
  };
  return run_async(core, make, options, std::move(continuation));
}

}  // namespace
}  // namespace detail

Result<RawResponse> Client::send_raw(std::string_view action, std::string_view json,
                                     const RequestOptions& options) const {
  const auto request = detail::make_raw_request(action, json);
  if (!request) return request.error();
  RawResponse response;
  if (auto error = send_erased(detail::raw_action(action), &*request, &response, options)) return *error;
  return response;
}

Pending<RawResponse> Client::send_raw_async(std::string_view action, std::string_view json,
                                            const RequestOptions& options) const {
  auto response = std::make_shared<RawResponse>();
  auto call = start_raw(action, json, response, options, {});
  return detail::PendingAccess<RawResponse>::make(std::move(call), std::move(response));
}

detail::PendingCall Client::start_raw(std::string_view action, std::string_view json,
                                      std::shared_ptr<RawResponse> response, const RequestOptions& options,
                                      detail::PendingCall::Continuation continuation) const {
  return detail::PendingCall(
      detail::run_async_raw(*core_, action, json, std::move(response), options, std::move(continuation)));
}

}  // namespace v1
}  // namespace tccc
