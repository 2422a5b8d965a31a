// SPDX-License-Identifier: Apache-2.0
// The client: typed request in, typed response or Error out.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tccc/action.h"
#include "tccc/client_options.h"
#include "tccc/clock.h"
#include "tccc/credentials.h"
#include "tccc/export.h"
#include "tccc/request_options.h"
#include "tccc/result.h"

namespace tccc {
inline namespace v1 {

namespace detail {
class ClientCore;
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
  Result<ResponseOf<Request>> send(const Request& request, const RequestOptions& options = {}) const {
    static_assert(is_request_v<Request>, "send takes a request type of tccc/api");
    ResponseOf<Request> response;
    if (auto error = send_erased(ActionOf<Request>::action(), &request, &response, options)) return *error;
    return response;
  }

  /// Where requests go, such as `https://ccc.tencentcloudapi.com`.
  std::string endpoint() const;

  /// The clock it runs on. What waits between its calls waits by this one.
  const Clock& clock() const noexcept;

  /// The time of the service as far as it is known: the clock's, put right by what a refused signature has shown.
  std::chrono::system_clock::time_point service_now() const;

 private:
  explicit Client(std::shared_ptr<const detail::ClientCore> core) noexcept;
  std::optional<Error> send_erased(const detail::Action& action, const void* request, void* response,
                                   const RequestOptions& options) const;

  std::shared_ptr<const detail::ClientCore> core_;
};

}  // namespace v1
}  // namespace tccc
