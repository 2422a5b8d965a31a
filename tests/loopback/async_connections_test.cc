// SPDX-License-Identifier: Apache-2.0
// How asynchronous calls share connections, and what becomes of each when something happens to the one they share.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "exchange.h"
#include "fault_matrix.h"
#include "fault_matrix_client.h"
#include "http2_server.h"
#include "reuse.h"
#include "scripted_server.h"
#include "temporary_directory.h"
#include "testing/throwaway_ca.h"

namespace tccc {
namespace loopback {
namespace {

using Placed = Result<CreateAIAgentCallResponse>;
using PendingPlaced = Pending<CreateAIAgentCallResponse>;

constexpr std::uint32_t kManyStreams = 1000;
constexpr std::size_t kConnectionCap = 100;      // of the reactor, without streams
constexpr std::size_t kSharedConnectionCap = 4;  // of the reactor, with streams

const char* const kAnswerBody = R"({"Response":{"SessionId":"session-1","RequestId":"request-1"}})";

// A client and a server that speak HTTP/2 with each other.
struct Http2Pair {
  explicit Http2Pair(std::function<StreamFate(std::size_t)> fate, std::uint32_t most_streams = kManyStreams)
      : server(ca.issue({{}, {"127.0.0.1"}}).value(), kAnswerBody, most_streams, std::move(fate)) {
    options = fault_matrix_options("https://127.0.0.1:" + std::to_string(server.port()));
    options.tls.ca_file = directory.write("ca.pem", ca.certificate_pem());
  }

