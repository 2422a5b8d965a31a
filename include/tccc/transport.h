// SPDX-License-Identifier: Apache-2.0
// Seam between the library and the network: one signed HTTP request in, what became of it out.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tccc/cancellation.h"
#include "tccc/error.h"
#include "tccc/export.h"
#include "tccc/log.h"

namespace tccc {
inline namespace v1 {

/// One header line of a request.
struct HttpHeader {
  std::string_view name = {};   ///< Such as `Content-Type`.
  std::string_view value = {};  ///< One line.
};

/// What is asked of a server.
enum class HttpMethod : std::uint8_t {
  post,  ///< Every action of the service.
  get,   ///< The metadata service that hands out the keys of a machine's role; without body.
};

/// One request, signed and ready. All views stay valid until the transport has answered.
struct HttpRequest {
  std::string_view url = {};                     ///< Such as `https://ccc.tencentcloudapi.com/`.
  std::vector<HttpHeader> headers = {};          ///< In the order to send them; Host and Content-Type among them.
  std::string_view body = {};                    ///< Exact bytes; empty for get.
  std::chrono::milliseconds connect_timeout{0};  ///< For name, connection, proxy and TLS together.
  std::chrono::milliseconds timeout{0};          ///< For the whole exchange.
  CancellationToken cancellation = {};           ///< Ends the exchange early with the code `cancelled`.
  HttpMethod method = HttpMethod::post;          ///< How to ask.
};

/// What became of one request. `code` is `ok` when an HTTP answer was read to its end, whatever its status.
struct HttpExchange {
  ErrorCode code = ErrorCode::ok;  ///< What went wrong, or `ok`.
  bool request_left = false;       ///< Whether any byte of the request may have left this machine.
  int status = 0;                  ///< HTTP status, 0 when none was read.
  std::string body = {};           ///< Of the answer; as much as was read.
  std::string date = {};           ///< Date header of the answer, empty when absent.
  std::string retry_after = {};    ///< Retry-After header of the answer, empty when absent.
  ExchangeTiming timing = {};      ///< Where the time went, if the transport measures it.
  std::string detail = {};         ///< For people: what the transport says of the fault. No secrets.
  bool is_final = false;           ///< The next attempt would meet the same fault, such as an untrusted certificate.
};

/// Sends requests, one way or two: send() is for Client::send, start() for Client::send_async. Implementations are
/// thread-safe, give up at the request's timeouts, follow no redirect, and never deliver one request twice: what a
/// reused connection lost is reported, not replayed.
class TCCC_API Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport();

  /// Sends one request on the calling thread and blocks until it is answered or given up.
  virtual HttpExchange send(const HttpRequest& request) = 0;

  /// Takes what became of a request.
  using Completion = std::function<void(HttpExchange)>;

  /// Starts one request and returns; calls `completion` once, from any thread and also before it returns. `request`
  /// stays valid until then; `completion` may be kept for longer. Called on the client's loop thread, which nothing
  /// should hold up. The default does: it calls send(), so that the requests of the client go out one after another,
  /// and its deadlines may be noticed late. That suits transports that answer at once; others should start the request
  /// and come back.
  virtual void start(const HttpRequest& request, Completion completion);
};

}  // namespace v1
}  // namespace tccc
