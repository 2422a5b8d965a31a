// SPDX-License-Identifier: Apache-2.0
// Many threads on one client, which cancel calls and destroy copies of it at random, against a server that counts.
#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tccc/tccc.h"
#include "tccc/testing/mock_endpoint.h"

namespace tccc {
namespace {

constexpr unsigned kThreads = 8;
constexpr int kCallsPerThread = 60;

struct Tally {
  std::atomic<std::size_t> placed{0};
  std::atomic<std::size_t> rejected{0};
  std::atomic<std::size_t> unknown{0};
  std::atomic<std::size_t> not_sent{0};
};

// What the calls of the test are answered with.
std::string pick_callee(std::minstd_rand& random) {
  namespace callee = testing::magic_callee;
  switch (random() % 12) {
    case 0:
      return callee::answer_lost;
    case 1:
      return callee::bad_gateway;
    case 2:
    case 3:
    case 4:
      return callee::slow_answer;
    case 5:
      return testing::magic_callee_for(ErrorCode::failed_operation_callee_is_black_user);
    default:
      return callee::succeeds;
  }
}

void count(const Result<CreateAIAgentCallResponse>& placed, Tally& tally) {
  if (placed) {
    ++tally.placed;
    return;
  }
  switch (placed.error().outcome()) {
    case Outcome::rejected:
      ++tally.rejected;
      break;
    case Outcome::unknown:
      ++tally.unknown;
      break;
    case Outcome::not_sent:
      ++tally.not_sent;
      break;
  }
}

// Cancels what it is given, in an order of its own, until it is destroyed.
class Canceller {
 public:
  Canceller() : thread_([this] { run(); }) {}
  ~Canceller() {
    is_over_ = true;
    thread_.join();
  }
  Canceller(const Canceller&) = delete;
  Canceller& operator=(const Canceller&) = delete;

  void take(const CancellationSource& source) {
    const std::lock_guard<std::mutex> lock(mutex_);
    sources_.push_back(source);
  }

 private:
  void run() {
    std::minstd_rand random(1);
    while (!is_over_) {
      std::optional<CancellationSource> next;
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (!sources_.empty()) {
          std::swap(sources_[random() % sources_.size()], sources_.back());
          next = sources_.back();
          sources_.pop_back();
        }
      }
      if (next) next->cancel();
      std::this_thread::yield();
    }
  }

  std::atomic<bool> is_over_{false};
  std::mutex mutex_;
  std::vector<CancellationSource> sources_;
  std::thread thread_;  // last: it uses the others
};

TEST(Stress, DeliversEachCallAtMostOnceWhateverTheThreadsDo) {
  testing::MockEndpointOptions server;
  server.tls = false;
  server.requests_per_second = 0;
  server.slow_answer = std::chrono::milliseconds(20);
  auto mock = testing::MockEndpoint::start(server);
  ASSERT_TRUE(mock) << mock.error();
  ClientOptions options;
  options.endpoint = mock->endpoint();
  options.rate_limit.requests_per_second = 0;
  auto made = Client::create(static_credentials(mock->credentials()), options);
  ASSERT_TRUE(made) << made.error();
  std::optional<Client> first(std::move(*made));

  Tally tally;
  {
    Canceller canceller;
    std::atomic<unsigned> ready{0};
    const auto work = [&](unsigned index, Client shared) {
      std::minstd_rand random(index + 1);
      std::optional<Client> client(std::move(shared));
      ++ready;
      while (ready < kThreads) std::this_thread::yield();
      for (int i = 0; i < kCallsPerThread; ++i) {
        CreateAIAgentCallRequest request;
        request.sdk_app_id = 1400000000;
        request.ai_agent_id = 15;
        request.callee = pick_callee(random);
        RequestOptions settings;
        CancellationSource source;
        settings.cancellation = source.token();
        if (random() % 2 == 0) canceller.take(source);
        const Client copy = *client;
        count(client->send(request, settings), tally);
        if (random() % 4 == 0) client.emplace(copy);
      }
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < kThreads; ++i) threads.emplace_back(work, i, *first);
    first.reset();
    for (std::thread& thread : threads) thread.join();
  }
  mock->stop();

  const std::size_t answered = tally.placed + tally.rejected;
  EXPECT_EQ(answered + tally.unknown + tally.not_sent, std::size_t{kThreads} * kCallsPerThread);
  EXPECT_GT(tally.placed, 0U);
  EXPECT_GT(tally.rejected, 0U);
  EXPECT_GT(tally.unknown, 0U);
  const std::size_t deliveries = mock->deliveries("CreateAIAgentCall");
  EXPECT_GE(deliveries, answered);
  EXPECT_LE(deliveries, answered + tally.unknown) << "a call that was not sent, or one that was sent twice";
  EXPECT_GE(mock->placed_calls(), tally.placed);
  EXPECT_LE(mock->placed_calls(), tally.placed + tally.unknown);
}

}  // namespace
}  // namespace tccc
