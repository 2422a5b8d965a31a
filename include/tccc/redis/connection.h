// SPDX-License-Identifier: Apache-2.0
// How to reach the Redis server that a fleet shares.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "tccc/secret.h"

namespace tccc {
inline namespace v1 {
namespace redis {

/// One Redis server, version 5 or newer, that takes writes. Not a cluster: a script that a fleet shares needs one clock
/// and one place. An aggregate.
struct ConnectionOptions {
  std::string host = "127.0.0.1";  ///< Name or address.
  std::uint16_t port = 6379;       ///< Of TCP.
  std::string unix_socket = {};    ///< Path of a socket on this machine; in place of host and port, and without TLS.

  std::string user = {};  ///< Of an ACL; empty: the default user.
  Secret password = {};   ///< Empty: none is sent. Without TLS it crosses the network in clear.

  bool use_tls = false;          ///< TLS 1.2 or newer; the certificate and its name are checked.
  std::string ca_file = {};      ///< PEM; empty: the authorities that the system trusts.
  std::string server_name = {};  ///< Name in the certificate, where it is not `host`.

  /// Longest time for making a connection, TLS and password included, and longest for an answer. 1 ms to 10 s.
  std::chrono::milliseconds timeout{200};

  /// First part of every key that is written.
  std::string key_prefix = "tccc:";
};

}  // namespace redis
}  // namespace v1
}  // namespace tccc
