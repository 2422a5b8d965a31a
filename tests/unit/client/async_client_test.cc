// SPDX-License-Identifier: Apache-2.0
// What only asynchronous calls have: a future, callbacks, a loop thread and its end.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "../thread_count.h"
#include "call_fixture.h"

namespace tccc {
namespace client_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::lost_answer;
using testing::not_connected;
using testing::success;
using Placed = Result<CreateAIAgentCallResponse>;

struct AsyncFixture : CallFixture {
  using CallFixture::CallFixture;
  Client client() const { return made(static_credentials(credentials)); }
};

// A transport that starts requests and answers them when the test says so, on whatever thread that is.
class HeldTransport final : public Transport {
 public:
  HttpExchange send(const HttpRequest&) override { return lost_answer(); }

  void start(const HttpRequest& request, Completion completion) override {
    Held* held = nullptr;
    std::size_t index = 0;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      index = held_.size();
      held = &held_.emplace_back();
      held->completion = std::move(completion);
    }
    held->cancellation = request.cancellation.on_cancel([this, index] { cancel(index); });
    const std::lock_guard<std::mutex> lock(mutex_);
    ++started_;
    has_more_.notify_all();
  }

  void wait_for(std::size_t count) {
    std::unique_lock<std::mutex> lock(mutex_);
    has_more_.wait(lock, [&] { return started_ >= count; });
  }

  void answer(std::size_t index, const HttpExchange& exchange) {
    Completion completion;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      completion = held_[index].completion;
    }
    completion(exchange);
  }

  void let_go(std::size_t index) {
    Completion completion;
    const std::lock_guard<std::mutex> lock(mutex_);
    std::swap(completion, held_[index].completion);
  }

  bool left = true;  ///< Whether a cancelled request has left.

 private:
  struct Held {
    Completion completion;
    CancellationToken::Registration cancellation;
  };

  void cancel(std::size_t index) {
    HttpExchange exchange;
    exchange.code = ErrorCode::cancelled;
    exchange.request_left = left;
    answer(index, exchange);
  }

  std::mutex mutex_;
  std::condition_variable has_more_;
  std::deque<Held> held_;
  std::size_t started_ = 0;
};

// A transport that fails at the first request, and blocks in the next until it is cancelled. Whoever cancels comes back
// when the test lets it, or when another request begins.
class OccupiedTransport final : public Transport {
 public:
  HttpExchange send(const HttpRequest& request) override {
    if (begun() == 0) {
      begin();
      return not_connected();
    }
    bool is_cancelled = false;
    occupations_.push_back(request.cancellation.on_cancel([&] {
      std::unique_lock<std::mutex> lock(mutex_);
      is_cancelled = true;
      changed_.notify_all();
      const int begun = begun_;
      changed_.wait(lock, [&] { return is_released_ || begun_ > begun; });
    }));
    begin();
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return is_cancelled; });
    HttpExchange exchange;
    exchange.code = ErrorCode::cancelled;
    exchange.request_left = true;
    return exchange;
  }

  void wait_for(int count) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return begun_ >= count; });
  }

  void release() {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_released_ = true;
    changed_.notify_all();
  }

  int begun() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return begun_;
  }

 private:
  void begin() {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++begun_;
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int begun_ = 0;
  bool is_released_ = false;
  std::deque<CancellationToken::Registration> occupations_;  // kept, for the end of one waits for its function
};

struct HeldFixture : AsyncFixture {
  HeldFixture() { options.transport = held; }
  std::shared_ptr<HeldTransport> held = std::make_shared<HeldTransport>();
};

TEST(SendAsync, StartsItsOneThreadWithTheFirstCallAndEndsItWithTheClient) {
  AsyncFixture fixture({success("a"), success("b"), success("c")});
  const std::size_t before = thread_count_before();
  {
    const Client client = fixture.client();
    EXPECT_TRUE(client.send(placing()));
    EXPECT_EQ(thread_count(), before);
    EXPECT_EQ(client.send_async(placing()).get()->session_id, "b");
    const Client copy = client;
    EXPECT_EQ(copy.send_async(placing()).get()->session_id, "c");
    EXPECT_EQ(thread_count(), before + 1);
  }
  EXPECT_TRUE(thread_count_becomes(before));
}

