// SPDX-License-Identifier: Apache-2.0
// The client: typed request in, typed response or Error out.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "tccc/action.h"
#include "tccc/client_options.h"
#include "tccc/clock.h"
#include "tccc/credentials.h"
#include "tccc/export.h"
#include "tccc/pending.h"
#include "tccc/raw_response.h"
#include "tccc/request_options.h"
#include "tccc/result.h"

namespace tccc {
inline namespace v1 {

namespace detail {
class ClientCore;
struct ClientAccess;
}  // namespace detail

/// Sends requests to the contact center. Cheap to copy (copies share connections), immutable, and safe to use from any
/// number of threads at once; a send holds no lock while it waits for the network.
///
///     auto client = tccc::Client::create(tccc::environment_credentials());
///     tccc::CreateAIAgentCallRequest request;
///     request.sdk_app_id = 1400000000;
///     request.ai_agent_id = 15;
///     request.callee = "008612300000000";
///     auto placed = client->send(request);
///
/// A client made before fork() is of no use in the child: sends there fail with used_after_fork.
class TCCC_API Client {
 public:
  /// Makes a client. No network traffic, no thread. Fails with invalid_argument, field() naming the option.
  static Result<Client> create(std::shared_ptr<CredentialsProvider> credentials, ClientOptions options = {});

  /// Sends one request and blocks until it is answered, refused or out of time. Never delivers a call-placing request
  /// twice: when it may have been placed and no answer came, error().outcome() is Outcome::unknown.
  template <class Request>
  Result<detail::SentResponse<Request>> send(const Request& request, const RequestOptions& options = {}) const {
    ResponseOf<Request> response;
    if (auto error = send_erased(ActionOf<Request>::action(), &request, &response, options)) return *error;
    return response;
  }

  /// Starts one request and returns: a Pending takes the place of the result. All that send() promises holds here; the
  /// request is not needed after this returns. The first call starts the client's loop thread, which runs all of them
  /// and has all signals blocked. Calls that are not over when the last copy of the client is destroyed end as
  /// `cancelled`, with the outcome that is true of each, before its destructor returns; in a callback, soon after.
  template <class Request>
  Pending<detail::SentResponse<Request>> send_async(const Request& request, const RequestOptions& options = {}) const {
    auto response = std::make_shared<ResponseOf<Request>>();
    auto call = start_erased(ActionOf<Request>::action(), &request, response, options, {});
    return detail::PendingAccess<ResponseOf<Request>>::make(std::move(call), std::move(response));
  }

  /// The same, and gives the result to `callback(Result<Response>)`, once: on the executor, else on the loop thread.
  /// Only where the loop cannot be started (no thread left, or after fork) it is called here, before this returns.
  template <class Request, class Callback,
            class = std::enable_if_t<std::is_invocable_v<std::decay_t<Callback>&, Result<ResponseOf<Request>>>>>
  void send_async(const Request& request, Callback&& callback, const RequestOptions& options = {}) const {
    using Access = detail::PendingAccess<ResponseOf<Request>>;
    auto response = std::make_shared<ResponseOf<Request>>();
    start_erased(ActionOf<Request>::action(), &request, response, options,
                 Access::continuation(std::forward<Callback>(callback), response));
  }

  /// Sends a JSON object as the request of any action, known to the library or not, and blocks as send() does. The text
  /// is delivered as it stands; nothing but its form is checked. Only reads, which begin with `Describe`, and what the
  /// library knows to be harmless are repeated once they may have arrived; anything else is treated as a call that may
  /// have been placed. The answer to an action that the library knows to place calls must hold what a typed one must.
  Result<RawResponse> send_raw(std::string_view action, std::string_view json,
                               const RequestOptions& options = {}) const;

  /// The same, started as send_async() starts a request. `action` and `json` are copied.
  Pending<RawResponse> send_raw_async(std::string_view action, std::string_view json,
                                      const RequestOptions& options = {}) const;

  /// The same, and gives the result to `callback(Result<RawResponse>)` as send_async() does.
  template <class Callback, class = std::enable_if_t<std::is_invocable_v<std::decay_t<Callback>&, Result<RawResponse>>>>
  void send_raw_async(std::string_view action, std::string_view json, Callback&& callback,
                      const RequestOptions& options = {}) const {
    using Access = detail::PendingAccess<RawResponse>;
    auto response = std::make_shared<RawResponse>();
    start_raw(action, json, response, options, Access::continuation(std::forward<Callback>(callback), response));
  }

  /// Where requests go, such as `https://ccc.tencentcloudapi.com`.
  std::string endpoint() const;

  /// The clock it runs on. What waits between its calls waits by this one.
  const Clock& clock() const noexcept;

  /// The time of the service as far as it is known: the clock's, put right by what a refused signature has shown.
  std::chrono::system_clock::time_point service_now() const;

 private:
  friend detail::ClientAccess;

  explicit Client(std::shared_ptr<const detail::ClientCore> core) noexcept;
  std::optional<Error> send_erased(const detail::Action& action, const void* request, void* response,
                                   const RequestOptions& options) const;

  detail::PendingCall start_erased(const detail::Action& action, const void* request, std::shared_ptr<void> response,
                                   const RequestOptions& options, detail::PendingCall::Continuation continuation) const;

  detail::PendingCall start_raw(std::string_view action, std::string_view json, std::shared_ptr<RawResponse> response,
                                const RequestOptions& options, detail::PendingCall::Continuation continuation) const;

  std::shared_ptr<const detail::ClientCore> core_;
};

}  // namespace v1
}  // namespace tccc
