// SPDX-License-Identifier: Apache-2.0
// Giving up on a call at each point of its life.
#include <system_error>
#include <utility>

#include "call_fixture.h"

namespace tccc {
namespace client_test {
namespace {

using testing::lost_answer;
using testing::not_connected;
using testing::service_error;
using testing::success;

struct Given {
  CancellationSource source;
  RequestOptions options;
  Given() { options.cancellation = source.token(); }
};

void expect_cancelled(const Error& error, Outcome outcome, int attempts) {
  EXPECT_EQ(error.code(), ErrorCode::cancelled);
  EXPECT_EQ(error.outcome(), outcome);
  EXPECT_EQ(error.attempts(), attempts);
  EXPECT_EQ(error.error_code(), std::errc::operation_canceled);
  EXPECT_EQ(error.action(), "CreateAIAgentCall");
}

class CancelledCall : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, CancelledCall, both_paths(), &path_name);

TEST_P(CancelledCall, IsNotSentWhenCancelledBefore) {
  const CallFixture fixture({success("a"), success("b")});
  const PathClient client = fixture.client();
  Given given;
  given.source.cancel();
  for (int i = 0; i < 2; ++i) {
    const auto placed = client.send(placing(), given.options);
    ASSERT_FALSE(placed);
    expect_cancelled(placed.error(), Outcome::not_sent, 0);
    EXPECT_EQ(placed.error().first_sent_at(), std::nullopt);
  }
  EXPECT_TRUE(fixture.transport->requests().empty());
  EXPECT_TRUE(client.send(placing())) << "only the calls with the token are cancelled";
}

TEST_P(CancelledCall, IsNotSentWhenCancelledWhileTheLimiterHoldsItBack) {
  CallFixture fixture([](const HttpRequest&) { return success("a"); });
  fixture.options.rate_limit.requests_per_second = 1;
  const PathClient client = fixture.client();
  EXPECT_TRUE(client.send(placing()));
  Given given;
  fixture.clock->before_wait([&] { given.source.cancel(); });
  const auto placed = client.send(placing(), given.options);
  ASSERT_FALSE(placed);
  expect_cancelled(placed.error(), Outcome::not_sent, 0);
  EXPECT_EQ(fixture.transport->requests().size(), 1U);
}

TEST_P(CancelledCall, KeepsTheOutcomeOfItsLastAttempt) {
  const std::pair<HttpExchange, Outcome> cases[] = {{not_connected(), Outcome::not_sent},
                                                    {service_error("RequestLimitExceeded"), Outcome::rejected}};
  for (const auto& [exchange, outcome] : cases) {
    const CallFixture fixture({exchange, success("a")});
    Given given;
    fixture.clock->before_wait([&given] { given.source.cancel(); });
    const auto placed = fixture.client().send(placing(), given.options);
    ASSERT_FALSE(placed);
    expect_cancelled(placed.error(), outcome, 1);
    EXPECT_EQ(fixture.transport->requests().size(), 1U);
    EXPECT_TRUE(fixture.clock->waits().empty());
    EXPECT_EQ(placed.error().first_sent_at().has_value(), outcome != Outcome::not_sent);
  }
}

TEST_P(CancelledCall, MayHaveTakenEffectWhenAReadWasLostBefore) {
  const CallFixture fixture({lost_answer(), success("a")});
  Given given;
  fixture.clock->before_wait([&] { given.source.cancel(); });
  const auto read = fixture.client().send(ReadingRequest{}, given.options);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code(), ErrorCode::cancelled);
  EXPECT_EQ(read.error().outcome(), Outcome::unknown);
}

TEST_P(CancelledCall, IsCancelledInFlight) {
  for (const bool request_left : {false, true}) {
    Given given;
    bool was_told = false;
    const CallFixture fixture([&](const HttpRequest& request) {
      const auto registration = request.cancellation.on_cancel([&] { was_told = true; });
      given.source.cancel();
      HttpExchange exchange;
      exchange.code = ErrorCode::cancelled;
      exchange.request_left = request_left;
      return exchange;
    });
    const auto placed = fixture.client().send(placing(), given.options);
    ASSERT_FALSE(placed);
    EXPECT_TRUE(was_told);
    expect_cancelled(placed.error(), request_left ? Outcome::unknown : Outcome::not_sent, 1);
    EXPECT_EQ(placed.error().first_sent_at().has_value(), request_left);
  }
}

TEST_P(CancelledCall, IsPlacedWhenTheAnswerCameFirst) {
  Given given;
  const CallFixture fixture([&](const HttpRequest&) {
    given.source.cancel();
    return success("a");
  });
  const auto placed = fixture.client().send(placing(), given.options);
  ASSERT_TRUE(placed) << placed.error();
  EXPECT_EQ(placed->session_id, "a");
}

TEST_P(CancelledCall, SharesItsTokenWithOthers) {
  Given given;
  int sends = 0;
  const CallFixture fixture([&](const HttpRequest&) {
    if (++sends == 3) given.source.cancel();
    return success("a");
  });
  const PathClient client = fixture.client();
  int placed = 0;
  for (int i = 0; i < 6; ++i) placed += client.send(placing(), given.options) ? 1 : 0;
  EXPECT_EQ(placed, 3);
  EXPECT_EQ(fixture.transport->requests().size(), 3U);
}

}  // namespace
}  // namespace client_test
}  // namespace tccc