TEST(SendAsync, HasAllSignalsBlockedOnItsThread) {
  sigset_t mask;
  sigemptyset(&mask);
  AsyncFixture fixture([&](const HttpRequest&) {
    pthread_sigmask(SIG_BLOCK, nullptr, &mask);
    return success("a");
  });
  EXPECT_TRUE(fixture.client().send_async(placing()).get());
  for (const int signal : {SIGPIPE, SIGTERM, SIGINT, SIGUSR1}) EXPECT_EQ(sigismember(&mask, signal), 1) << signal;
  sigset_t own;
  pthread_sigmask(SIG_BLOCK, nullptr, &own);
  EXPECT_EQ(sigismember(&own, SIGTERM), 0) << "the caller's mask is as before";
}

TEST(SendAsync, RunsCallsAtTheSameTime) {
  HeldFixture fixture;
  const Client client = fixture.client();
  std::vector<Pending<CreateAIAgentCallResponse>> pending;
  for (int i = 0; i < 50; ++i) pending.push_back(client.send_async(placing()));
  fixture.held->wait_for(50);
  for (std::size_t i = 50; i-- > 0;) fixture.held->answer(i, success(std::to_string(i)));
  for (std::size_t i = 0; i < 50; ++i) {
    const Placed placed = pending[i].get();
    ASSERT_TRUE(placed) << placed.error();
    EXPECT_EQ(placed->session_id, std::to_string(i));
  }
}

TEST(SendAsync, GivesTheResultToACallbackOnTheLoopThread) {
  AsyncFixture fixture({success("a")});
  const Client client = fixture.client();
  std::promise<std::pair<Placed, std::thread::id>> called;
  client.send_async(placing(), [&](Placed placed) {
    called.set_value({std::move(placed), std::this_thread::get_id()});
  });
  const auto [placed, thread] = called.get_future().get();
  EXPECT_EQ(placed.value().session_id, "a");
  EXPECT_NE(thread, std::this_thread::get_id());
}

TEST(SendAsync, TakesCallbacksThatCannotBeCopied) {
  AsyncFixture fixture({success("a"), success("b")});
  const Client client = fixture.client();
  std::promise<Placed> first;
  auto first_result = first.get_future();
  client.send_async(placing(),
                    [promise = std::move(first)](Placed placed) mutable { promise.set_value(std::move(placed)); });
  EXPECT_TRUE(first_result.get());
  std::promise<Placed> second;
  auto second_result = second.get_future();
  auto pending = client.send_async(placing());
  pending.then([promise = std::move(second)](Placed placed) mutable { promise.set_value(std::move(placed)); });
  EXPECT_TRUE(second_result.get());
}

TEST(SendAsync, RunsCallbacksOnTheExecutor) {
  class Queue final : public Executor {
   public:
    void post(std::function<void()> task) override {
      const std::lock_guard<std::mutex> lock(mutex_);
      tasks_.push_back(std::move(task));
      has_task_.notify_all();
    }
    void run_one() {
      std::unique_lock<std::mutex> lock(mutex_);
      has_task_.wait(lock, [this] { return !tasks_.empty(); });
      auto task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
    }

   private:
    std::mutex mutex_;
    std::condition_variable has_task_;
    std::deque<std::function<void()>> tasks_;
  };
  AsyncFixture fixture({success("a"), success("b"), success("c")});
  const auto queue = std::make_shared<Queue>();
  fixture.options.executor = queue;
  const Client client = fixture.client();
  std::string sessions;
  client.send_async(placing(), [&](Placed placed) {
    sessions += placed.value().session_id;
    sessions += client.send(placing()).value().session_id;  // blocks a thread of ours, which is ours to block
  });
  queue->run_one();
  EXPECT_EQ(sessions, "ab");
  auto pending = client.send_async(placing());
  EXPECT_TRUE(pending.wait());
  pending.then([&](Placed placed) { sessions += placed.value().session_id; });
  EXPECT_EQ(sessions, "abc") << "a call that is over needs no executor";
}

TEST(SendAsync, IsCopiedFromTheRequest) {
  HeldFixture fixture;
  const Client client = fixture.client();
  auto request = std::make_unique<CreateAIAgentCallRequest>(placing());
  auto pending = client.send_async(*request);
  request.reset();
  fixture.held->wait_for(1);
  fixture.held->answer(0, success("a"));
  EXPECT_TRUE(pending.get());
}