  const testing::detail::ThrowawayCa ca = testing::detail::ThrowawayCa::create().value();
  const TemporaryDirectory directory;
  Http2Server server;
  ClientOptions options;
};

std::vector<PendingPlaced> start(const Client& client, std::size_t count, const RequestOptions& options = {}) {
  std::vector<PendingPlaced> pending;
  for (std::size_t i = 0; i < count; ++i) pending.push_back(client.send_async(placing_request(), options));
  return pending;
}

TEST(AsyncOverHttp2, SendsManyCallsAtOnceOverOneConnection) {
  constexpr std::size_t kCalls = 500;
  Http2Pair pair([](std::size_t) { return StreamFate::held; });
  const Client client = make_client(pair.options);
  std::vector<PendingPlaced> pending = start(client, kCalls);
  ASSERT_TRUE(pair.server.wait_for_requests(kCalls));
  EXPECT_EQ(pair.server.connections(), 1U);
  pair.server.release();
  for (PendingPlaced& call : pending) {
    const Placed placed = call.get();
    EXPECT_TRUE(placed) << placed.error();
  }
  EXPECT_EQ(pair.server.requests(), kCalls);
}

TEST(AsyncOverHttp2, WaitsForItsTurnWhenTheServerAllowsFewStreams) {
  constexpr std::size_t kCalls = 300;
  Http2Pair pair([](std::size_t) { return StreamFate::answered; }, 5);
  const Client client = make_client(pair.options);
  for (PendingPlaced& call : start(client, kCalls)) {
    const Placed placed = call.get();
    EXPECT_TRUE(placed) << placed.error();
  }
  EXPECT_EQ(pair.server.requests(), kCalls);
  EXPECT_LE(pair.server.connections(), kSharedConnectionCap);
}

// libcurl would send a refused stream again by itself. It does not say why it sends again, so the fence stops it.
TEST(AsyncOverHttp2, NeverSendsARefusedStreamAgain) {
  for (const StreamFate fate : {StreamFate::refused, StreamFate::reset, StreamFate::shut_out}) {
    SCOPED_TRACE(static_cast<int>(fate));
    Http2Pair pair([fate](std::size_t index) { return index == 1 ? fate : StreamFate::answered; });
    const Client client = make_client(pair.options);
    ASSERT_TRUE(client.send_async(placing_request()).get());
    const Placed placed = client.send_async(placing_request()).get();
    ASSERT_FALSE(placed);
    EXPECT_EQ(placed.error().outcome(), Outcome::unknown) << placed.error();
    EXPECT_EQ(placed.error().attempts(), 1);
    EXPECT_EQ(pair.server.requests(), 2U);
    EXPECT_TRUE(client.send_async(placing_request()).get()) << "the client lives";
    EXPECT_EQ(pair.server.requests(), 3U);
  }
}

// The one case in which libcurl repeats for this reason alone: the connection is new and nobody else uses it.
TEST(AsyncOverHttp2, NeverSendsTheFirstStreamOfAConnectionAgain) {
  for (const StreamFate fate : {StreamFate::refused, StreamFate::shut_out}) {
    SCOPED_TRACE(static_cast<int>(fate));
    Http2Pair pair([fate](std::size_t index) { return index == 0 ? fate : StreamFate::answered; });
    const Client client = make_client(pair.options);
    const Placed placed = client.send_async(placing_request()).get();
    ASSERT_FALSE(placed);
    EXPECT_EQ(placed.error().outcome(), Outcome::unknown) << placed.error();
    EXPECT_EQ(placed.error().attempts(), 1);
    EXPECT_EQ(pair.server.requests(), 1U);
    EXPECT_TRUE(client.send_async(placing_request()).get()) << "the client lives";
  }
}

TEST(AsyncOverHttp2, RepeatsAReadThatWasRefused) {
  Http2Pair pair([](std::size_t index) { return index == 1 ? StreamFate::refused : StreamFate::answered; });
  const Client client = make_client(pair.options);
  ASSERT_TRUE(client.send_async(reading_request()).get());
  const auto read = client.send_async(reading_request()).get();
  EXPECT_TRUE(read) << read.error();
  EXPECT_EQ(pair.server.requests(), 3U);
}

TEST(AsyncOverHttp2, DeliversEachCallOnceWhenTheConnectionEndsUnderAll) {
  constexpr std::size_t kCalls = 50;
  Http2Pair pair([](std::size_t index) { return index + 1 == kCalls ? StreamFate::shut_out : StreamFate::held; });
  const Client client = make_client(pair.options);
  for (PendingPlaced& call : start(client, kCalls)) {
    const Placed placed = call.get();
    ASSERT_FALSE(placed);
    EXPECT_EQ(placed.error().outcome(), Outcome::unknown) << placed.error();
  }
  EXPECT_EQ(pair.server.requests(), kCalls);
}

TEST(AsyncOverHttp2, CancelsOneStreamAndLeavesTheOthers) {
  constexpr std::size_t kCalls = 20;
  Http2Pair pair([](std::size_t) { return StreamFate::held; });
  const Client client = make_client(pair.options);
  std::vector<PendingPlaced> pending = start(client, kCalls);
  ASSERT_TRUE(pair.server.wait_for_requests(kCalls));
  for (std::size_t i = 0; i < kCalls; i += 2) pending[i].cancel();
  for (std::size_t i = 0; i < kCalls; i += 2) {
    const Error error = pending[i].get().error();
    EXPECT_EQ(error.code(), ErrorCode::cancelled);
    EXPECT_EQ(error.outcome(), Outcome::unknown);
  }
  pair.server.release();
  for (std::size_t i = 1; i < kCalls; i += 2) EXPECT_TRUE(pending[i].get());
  EXPECT_EQ(pair.server.connections(), 1U);
}

TEST(AsyncOverHttp2, StopsAnUnwantedStreamAtTheFenceAndLeavesTheOthers) {
  constexpr std::size_t kCalls = 20;
  Http2Pair pair([](std::size_t) { return StreamFate::held; });
  detail::CurlTransportOptions transport_options;
  transport_options.tls = pair.options.tls;
  transport_options.ignore_environment_proxy = true;
  const auto transport = detail::make_curl_transport(transport_options).value();
  const auto reactor = transport->make_reactor();
  const std::string url = pair.options.endpoint + "/";
  std::vector<detail::EndedExchange> ended;
  const auto run_until = [&](const auto& is_over) {
    for (reactor->advance(ended); !is_over(); reactor->advance(ended)) reactor->wait(std::chrono::milliseconds(10));
  };
  const HttpRequest wanted = post(url);
  for (std::size_t id = 1; id <= kCalls; ++id) reactor->start(id, wanted);
  run_until([&] { return pair.server.requests() == kCalls; });

  CancellationSource source;
  source.cancel();
  HttpRequest unwanted = wanted;
  unwanted.cancellation = source.token();
  reactor->start(kCalls + 1, unwanted);
  run_until([&] { return !ended.empty(); });
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended.front().id, kCalls + 1);
  EXPECT_EQ(ended.front().exchange.code, ErrorCode::cancelled);
  EXPECT_FALSE(ended.front().exchange.request_left);

