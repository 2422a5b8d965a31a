// SPDX-License-Identifier: Apache-2.0
// What the sources that ask a server have in common.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tccc/transport.h"
#include "transport/curl_transport.h"

namespace tccc {
inline namespace v1 {
namespace detail {

inline constexpr int kHttpOk = 200;  ///< The only status that comes with credentials.

/// Longest answer with credentials, in bytes.
inline constexpr std::size_t kLongestAnswer = std::size_t{64} << 10;

/// The transport of a source: the one given, or one over libcurl that is made when first needed. Used by one thread at
/// a time.
class SourceTransport {
 public:
  SourceTransport(std::shared_ptr<Transport> given, CurlTransportOptions options);

  /// As Transport::send. A transport that cannot be made is a request that did not leave.
  HttpExchange send(const HttpRequest& request);

 private:
  std::shared_ptr<Transport> transport_;
  const CurlTransportOptions options_;
};

/// An end in Unix seconds by the server's clock, which its Date header shows, as the local clock will show it. Empty
/// when it is no time between 1970 and 2200.
std::optional<std::chrono::system_clock::time_point> expiry_by_local_clock(std::int64_t unix_seconds,
                                                                           std::string_view date,
                                                                           std::chrono::system_clock::time_point now);

/// `connect_failed: the connection was refused`, for an error; nothing that the server wrote.
std::string describe_fault(const HttpExchange& exchange);

/// Overwrites the text with zeros: answers hold keys.
void wipe(std::string& text);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