TEST(SendAsync, RefusesABlockingSendInACallback) {
  AsyncFixture fixture({success("a"), success("b")});
  const Client client = fixture.client();
  std::promise<Placed> inner;
  client.send_async(placing(), [&](Placed) { inner.set_value(client.send(placing())); });
  const Placed refused = inner.get_future().get();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::called_from_callback);
  EXPECT_EQ(refused.error().outcome(), Outcome::not_sent);
  EXPECT_EQ(refused.error().action(), "CreateAIAgentCall");
  EXPECT_EQ(fixture.transport->requests().size(), 1U);
}

TEST(SendAsync, StartsFurtherCallsFromCallbacks) {
  constexpr int kCalls = 200;
  AsyncFixture fixture([](const HttpRequest&) { return success("a"); });
  const Client client = fixture.client();
  std::promise<void> over;
  int calls = 0;
  std::function<void(Placed)> again = [&](Placed placed) {
    EXPECT_TRUE(placed);
    if (++calls == kCalls) return over.set_value();
    client.send_async(placing(), again);
  };
  client.send_async(placing(), again);
  over.get_future().get();
  EXPECT_EQ(calls, kCalls);
}

#if defined(__cpp_exceptions)
class Records final : public LogSink {
 public:
  void log(const LogRecord& record) noexcept override {
    if (record.event == LogEvent::callback_threw) ++thrown;
  }
  std::atomic<int> thrown{0};
};

TEST(SendAsync, OutlivesACallbackThatThrows) {
  AsyncFixture fixture([](const HttpRequest&) { return success("a"); });
  const auto records = std::make_shared<Records>();
  fixture.options.log = records;
  const Client client = fixture.client();
  client.send_async(placing(), [](Placed) { throw std::runtime_error("of the application"); });
  EXPECT_TRUE(client.send_async(placing()).get());
  EXPECT_EQ(records->thrown, 1);
}

TEST(SendAsync, EndsTheCallWhenCodeOfTheApplicationThrowsOnItsWay) {
  class Throwing final : public CredentialsProvider {
   public:
    Result<Credentials> credentials() override { throw std::runtime_error("no keys"); }
  };
  const AsyncFixture fixture({success("a")});
  const Client client = fixture.made(std::make_shared<Throwing>());
  const Placed placed = client.send_async(placing()).get();
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().code(), ErrorCode::transport_failed);
  EXPECT_EQ(placed.error().outcome(), Outcome::not_sent);
}

TEST(SendAsync, KnowsNothingOfARequestWhoseTransportThrew) {
  const AsyncFixture fixture([](const HttpRequest&) -> HttpExchange { throw std::runtime_error("in the middle"); });
  const Placed placed = fixture.client().send_async(placing()).get();
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().code(), ErrorCode::transport_failed);
  EXPECT_EQ(placed.error().outcome(), Outcome::unknown);
}
#endif

TEST(SendAsync, TakesATransportThatForgetsARequestForUnknown) {
  HeldFixture fixture;
  const Client client = fixture.client();
  auto pending = client.send_async(placing());
  fixture.held->wait_for(1);
  fixture.held->let_go(0);
  const Placed placed = pending.get();
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().code(), ErrorCode::transport_failed);
  EXPECT_EQ(placed.error().outcome(), Outcome::unknown);
}

TEST(SendAsync, TakesTheFirstEndOfATransportThatTellsTwo) {
  HeldFixture fixture;
  const Client client = fixture.client();
  auto pending = client.send_async(placing());
  fixture.held->wait_for(1);
  fixture.held->answer(0, success("a"));
  fixture.held->answer(0, lost_answer());
  EXPECT_EQ(pending.get().value().session_id, "a");
  fixture.held->answer(0, lost_answer());
}

TEST(SendAsync, TellsTheEndOfOneAttemptFromThatOfTheNext) {
  HeldFixture fixture;
  const Client client = fixture.client();
  auto pending = client.send_async(placing());
  fixture.held->wait_for(1);
  fixture.held->answer(0, not_connected());
  fixture.held->wait_for(2);
  fixture.held->answer(0, lost_answer());
  fixture.held->let_go(0);  // which ends nothing any more: the request of the second attempt is still in use
  fixture.held->answer(1, success("a"));
  const Placed placed = pending.get();
  ASSERT_TRUE(placed) << placed.error();
  EXPECT_EQ(placed->session_id, "a");
}

// A transport with a queue of its own starts the next request when one is cancelled. It has to see that the next is
// unwanted as well.
class WatchfulTransport final : public Transport {
 public:
  HttpExchange send(const HttpRequest&) override { return lost_answer(); }

