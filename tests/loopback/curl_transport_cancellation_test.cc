// SPDX-License-Identifier: Apache-2.0
// Giving up on an exchange from another thread: it ends at once and says truthfully whether the request left.
#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "exchange.h"
#include "reuse.h"
#include "scripted_server.h"
#include "tccc/cancellation.h"

namespace tccc {
namespace loopback {
namespace {

// As post(), with kAmpleTime to wait: a cancellation that is not noticed runs into it.
HttpRequest cancellable_post(std::string_view url, const CancellationSource& source) {
  HttpRequest request = post(url);
  request.cancellation = source.token();
  return request;
}

class CurlTransportCancellation : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, CurlTransportCancellation, both_paths(), &path_name);

TEST_P(CurlTransportCancellation, SendsNothingWhenItCameBefore) {
  const ScriptedServer server({kAnswerForever});
  const std::string url = server.url();
  CancellationSource source;
  source.cancel();
  const auto transport = make_transport();
  EXPECT_EQ(transport->send(cancellable_post(url, source)).code, ErrorCode::cancelled);
  EXPECT_EQ(server.connections(), 0u);

  // As well where a connection stands ready.
  EXPECT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  const HttpExchange exchange = transport->send(cancellable_post(url, source));
  EXPECT_EQ(exchange.code, ErrorCode::cancelled);
  EXPECT_FALSE(exchange.request_left);
  EXPECT_EQ(exchange.timing.total.count(), 0);
  EXPECT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  EXPECT_EQ(server.delivered().size(), 2u);
  EXPECT_EQ(server.connections(), connections_for(2));
}

// Nobody has told libcurl: the fence asks.
TEST(SendFence, StopsARequestThatIsUnwantedWhenItIsAboutToLeave) {
  const ScriptedServer server({kAnswerForever});
  const std::string url = server.url();
  const auto transport = detail::make_curl_transport({}).value();
  const auto reactor = transport->make_reactor();
  CancellationSource source;
  const HttpRequest request = cancellable_post(url, source);
  reactor->start(1, request);
  source.cancel();
  std::vector<detail::EndedExchange> ended;
  for (reactor->advance(ended); ended.empty(); reactor->advance(ended)) reactor->wait(kAmpleTime);
  const HttpExchange& exchange = ended.front().exchange;
  const bool has_fence = reuses_connections();
  EXPECT_EQ(exchange.code, has_fence ? ErrorCode::cancelled : ErrorCode::ok);
  EXPECT_EQ(exchange.request_left, !has_fence);
  EXPECT_EQ(server.delivered().size(), has_fence ? 0U : 1U);
}

TEST_P(CurlTransportCancellation, EndsAHandshakeThatIsNotAnswered) {
  const ScriptedServer server({{StaySilent()}});
  const std::string url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
  CancellationSource source;
  HttpExchange exchange;
  std::thread sender([&] { exchange = make_transport()->send(cancellable_post(url, source)); });
  while (server.connections() == 0) std::this_thread::yield();
  source.cancel();
  sender.join();
  EXPECT_EQ(exchange.code, ErrorCode::cancelled);
  EXPECT_FALSE(exchange.request_left);
  EXPECT_LT(exchange.timing.total, kAmpleTime);
}

TEST_P(CurlTransportCancellation, EndsTheWaitForTheAnswerAndSaysThatTheRequestLeft) {
  const ScriptedServer server({{ReadRequest(), StaySilent()}, kAnswerForever});
  const std::string url = server.url();
  const auto transport = make_transport();
  CancellationSource source;
  HttpExchange exchange;
  std::thread sender([&] { exchange = transport->send(cancellable_post(url, source)); });
  EXPECT_TRUE(server.wait_for_deliveries(1));
  source.cancel();
  sender.join();
  EXPECT_EQ(exchange.code, ErrorCode::cancelled);
  EXPECT_TRUE(exchange.request_left);
  EXPECT_EQ(exchange.status, 0);

  // An answer that comes late must not meet the next request: its connection is a new one.
  EXPECT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  EXPECT_EQ(server.connections(), 2u);
}

TEST_P(CurlTransportCancellation, EndsAnAnswerThatDoesNotGoOn) {
  const ScriptedServer server(in_turn(
      {ReadRequest(), kAnswer, ReadRequest(), Send{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"}, StaySilent()}));
  const std::string url = server.url();
  const auto transport = make_transport();
  CancellationSource source;
  EXPECT_EQ(transport->send(cancellable_post(url, source)).code, ErrorCode::ok);
  HttpExchange exchange;
  std::thread sender([&] { exchange = transport->send(cancellable_post(url, source)); });
  EXPECT_TRUE(server.wait_for_deliveries(2));
  source.cancel();
  sender.join();
  EXPECT_EQ(exchange.code, ErrorCode::cancelled);
  EXPECT_TRUE(exchange.request_left);
  EXPECT_EQ(exchange.body, "");
}

TEST_P(CurlTransportCancellation, DoesNotTouchAnExchangeThatIsOver) {
  const ScriptedServer server({kAnswerForever});
  const std::string url = server.url();
  const auto transport = make_transport();
  CancellationSource source;
  EXPECT_EQ(transport->send(cancellable_post(url, source)).code, ErrorCode::ok);
  source.cancel();
  EXPECT_EQ(transport->send(post(url)).code, ErrorCode::ok);
  EXPECT_EQ(server.connections(), connections_for(2));
}

TEST_P(CurlTransportCancellation, EndsAllThatShareATokenOverAndOver) {
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kRounds = 50;
  const ScriptedServer silent({{ReadRequest(), StaySilent()}});
  const ScriptedServer answering({kAnswerForever});
  const std::string silent_url = silent.url();
  const std::string answering_url = answering.url();
  const auto transport = make_transport();
  std::vector<std::size_t> as_expected(kThreads);
  for (std::size_t round = 1; round <= kRounds; ++round) {
    CancellationSource source;
    std::vector<std::thread> threads;
    for (std::size_t thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        const HttpExchange answered = transport->send(cancellable_post(answering_url, source));
        const HttpExchange given_up = transport->send(cancellable_post(silent_url, source));
        if (answered.code == ErrorCode::ok && given_up.code == ErrorCode::cancelled && given_up.request_left) {
          ++as_expected[thread];
        }
      });
    }
    EXPECT_TRUE(silent.wait_for_deliveries(round * kThreads));
    source.cancel();
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(as_expected, std::vector<std::size_t>(kThreads, kRounds));
  EXPECT_EQ(silent.delivered().size(), kThreads * kRounds);
}

TEST_P(CurlTransportCancellation, MeetsAnswersAtRandomAndNeverLies) {
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kRequests = 100;
  const ScriptedServer server({kAnswerForever});
  const std::string url = server.url();
  const auto transport = make_transport();
  std::atomic<std::size_t> left{0};
  std::atomic<std::size_t> unexpected{0};
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&] {
      for (std::size_t i = 0; i < kRequests; ++i) {
        CancellationSource source;
        std::thread canceller([&source] { source.cancel(); });
        const HttpExchange exchange = transport->send(cancellable_post(url, source));
        canceller.join();
        if (exchange.request_left) ++left;
        if (exchange.code != ErrorCode::ok && exchange.code != ErrorCode::cancelled) ++unexpected;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(unexpected, 0u);
  EXPECT_LE(server.delivered().size(), left);
}

}  // namespace
}  // namespace loopback
}  // namespace tccc
