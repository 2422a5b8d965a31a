// SPDX-License-Identifier: Apache-2.0
// What the tests expect of connections where libcurl is too old to use one twice (see SendFence).
#pragma once

#include <cstddef>
#include <variant>

#include "scripted_server.h"
#include "transport/send_fence.h"

namespace tccc {
namespace loopback {

inline bool reuses_connections() {
  return detail::SendFence::allows_reuse();
}

/// How many connections are made for so many requests, one after another.
inline std::size_t connections_for(std::size_t requests) {
  return reuses_connections() ? 1 : requests;
}

/// What a server does to requests, one after another, on one connection: there, or on as many as the requests need.
inline Script in_turn(const ConnectionScript& steps) {
  if (reuses_connections()) return {steps};
  Script script(1);
  bool has_request = false;
  for (const Step& step : steps) {
    if (std::holds_alternative<ReadRequest>(step) || std::holds_alternative<ReadHead>(step)) {
      if (has_request) script.emplace_back();
      has_request = true;
    }
    script.back().push_back(step);
  }
  return script;
}

}  // namespace loopback
}  // namespace tccc
