// SPDX-License-Identifier: Apache-2.0
// A client whose network is a script and whose time is set by the test, and requests to send with it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "../../call_path.h"
#include "../codec/every_field.h"
#include "../fake_clock.h"
#include "tccc/tccc.h"
#include "tccc/testing/scripted_transport.h"
#include "testing/random_text.h"

namespace tccc {
namespace client_test {

/// Asks for something and changes nothing, so it may be repeated at will. Its answer needs a SessionId, as that of no
/// reading action of the library does.
struct ReadingRequest {
  std::int64_t sdk_app_id = 1400000000;
};

struct ReadingResponse {
  std::string session_id = {};
  std::string request_id = {};
};

/// A call-placing request.
inline CreateAIAgentCallRequest placing() {
  CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = "008613012340000";
  return request;
}

/// The same exchange with a Retry-After or Date header.
HttpExchange with_retry_after(HttpExchange exchange, std::string value);
HttpExchange with_date(HttpExchange exchange, std::chrono::system_clock::time_point date);

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
std::string http_date(std::chrono::system_clock::time_point time);

/// An answer that no client of the service can read.
HttpExchange gateway_error(int status);

/// The value of a header of a recorded request, `absent` when it has none.
std::string header(const testing::RecordedRequest& request, std::string_view name);

/// Without a rate limit unless the test sets one.
struct CallFixture {
  explicit CallFixture(std::vector<HttpExchange> answers = {})
      : CallFixture(std::make_shared<testing::ScriptedTransport>(std::move(answers))) {}
  explicit CallFixture(testing::ScriptedTransport::Answer answer)
      : CallFixture(std::make_shared<testing::ScriptedTransport>(std::move(answer))) {}
  explicit CallFixture(std::shared_ptr<testing::ScriptedTransport> scripted);

  /// A client whose calls go the way of the test that runs.
  PathClient client() const { return on_path(static_credentials(credentials)); }
  PathClient on_path(std::shared_ptr<CredentialsProvider> provider) const {
    return {made(std::move(provider)), CurrentPath::get()};
  }
  Client made(std::shared_ptr<CredentialsProvider> provider) const {
    auto client = Client::create(std::move(provider), options);
    EXPECT_TRUE(client) << client.error();
    return *client;
  }

  std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
  std::shared_ptr<testing::ScriptedTransport> transport;
  ClientOptions options;
  // The id of a key is no secret: errors may quote it.
  Credentials credentials{testing::detail::random_hex(36), Secret(every_field::random_key()),
                          Secret(every_field::random_key())};
};

}  // namespace client_test

inline namespace v1 {

template <>
struct ActionOf<client_test::ReadingRequest> {
  using Response = client_test::ReadingResponse;
  static const detail::Action& action() noexcept;
};

}  // namespace v1
}  // namespace tccc
