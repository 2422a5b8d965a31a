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

void ParkedSockets::settle(const std::function<bool(int port)>& is_in_use) {
  std::vector<pollfd> polled;
  for (const auto& [socket, port] : ports_) polled.push_back({socket, 0, 0});
  if (polled.empty() || poll(polled.data(), static_cast<nfds_t>(polled.size()), 0) <= 0) return;
  for (const pollfd& parked : polled) {
    if ((parked.revents & POLLERR) == 0 || is_in_use(ports_.at(parked.fd))) continue;
    int error = 0;
    socklen_t size = sizeof(error);
    getsockopt(parked.fd, SOL_SOCKET, SO_ERROR, &error, &size);  // reading it resets it
  }
}

int ParkedSockets::close_socket(void* sockets, curl_socket_t socket) noexcept {
  static_cast<ParkedSockets*>(sockets)->ports_.erase(socket);
  return close(socket);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
