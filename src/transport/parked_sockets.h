// SPDX-License-Identifier: Apache-2.0
// The connections that a multi handle keeps for later exchanges.
#pragma once

#include <functional>
#include <map>

#include <curl/curl.h>

namespace tccc {
inline namespace v1 {
namespace detail {

/// libcurl 7.88 writes into a connection that was reset while nobody used it (curl#10646), and nobody could tell then
/// that the request was not read. One that was closed in order it does notice; so a reset is made to look like that.
/// For one thread at a time.
class ParkedSockets {
 public:
  /// An exchange that was sent from this port of our own is over, and its connection stays open.
  void park(curl_socket_t socket, int port);

  /// Takes the error away from sockets that have one, but for those of the ports that exchanges use now: theirs is for
  /// the exchange to find. Asks about a port only where there is an error.
  void settle(const std::function<bool(int port)>& is_in_use);

  /// Closes a socket for libcurl; `sockets` points to the object. As CURLOPT_CLOSESOCKETFUNCTION wants it.
  static int close_socket(void* sockets, curl_socket_t socket) noexcept;

 private:
  std::map<curl_socket_t, int> ports_;  // of open sockets only: close_socket() takes them out
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