  void start(const HttpRequest& request, Completion completion) override {
    HttpExchange cancelled;
    cancelled.code = ErrorCode::cancelled;
    const std::lock_guard<std::mutex> lock(mutex_);
    tokens_.push_back(request.cancellation);
    registrations_.push_back(request.cancellation.on_cancel([this, cancelled, completion = std::move(completion)] {
      {
        const std::lock_guard<std::mutex> held(mutex_);
        for (const CancellationToken& token : tokens_) wanted_ += token.is_cancelled() ? 0 : 1;
      }
      completion(cancelled);
    }));
    started_.notify_all();
  }

  void wait_for(std::size_t count) {
    std::unique_lock<std::mutex> lock(mutex_);
    started_.wait(lock, [&] { return tokens_.size() >= count; });
  }

  /// How many requests were still wanted when one was cancelled, in all.
  int wanted() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return wanted_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable started_;
  std::vector<CancellationToken> tokens_;
  std::deque<CancellationToken::Registration> registrations_;
  int wanted_ = 0;
};

TEST(UnwantedCalls, AreAllKnownToBeBeforeTheFirstIsToldSo) {
  for (const bool by_token : {true, false}) {
    AsyncFixture fixture;
    const auto transport = std::make_shared<WatchfulTransport>();
    fixture.options.transport = transport;
    std::optional<Client> client = fixture.client();
    CancellationSource source;
    RequestOptions options;
    options.cancellation = source.token();
    std::vector<Pending<CreateAIAgentCallResponse>> pending;
    for (int i = 0; i < 10; ++i) pending.push_back(client->send_async(placing(), options));
    transport->wait_for(pending.size());
    if (by_token) {
      source.cancel();
    } else {
      client.reset();
    }
    for (auto& call : pending) EXPECT_EQ(call.get().error().code(), ErrorCode::cancelled);
    EXPECT_EQ(transport->wanted(), 0) << by_token;
  }
}

TEST(DestroyedClient, EndsItsCallsAsCancelledAndTruly) {
  for (const bool left : {false, true}) {
    HeldFixture fixture;
    fixture.held->left = left;
    std::vector<Pending<CreateAIAgentCallResponse>> pending;
    std::atomic<int> called{0};
    {
      const Client client = fixture.client();
      for (int i = 0; i < 10; ++i) pending.push_back(client.send_async(placing()));
      client.send_async(placing(), [&](Placed placed) {
        EXPECT_EQ(placed.error().code(), ErrorCode::cancelled);
        ++called;
      });
      fixture.held->wait_for(11);
    }
    EXPECT_EQ(called, 1);
    for (auto& call : pending) {
      ASSERT_TRUE(call.is_finished());
      const Error error = call.get().error();
      EXPECT_EQ(error.code(), ErrorCode::cancelled);
      EXPECT_EQ(error.outcome(), left ? Outcome::unknown : Outcome::not_sent);
      EXPECT_EQ(error.attempts(), 1);
    }
  }
}

TEST(DestroyedClient, EndsCallsThatWaitForTheLimiter) {
  AsyncFixture fixture([](const HttpRequest&) { return success("a"); });
  fixture.options.clock = system_clock();
  fixture.options.timeouts.total = std::chrono::hours(2);
  fixture.options.rate_limit.requests_per_second = 1;
  fixture.options.rate_limit.margin = std::chrono::hours(1);
  std::optional<Client> client = fixture.client();
  EXPECT_TRUE(client->send_async(placing()).get());
  auto waiting = client->send_async(placing());
  client.reset();
  ASSERT_TRUE(waiting.is_finished());
  const Error error = waiting.get().error();
  EXPECT_EQ(error.code(), ErrorCode::cancelled);
  EXPECT_EQ(error.outcome(), Outcome::not_sent);
  EXPECT_EQ(fixture.transport->requests().size(), 1U);
}

