// SPDX-License-Identifier: Apache-2.0
// A server on loopback that does to each connection what a script says, byte by byte, and counts what was delivered.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "testing/throwaway_ca.h"

namespace tccc {
namespace loopback {

/// Waits until one more request has arrived whole, and counts it. Ends the connection when the client does.
struct ReadRequest {};
/// Waits until the header lines of one more request have arrived, and counts it; what follows them is not looked at.
struct ReadHead {};
/// Waits until anything has arrived: for servers that speak no HTTP.
struct ReadAnything {};
/// Sends these bytes as they are.
struct Send {
  std::string bytes;
};
/// Sends these bytes so many times over.
struct SendRepeated {
  std::string bytes;
  std::size_t times = 0;
};
/// Sends one byte after the other, each this long after the one before, until the client ends the connection.
struct Drip {
  std::string bytes;
  std::chrono::milliseconds pause{0};
};
/// Answers the last request with its own body.
struct EchoBody {};
/// Does nothing until ScriptedServer::release().
struct StaySilent {};
/// Accepts no more connections, from this moment on: further ones are refused.
struct StopListening {};
/// Goes back to the first step.
struct Again {};
/// Ends the connection in order: TLS close notify where there is TLS, then FIN.
struct Close {};
/// Ends the connection with RST.
struct Reset {};
/// Ends its own direction with FIN and then the connection with RST: the client has seen an orderly end when it writes.
struct CloseThenReset {};

using Step = std::variant<ReadRequest, ReadHead, ReadAnything, Send, SendRepeated, Drip, EchoBody, StaySilent,
                          StopListening, Again, Close, Reset, CloseThenReset>;
/// What happens on one connection, in order. After the last step it is closed.
using ConnectionScript = std::vector<Step>;
/// The n-th connection accepted runs the n-th entry; the last entry serves all further ones.
using Script = std::vector<ConnectionScript>;

/// A whole HTTP answer with Content-Length. `fields` are further header lines, each with its CRLF.
std::string http_answer(int status, std::string_view body, std::string_view fields = {});

/// One request that arrived: whole, or for ReadHead as far as its header lines.
struct DeliveredRequest {
  std::size_t connection = 0;  ///< Number of its connection, from 0.
  std::string head = {};       ///< Request line and header lines.
  std::string body = {};
};

/// What a server that speaks TLS insists on.
struct TlsTerms {
  int newest_version = 0;                 ///< Such as OpenSSL's TLS1_2_VERSION; 0: the newest there is.
  std::string client_authority_pem = {};  ///< Clients must show a certificate of this authority; empty: none need to.
};

/// Listens on 127.0.0.1 from construction to destruction, with one thread, which has all signals blocked. The other
/// members may be called from any thread. Construction throws std::system_error when there is no port to be had.
class ScriptedServer {
 public:
  /// With an identity it speaks TLS.
  explicit ScriptedServer(Script script, const std::optional<testing::detail::ServerIdentity>& identity = std::nullopt,
                          const TlsTerms& terms = {});
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  ~ScriptedServer();  ///< Closes every connection and joins the thread.

  std::uint16_t port() const noexcept;
  /// Such as `http://127.0.0.1:41873/`.
  std::string url(std::string_view host = "127.0.0.1") const;

  /// Lets every StaySilent end, now and later.
  void release();

  /// Connections accepted so far.
  std::size_t connections() const;
  /// Requests that have arrived whole so far, in order.
  std::vector<DeliveredRequest> delivered() const;
  /// Waits until so many requests have arrived whole; false after 30 s.
  bool wait_for_deliveries(std::size_t count) const;
  /// Waits until a Close or a Reset has ended so many connections, as the client can see from then on; false after 30
  /// s.
  bool wait_for_closings(std::size_t count) const;
  /// Waits until no connection is left of those that clients had made before; false after 30 s. For when the clients
  /// are gone: delivered() grows no more from then on.
  bool wait_until_idle();

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
  const bool tls_;
};

/// A port of 127.0.0.1 that refuses connections for as long as this lives.
class RefusingPort {
 public:
  RefusingPort();
  RefusingPort(const RefusingPort&) = delete;
  RefusingPort& operator=(const RefusingPort&) = delete;
  ~RefusingPort();

  std::uint16_t port() const noexcept { return port_; }

 private:
  int socket_;
  std::uint16_t port_ = 0;
};

}  // namespace loopback
}  // namespace tccc
