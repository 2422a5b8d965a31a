// SPDX-License-Identifier: Apache-2.0
// A server on loopback that speaks HTTP/2 over TLS, as much of it as a client's faults need, and counts requests.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "testing/throwaway_ca.h"

namespace tccc {
namespace loopback {

/// What a request is met with.
enum class StreamFate : std::uint8_t {
  answered,  ///< HTTP 200 with the body of the server.
  held,      ///< The same, after release().
  refused,   ///< RST_STREAM with REFUSED_STREAM: the server promises that it did nothing.
  reset,     ///< RST_STREAM with CANCEL, which promises nothing.
  shut_out,  ///< GOAWAY that excludes this stream, then the end of the connection.
};

/// Listens on 127.0.0.1 from construction to destruction, with a thread for itself and one for each connection.
class Http2Server {
 public:
  /// `fate` is asked for each request that has arrived whole, counted from 0, on the connections' threads.
  Http2Server(const testing::detail::ServerIdentity& identity, std::string body, std::uint32_t most_streams,
              std::function<StreamFate(std::size_t)> fate);
  Http2Server(const Http2Server&) = delete;
  Http2Server& operator=(const Http2Server&) = delete;
  ~Http2Server();

  std::uint16_t port() const noexcept;
  std::size_t connections() const;
  /// Requests that arrived whole.
  std::size_t requests() const;
  /// Waits until so many have; false after 30 s.
  bool wait_for_requests(std::size_t count) const;
  /// Answers what is held, now and later.
  void release();

 private:
  class Running;
  std::unique_ptr<Running> running_;
};

}  // namespace loopback
}  // namespace tccc