// The calls end one after another. A phone that rings because another call was given up is the worst of it.
TEST(DestroyedClient, SendsNothingMoreWhenTheFirstOfItsCallsHasEnded) {
  AsyncFixture fixture;
  const auto transport = std::make_shared<OccupiedTransport>();
  fixture.options.transport = transport;
  std::optional<Client> client = fixture.client();
  Pending<CreateAIAgentCallResponse> in_transport;
  // While the first call waits for its second attempt, another occupies the transport; then the first is due.
  fixture.clock->before_wait([&] { in_transport = client->send_async(placing()); });
  std::promise<Error> ended;
  client->send_async(placing(), [&](const Placed& placed) {
    ended.set_value(placed.error());
    transport->release();
  });
  transport->wait_for(2);
  fixture.clock->advance(fixture.options.retry.max_backoff);
  client.reset();
  const Error error = ended.get_future().get();
  EXPECT_EQ(error.code(), ErrorCode::cancelled);
  EXPECT_EQ(error.outcome(), Outcome::not_sent);
  EXPECT_EQ(in_transport.get().error().outcome(), Outcome::unknown);
  EXPECT_EQ(transport->begun(), 2);
}

TEST(DestroyedClient, MayBeDestroyedByItsOwnCallback) {
  HeldFixture fixture;
  std::optional<Client> client = fixture.client();
  auto other = client->send_async(placing());
  fixture.held->wait_for(1);
  std::promise<void> destroyed;
  client->send_async(placing(), [&](Placed placed) {
    EXPECT_TRUE(placed);
    client.reset();
    destroyed.set_value();
  });
  fixture.held->wait_for(2);
  fixture.held->answer(1, success("a"));
  destroyed.get_future().get();
  const Placed cancelled = other.get();
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code(), ErrorCode::cancelled);
  EXPECT_EQ(cancelled.error().outcome(), Outcome::unknown);
}

TEST(DestroyedClient, MayLiveInTheCallbackThatIsItsLastOwner) {
  const AsyncFixture fixture({success("a")});
  std::promise<std::string> called;
  auto session = called.get_future();
  {
    auto client = std::make_shared<Client>(fixture.client());
    Client* const raw = client.get();
    raw->send_async(placing(), [client = std::move(client), &called](Placed placed) {
      called.set_value(placed.value().session_id);
    });
  }
  EXPECT_EQ(session.get(), "a");
}

TEST(PendingCall, IsFinishedOnceAndGivesItsResultOnce) {
  HeldFixture fixture;
  const Client client = fixture.client();
  auto pending = client.send_async(placing());
  EXPECT_FALSE(pending.is_finished());
  EXPECT_FALSE(pending.wait_for(milliseconds(0)));
  EXPECT_FALSE(pending.wait_for(milliseconds::min()));
  fixture.held->wait_for(1);
  fixture.held->answer(0, success("a"));
  EXPECT_TRUE(pending.wait());
  EXPECT_TRUE(pending.wait_for(milliseconds::max()));
  EXPECT_TRUE(pending.is_finished());
  EXPECT_EQ(pending.get().value().session_id, "a");
  const Placed again = pending.get();
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code(), ErrorCode::invalid_argument);
  std::optional<Placed> third;
  pending.then([&](Placed placed) { third.emplace(std::move(placed)); });
  EXPECT_EQ(third.value().error().code(), ErrorCode::invalid_argument);
}

TEST(PendingCall, GivesItsResultToTheFirstCallbackAlone) {
  HeldFixture fixture;
  const Client client = fixture.client();
  auto pending = client.send_async(placing());
  std::promise<Placed> first;
  std::optional<Placed> second;
  pending.then([&](Placed placed) { first.set_value(std::move(placed)); });
  pending.then([&](Placed placed) { second.emplace(std::move(placed)); });
  EXPECT_EQ(second.value().error().code(), ErrorCode::invalid_argument);
  fixture.held->wait_for(1);
  fixture.held->answer(0, success("a"));
  EXPECT_TRUE(first.get_future().get());
  EXPECT_EQ(pending.get().error().code(), ErrorCode::invalid_argument);
}

TEST(PendingCall, BelongsToNoCallAtFirst) {
  Pending<CreateAIAgentCallResponse> none;
  EXPECT_FALSE(none.is_finished());
  EXPECT_FALSE(none.wait());
  EXPECT_FALSE(none.wait_for(milliseconds(1)));
  none.cancel();
  EXPECT_EQ(none.get().error().code(), ErrorCode::invalid_argument);
  bool was_called = false;
  none.then([&](Placed placed) { was_called = placed.error().code() == ErrorCode::invalid_argument; });
  EXPECT_TRUE(was_called);

  HeldFixture fixture;
  const Client client = fixture.client();
  auto moved = client.send_async(placing());
  none = std::move(moved);
  fixture.held->wait_for(1);
  fixture.held->answer(0, success("a"));
  EXPECT_TRUE(none.get());
}

