// SPDX-License-Identifier: Apache-2.0
// The fence against double delivery: knows whether a request may have left, and lets it leave once.
#pragma once

#include <utility>

#include <curl/curl.h>

#include "tccc/cancellation.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// libcurl sends a request again, POST included, when a reused connection dies before the first byte of the answer; the
/// server may have acted on the first copy. libcurl asks the fence right before it writes a request. The first time in
/// one exchange is let through, unless nobody wants it any more; any further one ends the exchange with
/// CURLE_ABORTED_BY_CALLBACK.
///
/// A libcurl before 7.80 asks nobody. There no connection may be used twice, so that libcurl has no cause to send
/// again, and a request may have left as soon as libcurl had a connection that was ready for it.
///
/// Belongs to one easy handle and is used by one thread at a time.
class SendFence {
 public:
  SendFence() = default;
  SendFence(const SendFence&) = delete;
  SendFence& operator=(const SendFence&) = delete;

  /// Whether a connection may be used for more than one request, be it one after another or by streams.
  static bool allows_reuse() noexcept;

  /// Puts the fence before the handle's requests, for as long as the handle lives. False: libcurl refuses, and the
  /// handle must not be used.
  bool guard(CURL* handle) noexcept;

  /// Starts a new exchange. Once `unwanted` has cancelled, its request does not leave any more.
  void arm(CancellationToken unwanted) noexcept {
    unwanted_ = std::move(unwanted);
    was_unwanted_ = false;
    firings_ = 0;
    own_port_ = 0;
  }

  /// Ends an exchange on which libcurl has worked: looks at libcurl's own times where it asked nobody.
  void settle(CURL* handle, bool is_over_tls) noexcept;

  /// Whether any byte of the request may have left since arm(). Known after settle().
  bool request_left() const noexcept { return firings_ > 0; }

  /// The port of this machine from which it left; 0 before.
  int own_port() const noexcept { return own_port_; }

  /// Whether a request was stopped since arm() for being unwanted.
  bool was_unwanted() const noexcept { return was_unwanted_; }

  /// Whether a replay was stopped since arm().
  bool replay_refused() const noexcept { return firings_ > 1; }

 private:
  static int before_request(void* fence, char* peer_address, char* own_address, int peer_port, int own_port) noexcept;

  CancellationToken unwanted_;
  bool was_unwanted_ = false;
  int own_port_ = 0;
  int firings_ = 0;  // 0, 1, or 2 for "a replay was refused"
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
