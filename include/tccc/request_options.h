// SPDX-License-Identifier: Apache-2.0
// Settings of one request, in place of the client's.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace tccc {
inline namespace v1 {

/// What is left empty is taken from ClientOptions.
struct RequestOptions {
  std::optional<std::chrono::milliseconds> connect_timeout = {};
  std::optional<std::chrono::milliseconds> attempt_timeout = {};
  std::optional<std::chrono::milliseconds> total_timeout = {};
  std::optional<std::string> region = {};
  std::optional<std::string> language = {};
};

}  // namespace v1
}  // namespace tccc
