// SPDX-License-Identifier: Apache-2.0
// The connections that a multi handle keeps for later exchanges.
#include "transport/parked_sockets.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

namespace tccc {
inline namespace v1 {
namespace detail {

void ParkedSockets::park(curl_socket_t socket, int port) {
  ports_[socket] = port;
}

void ParkedSockets::settle(const std::set<int>& ports_in_use) {
  std::vector<pollfd> idle;
  for (const auto& [socket, port] : ports_) {
    if (ports_in_use.count(port) == 0) idle.push_back({socket, 0, 0});
  }
  if (idle.empty() || poll(idle.data(), static_cast<nfds_t>(idle.size()), 0) <= 0) return;
  for (const pollfd& polled : idle) {
    if ((polled.revents & POLLERR) == 0) continue;
    int error = 0;
    socklen_t size = sizeof(error);
    getsockopt(polled.fd, SOL_SOCKET, SO_ERROR, &error, &size);  // reading it resets it
  }
}

int ParkedSockets::close_socket(void* sockets, curl_socket_t socket) noexcept {
  static_cast<ParkedSockets*>(sockets)->ports_.erase(socket);
  return close(socket);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