  ended.clear();
  pair.server.release();
  run_until([&] { return ended.size() == kCalls; });
  for (const detail::EndedExchange& end : ended) EXPECT_EQ(end.exchange.status, 200) << end.exchange.detail;
  EXPECT_EQ(pair.server.requests(), kCalls);
  EXPECT_EQ(pair.server.connections(), 1U);
}

TEST(AsyncOverHttp2, EndsAllStreamsWithTheClient) {
  constexpr std::size_t kCalls = 100;
  Http2Pair pair([](std::size_t) { return StreamFate::held; });
  std::vector<PendingPlaced> pending;
  {
    const Client client = make_client(pair.options);
    pending = start(client, kCalls);
    ASSERT_TRUE(pair.server.wait_for_requests(kCalls));
  }
  for (PendingPlaced& call : pending) {
    ASSERT_TRUE(call.is_finished());
    const Error error = call.get().error();
    EXPECT_EQ(error.code(), ErrorCode::cancelled);
    EXPECT_EQ(error.outcome(), Outcome::unknown);
  }
}

// With TLS the first answer tells what is spoken; without, nothing needs to be told.
class AsyncOverHttp1 : public ::testing::TestWithParam<bool> {
 protected:
  std::optional<testing::detail::ServerIdentity> identity() const {
    if (!GetParam()) return {};
    return ca_.issue({{}, {"127.0.0.1"}}).value();
  }
  ClientOptions options_for(const ScriptedServer& server) const {
    ClientOptions options =
        fault_matrix_options((GetParam() ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(server.port()));
    if (GetParam()) options.tls.ca_file = directory_.write("ca.pem", ca_.certificate_pem());
    return options;
  }

 private:
  const testing::detail::ThrowawayCa ca_ = testing::detail::ThrowawayCa::create().value();
  const TemporaryDirectory directory_;
};

INSTANTIATE_TEST_SUITE_P(Tls, AsyncOverHttp1, ::testing::Bool());

TEST_P(AsyncOverHttp1, OpensABoundedNumberOfConnectionsAndKeepsDeadlinesMeanwhile) {
  constexpr std::size_t kWaiting = 20;
  ScriptedServer server(
      {{ReadRequest(), Send{good_answer()}, ReadRequest(), StaySilent(), Send{good_answer()}, Again()},
       {ReadRequest(), StaySilent(), Send{good_answer()}, Again()}},
      identity());
  const Client client = make_client(options_for(server));
  ASSERT_TRUE(client.send_async(placing_request()).get());
  std::vector<PendingPlaced> first = start(client, kConnectionCap);
  ASSERT_TRUE(server.wait_for_deliveries(1 + kConnectionCap));

  std::vector<PendingPlaced> patient = start(client, kWaiting);
  RequestOptions hasty;
  hasty.attempt_timeout = std::chrono::milliseconds(20);
  hasty.retry = RetryPolicy{};
  hasty.retry->max_attempts = 1;
  for (PendingPlaced& call : start(client, kWaiting, hasty)) {
    const Placed placed = call.get();
    ASSERT_FALSE(placed);
    EXPECT_EQ(placed.error().code(), ErrorCode::deadline_exceeded);
    EXPECT_EQ(placed.error().outcome(), Outcome::not_sent) << "it was waiting for a connection";
  }
  patient.back().cancel();
  EXPECT_EQ(patient.back().get().error().outcome(), Outcome::not_sent);
  patient.pop_back();
  EXPECT_EQ(server.connections(), kConnectionCap + (reuses_connections() ? 0 : 1));
  EXPECT_EQ(server.delivered().size(), 1 + kConnectionCap);

  server.release();
  for (PendingPlaced& call : first) EXPECT_TRUE(call.get());
  for (PendingPlaced& call : patient) EXPECT_TRUE(call.get());
  EXPECT_EQ(server.connections(), kConnectionCap + (reuses_connections() ? 0 : kWaiting));
  EXPECT_EQ(server.delivered().size(), kConnectionCap + kWaiting);
}

// Each of many calls at once must not open a connection to a server that may well speak HTTP/2.
TEST(AsyncOverHttp2, OpensFewConnectionsUntilTheFirstAnswer) {
  const testing::detail::ThrowawayCa ca = testing::detail::ThrowawayCa::create().value();
  const TemporaryDirectory directory;
  ScriptedServer server({{ReadRequest(), StaySilent(), Send{good_answer()}, Again()}},
                        ca.issue({{}, {"127.0.0.1"}}).value());
  ClientOptions options = fault_matrix_options("https://127.0.0.1:" + std::to_string(server.port()));
  options.tls.ca_file = directory.write("ca.pem", ca.certificate_pem());
  const Client client = make_client(options);
  std::vector<PendingPlaced> calls = start(client, kConnectionCap);
  ASSERT_TRUE(server.wait_for_deliveries(kSharedConnectionCap));
  EXPECT_EQ(server.connections(), kSharedConnectionCap);
  server.release();
  for (PendingPlaced& call : calls) EXPECT_TRUE(call.get());
}

constexpr std::size_t kWaiting = 30;  // for a connection, beside those that have one
// Answers the first request and no other.
const Script kSilentButOnce = {{ReadRequest(), Send{good_answer()}, ReadRequest(), StaySilent()},
                               {ReadRequest(), StaySilent()}};

// How many may have left, of calls that all were cancelled.
std::size_t sent_of_cancelled(std::vector<PendingPlaced>& pending) {
  std::size_t sent = 0;
  for (PendingPlaced& call : pending) {
    const Error error = call.get().error();
    EXPECT_EQ(error.code(), ErrorCode::cancelled);
    if (error.outcome() == Outcome::unknown) ++sent;
  }
  return sent;
}

TEST_P(AsyncOverHttp1, TellsOfEachCallWhatLeftWhenTheClientIsDestroyed) {
  const ScriptedServer server(kSilentButOnce, identity());
  std::vector<PendingPlaced> pending;
  {
    const Client client = make_client(options_for(server));
    ASSERT_TRUE(client.send_async(placing_request()).get());
    pending = start(client, kConnectionCap + kWaiting);
    ASSERT_TRUE(server.wait_for_deliveries(1 + kConnectionCap));
  }
  EXPECT_EQ(sent_of_cancelled(pending), kConnectionCap);
  EXPECT_EQ(server.delivered().size(), 1 + kConnectionCap);
}

// The loop has taken a call and not yet moved it on when the callback of another ends it.
TEST_P(AsyncOverHttp1, SendsNothingForACallThatACallbackEndsInTheSameRound) {
  for (const bool by_token : {true, false}) {
    SCOPED_TRACE(by_token ? "by its token" : "with the client");
    const ScriptedServer server({{ReadRequest(), Send{good_answer()}, Again()}}, identity());
    std::optional<Client> client = make_client(options_for(server));
    CancellationSource source;
    RequestOptions options;
    options.cancellation = source.token();
    CreateAIAgentCallRequest refused = placing_request();
    refused.callee.clear();
    PendingPlaced pending;
    std::promise<void> ended;
    client->send_async(placing_request(), [&](const Placed& first) {  // its connection is free now
      EXPECT_TRUE(first);
      pending = client->send_async(placing_request(), options);
      client->send_async(refused, [&](const Placed& placed) {
        EXPECT_EQ(placed.error().code(), ErrorCode::invalid_argument);
        if (by_token) {
          source.cancel();
        } else {
          client.reset();
        }
        ended.set_value();
      });
    });
    ended.get_future().get();
    const Error error = pending.get().error();
    EXPECT_EQ(error.code(), ErrorCode::cancelled);
    EXPECT_EQ(error.outcome(), Outcome::not_sent);
    EXPECT_EQ(server.delivered().size(), 1U);
  }
}

TEST_P(AsyncOverHttp1, OpensNoConnectionForACallWhoseTokenHasCancelledTheOneBefore) {
  const ScriptedServer server(kSilentButOnce, identity());
  const Client client = make_client(options_for(server));
  ASSERT_TRUE(client.send_async(placing_request()).get());
  CancellationSource source;
  RequestOptions options;
  options.cancellation = source.token();
  std::vector<PendingPlaced> pending = start(client, kConnectionCap + kWaiting, options);
  ASSERT_TRUE(server.wait_for_deliveries(1 + kConnectionCap));
  source.cancel();
  EXPECT_EQ(sent_of_cancelled(pending), kConnectionCap);
  EXPECT_EQ(server.delivered().size(), 1 + kConnectionCap);
}

}  // namespace
}  // namespace loopback
}  // namespace tccc
