// SPDX-License-Identifier: Apache-2.0
// Signed requests as raw header lines, for tests that then spoil them.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "tccc/clock.h"
#include "tccc/credentials.h"
#include "testing/tc3_verifier.h"

namespace tccc::testing {

/// A clock that stands still until it is moved. Thread-safe, for the mock endpoint reads it on its own threads.
class StandingClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override {
    return std::chrono::system_clock::time_point(elapsed());
  }
  std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::time_point(elapsed());
  }
  std::int64_t timestamp() const { return std::chrono::duration_cast<std::chrono::seconds>(elapsed()).count(); }

  void advance(std::chrono::milliseconds step) { milliseconds_ += step.count(); }

 private:
  std::chrono::milliseconds elapsed() const { return std::chrono::milliseconds(milliseconds_); }

  std::atomic<std::int64_t> milliseconds_{1'735'689'600'000};
};

/// Keys that open nothing, made anew for each caller.
Credentials random_credentials();

/// What the two call actions need, for one callee.
std::string agent_call_body(std::string_view callee);

/// One request before it is signed.
struct RequestPlan {
  Credentials credentials = {};
  std::int64_t timestamp = 0;
  std::string body = {};
  std::string action = "CreateAIAgentCall";
  std::string version = "2020-02-10";
  std::string host = "ccc.tencentcloudapi.com";
  std::string content_type = "application/json";
  bool signs_action = false;
};

/// The headers of the request, signed by the library's own signer.
detail::HeaderLines signed_headers(const RequestPlan& plan);

/// The value of a header that is there, to read or change.
std::string& header(detail::HeaderLines& headers, std::string_view name);

/// Takes a header out.
void remove_header(detail::HeaderLines& headers, std::string_view name);

}  // namespace tccc::testing
