// SPDX-License-Identifier: Apache-2.0
// A proxy on loopback that tells what it was asked and leads every connection to one port, whatever host was named.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tccc {
namespace loopback {

enum class ProxyProtocol { http, socks5 };

struct ProxyLogin {
  std::string user = {};
  std::string password = {};
};

/// What one connection asked for.
struct ProxiedConnection {
  std::string destination = {};  ///< host:port of CONNECT or SOCKS5, or the URL of a plain request.
  bool by_name = false;          ///< SOCKS5: whether a name came, not an address.
  ProxyLogin login = {};         ///< As it arrived; empty when none did.
};

/// Listens on 127.0.0.1 from construction to destruction; its threads have all signals blocked. Thread-safe.
/// Construction throws std::system_error when there is no port to be had.
class RelayProxy {
 public:
  /// Asks for this login where its user is not empty, and refuses any other: 407, or status 1 of RFC 1929.
  RelayProxy(ProxyProtocol protocol, std::uint16_t target_port, ProxyLogin login = {});
  RelayProxy(const RelayProxy&) = delete;
  RelayProxy& operator=(const RelayProxy&) = delete;
  ~RelayProxy();  ///< Ends every connection and joins the threads.

  /// Such as `http://127.0.0.1:41873`.
  std::string url(const std::string& scheme) const;

  /// The connections that have said where they want to go, or were refused for their login, in order.
  std::vector<ProxiedConnection> connections() const;

 private:
  class Listener;
  std::unique_ptr<Listener> listener_;
};

}  // namespace loopback
}  // namespace tccc
