// SPDX-License-Identifier: Apache-2.0
// What the tests of the built-in transport have in common.
#pragma once

#include <chrono>
#include <memory>
#include <string_view>

#include <gtest/gtest.h>

#include "../call_path.h"
#include "reactor_transport.h"
#include "scripted_server.h"
#include "tccc/transport.h"
#include "transport/curl_transport.h"

namespace tccc {
namespace loopback {

/// Longer than any test takes, so that only tests of timeouts meet one.
inline constexpr std::chrono::seconds kAmpleTime(60);

inline const Send kAnswer{http_answer(200, "{}")};
inline const ConnectionScript kAnswerForever = {ReadRequest(), kAnswer, Again()};

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// A POST to one of our servers.
inline HttpRequest post(std::string_view url, std::string_view body = "{}") {
  HttpRequest request;
  request.url = url;
  request.headers = {{"Content-Type", "application/json"}};
  request.body = body;
  request.connect_timeout = kAmpleTime;
  request.timeout = kAmpleTime;
  return request;
}

/// The transport under test, on the path of the test that runs; deaf to the proxies of the machine it is tested on.
/// Null, and a test failure, when the options are refused.
inline std::shared_ptr<Transport> make_transport(detail::CurlTransportOptions options = {}) {
  options.ignore_environment_proxy = true;
  auto made = detail::make_curl_transport(options);
  if (made && CurrentPath::get() == CallPath::async) return std::make_shared<ReactorTransport>(*made);
  if (made) return *made;
  ADD_FAILURE() << made.error().message();
  return nullptr;
}

}  // namespace loopback
}  // namespace tccc
