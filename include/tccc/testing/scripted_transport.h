// SPDX-License-Identifier: Apache-2.0
// A transport that answers from a script, for unit tests that need no socket: what came in is recorded, and what comes
// back is chosen by the test.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tccc/error.h"
#include "tccc/export.h"
#include "tccc/transport.h"

namespace tccc {
inline namespace v1 {
namespace testing {

/// One header line of a recorded request.
struct RecordedHeader {
  std::string name = {};   ///< As it was spelt.
  std::string value = {};  ///< As it would have gone out: the Authorization header holds a signature.
};

/// One request as the library handed it over.
struct RecordedRequest {
  std::string action = {};                   ///< Value of X-TC-Action.
  std::string url = {};                      ///< Such as `https://ccc.tencentcloudapi.com/`.
  std::vector<RecordedHeader> headers = {};  ///< In the order of sending.
  std::string body = {};  ///< The whole body, the caller's keys included; kept in memory only. Keep it out of logs.
  std::chrono::milliseconds connect_timeout{0};  ///< HttpRequest::connect_timeout.
  std::chrono::milliseconds timeout{0};          ///< HttpRequest::timeout.
  HttpMethod method = HttpMethod::post;          ///< HttpRequest::method.
};

/// Answers at once from a queue, or from a function. Thread-safe.
///
///     auto transport = std::make_shared<tccc::testing::ScriptedTransport>();
///     transport->push(tccc::testing::service_error("FailedOperation.CalleeIsBlackUser"));
///     options.transport = transport;
class TCCC_API ScriptedTransport final : public Transport {
 public:
  /// Makes the answer to a request.
  using Answer = std::function<HttpExchange(const HttpRequest&)>;

  /// Answers in the order given. A request beyond the last answer gets transport_failed and did not leave.
  explicit ScriptedTransport(std::vector<HttpExchange> answers = {});

  /// Answers what the function returns. It is called on the senders' threads, several at once, and must not be empty.
  explicit ScriptedTransport(Answer answer);

  ~ScriptedTransport() override;

  /// Adds an answer to the end of the queue; has no effect on one made from a function.
  void push(HttpExchange answer);

  HttpExchange send(const HttpRequest& request) override;

  /// All requests so far, in the order of arrival.
  std::vector<RecordedRequest> requests() const;

  /// Answers not given yet.
  std::size_t remaining() const;

 private:
  class Script;

  std::unique_ptr<Script> script_;
};

/// HTTP 200: the call is placed.
TCCC_API HttpExchange success(std::string_view session_id);

/// HTTP 200: the service refuses with a code, documented or not. The message is the code's meaning.
TCCC_API HttpExchange service_error(std::string_view service_code);
/// The same, by the code of the library.
TCCC_API HttpExchange service_error(ErrorCode code);

/// The request left, then the connection broke without an answer.
TCCC_API HttpExchange lost_answer();

/// No connection could be made; nothing left.
TCCC_API HttpExchange not_connected();

}  // namespace testing
}  // namespace v1
}  // namespace tccc
