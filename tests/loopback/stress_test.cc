// SPDX-License-Identifier: Apache-2.0
// Many threads on one client, which cancel calls and destroy copies of it at random, against a server that counts.
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
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
  std::atomic<std::size_t> started{0};

  std::size_t total() const { return placed + rejected + unknown + not_sent; }
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

Result<testing::MockEndpoint> start_mock() {
  testing::MockEndpointOptions server;
  server.tls = false;
  server.requests_per_second = 0;
  server.slow_answer = std::chrono::milliseconds(20);
  return testing::MockEndpoint::start(server);
}

ClientOptions options_for(const testing::MockEndpoint& mock) {
  ClientOptions options;
  options.endpoint = mock.endpoint();
  options.rate_limit.requests_per_second = 0;
  return options;
}

CreateAIAgentCallRequest random_request(std::minstd_rand& random) {
  CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = pick_callee(random);
  return request;
}

// Holds what the callers were told against what the server has seen.
void check(testing::MockEndpoint& mock, const Tally& tally) {
  mock.stop();

  const std::size_t answered = tally.placed + tally.rejected;
  EXPECT_EQ(tally.total(), tally.started);
  EXPECT_GT(tally.placed, 0U);
  EXPECT_GT(tally.rejected, 0U);
  EXPECT_GT(tally.unknown, 0U);
  const std::size_t deliveries = mock.deliveries("CreateAIAgentCall");
  EXPECT_GE(deliveries, answered);
  EXPECT_LE(deliveries, answered + tally.unknown) << "a call that was not sent, or one that was sent twice";
  EXPECT_GE(mock.placed_calls(), tally.placed);
  EXPECT_LE(mock.placed_calls(), tally.placed + tally.unknown);
}

TEST(Stress, DeliversEachCallAtMostOnceWhateverTheThreadsDo) {
  auto mock = start_mock();
  ASSERT_TRUE(mock) << mock.error();
  const ClientOptions options = options_for(*mock);
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
        const CreateAIAgentCallRequest request = random_request(random);
        RequestOptions settings;
        CancellationSource source;
        settings.cancellation = source.token();
        ++tally.started;
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
  check(*mock, tally);
}

// Starts calls on a shared client and on some of its own, and lets go of them in every way there is.
class AsyncCaller {
 public:
  AsyncCaller(unsigned seed, Client shared, std::function<Client()> make, Tally& tally, Canceller& canceller)
      : random_(seed), shared_(std::move(shared)), make_(std::move(make)), tally_(tally), canceller_(canceller) {}

  void run() {
    for (int i = 0; i < kCallsPerThread; ++i) {
      if (random_() % 8 == 0) own_.emplace(make_());  // the calls of the one before are cancelled
      if (random_() % 16 == 0) own_.reset();
      start(own_ && random_() % 2 == 0 ? *own_ : shared_);
    }
    for (auto& call : kept_) count(call.get(), tally_);
  }

 private:
  void start(const Client& client) {
    const CreateAIAgentCallRequest request = random_request(random_);
    ++tally_.started;
    RequestOptions settings;
    const CancellationSource source;
    settings.cancellation = source.token();
    if (random_() % 3 == 0) canceller_.take(source);
    switch (random_() % 5) {
      case 0:  // another call follows from the callback, on a client that may be the last
        return client.send_async(
            request,
            [&tally = tally_, copy = std::make_shared<Client>(client), request](auto placed) mutable {
              ++tally.started;
              count(placed, tally);
              auto pending = copy->send_async(request);
              copy.reset();
              pending.then([&tally](auto next) { count(next, tally); });
            },
            settings);
      case 1:
        return client.send_async(
            request, [&tally = tally_](auto placed) { count(placed, tally); }, settings);
      case 2: {
        auto pending = client.send_async(request, settings);
        pending.then([&tally = tally_](auto placed) { count(placed, tally); });
        if (random_() % 2 == 0) pending.cancel();
        return;
      }
      case 3:
        return count(client.send_async(request, settings).get(), tally_);
      default:
        kept_.push_back(client.send_async(request, settings));
    }
  }

  std::minstd_rand random_;
  const Client shared_;
  const std::function<Client()> make_;
  Tally& tally_;
  Canceller& canceller_;
  std::optional<Client> own_;
  std::vector<Pending<CreateAIAgentCallResponse>> kept_;
};

TEST(Stress, EndsEachAsynchronousCallOnceWhateverTheThreadsDo) {
  auto mock = start_mock();
  ASSERT_TRUE(mock) << mock.error();
  const ClientOptions options = options_for(*mock);
  const auto make = [&] { return Client::create(static_credentials(mock->credentials()), options).value(); };
  Tally tally;
  {
    Canceller canceller;
    std::vector<std::thread> threads;
    const Client shared = make();
    for (unsigned i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] { AsyncCaller(i + 1, shared, make, tally, canceller).run(); });
    }
    for (std::thread& thread : threads) thread.join();
  }
  // The first call of a chain counts for one, and so does the second; both end in any case.
  while (tally.total() < tally.started) std::this_thread::yield();
  check(*mock, tally);
}

}  // namespace
}  // namespace tccc