TEST(PendingCall, LetsTheCallFinishWhenDropped) {
  HeldFixture fixture;
  const Client client = fixture.client();
  std::promise<void> called;
  {
    auto pending = client.send_async(placing());
    pending.then([&](Placed placed) {
      EXPECT_TRUE(placed);
      called.set_value();
    });
  }
  static_cast<void>(client.send_async(placing()));
  fixture.held->wait_for(2);
  fixture.held->answer(1, success("b"));
  fixture.held->answer(0, success("a"));
  called.get_future().get();
}

TEST(PendingCall, CanBeCancelledAtAnyTime) {
  HeldFixture fixture;
  const Client client = fixture.client();
  auto in_flight = client.send_async(placing());
  fixture.held->wait_for(1);
  in_flight.cancel();
  const Error error = in_flight.get().error();
  EXPECT_EQ(error.code(), ErrorCode::cancelled);
  EXPECT_EQ(error.outcome(), Outcome::unknown);

  in_flight.cancel();  // over long ago
  auto at_once = client.send_async(placing());
  at_once.cancel();
  EXPECT_EQ(at_once.get().error().code(), ErrorCode::cancelled);
}

TEST(PendingCall, WaitsForNothingOnTheLoopThread) {
  HeldFixture fixture;
  const Client client = fixture.client();
  auto outer = client.send_async(placing());
  std::promise<void> over;
  outer.then([&](Placed) {
    auto inner = client.send_async(placing());
    EXPECT_FALSE(inner.wait());
    EXPECT_FALSE(inner.wait_for(seconds(60)));
    const Placed refused = inner.get();
    EXPECT_EQ(refused.error().code(), ErrorCode::called_from_callback);
    EXPECT_EQ(refused.error().outcome(), Outcome::unknown) << "the call goes on";
    over.set_value();
  });
  fixture.held->wait_for(1);
  fixture.held->answer(0, success("a"));
  over.get_future().get();
  fixture.held->wait_for(2);
  fixture.held->answer(1, success("b"));
}

TEST(SendAsync, GoesOnWhileTheKeysAreRenewed) {
  HeldFixture fixture;
  std::promise<void> vault;
  const std::shared_future<void> vault_answer = vault.get_future().share();
  std::atomic<int> fetches{0};
  CredentialsSeams seams;
  seams.clock = fixture.clock;
  const Client client = fixture.made(callback_credentials(
      [&]() -> Result<IssuedCredentials> {
        if (++fetches > 1) vault_answer.wait();
        return IssuedCredentials{fixture.credentials, fixture.clock->now() + std::chrono::hours(2)};
      },
      seams));
  auto before = client.send_async(placing());
  fixture.held->wait_for(1);
  fixture.clock->advance(std::chrono::hours(2) - std::chrono::minutes(5));
  auto after = client.send_async(placing());
  std::thread server([&] {
    fixture.held->answer(0, success("a"));
    fixture.held->wait_for(2);
    fixture.held->answer(1, success("b"));
  });
  EXPECT_TRUE(before.wait_for(seconds(20)) && after.wait_for(seconds(20)));
  vault.set_value();  // only now: both were answered without it
  server.join();
  EXPECT_EQ(before.get()->session_id, "a");
  EXPECT_EQ(after.get()->session_id, "b");
}

TEST(SendAsync, HasAnErrorForAForkedChild) {
  HeldFixture fixture;
  std::optional<Client> client = fixture.client();
  auto older = client->send_async(placing());
  fixture.held->wait_for(1);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    bool was_called = false;
    client->send_async(
        placing(), [&](Placed placed) { was_called = !placed && placed.error().code() == ErrorCode::used_after_fork; });
    const Placed placed = client->send_async(placing()).get();
    const bool is_refused =
        !placed && placed.error().code() == ErrorCode::used_after_fork && placed.error().outcome() == Outcome::not_sent;
    const bool waits = older.is_finished() || older.wait();
    older.cancel();
    const bool is_lost = older.get().error().code() == ErrorCode::used_after_fork;
    client.reset();
    ::_exit(was_called && is_refused && !waits && is_lost ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  fixture.held->answer(0, success("a"));
  EXPECT_TRUE(older.get());
}

}  // namespace
}  // namespace client_test
}  // namespace tccc
