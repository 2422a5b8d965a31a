// SPDX-License-Identifier: Apache-2.0
// Settings of one request, in place of the client's.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "tccc/cancellation.h"
#include "tccc/retry_policy.h"

namespace tccc {
inline namespace v1 {

/// What is left empty is taken from ClientOptions.
struct RequestOptions {
  std::optional<std::chrono::milliseconds> connect_timeout = {};  ///< In place of TimeoutOptions::connect.
  std::optional<std::chrono::milliseconds> attempt_timeout = {};  ///< In place of TimeoutOptions::attempt.
  std::optional<std::chrono::milliseconds> total_timeout = {};    ///< In place of TimeoutOptions::total.
  std::optional<std::string> region = {};                         ///< In place of ClientOptions::region.
  std::optional<std::string> language = {};                       ///< In place of ClientOptions::language.
  std::optional<RetryPolicy> retry = {};  ///< Its budget has no effect: the budget is the client's.
  CancellationToken cancellation = {};    ///< Ends the call early with the code `cancelled`.
};

}  // namespace v1
}  // namespace tccc
