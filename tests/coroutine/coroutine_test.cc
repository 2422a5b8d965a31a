// SPDX-License-Identifier: Apache-2.0
// co_await in C++20.
#include "tccc/coroutine.h"

#include <condition_variable>
#include <coroutine>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tccc/tccc.h"
#include "tccc/testing/scripted_transport.h"

namespace tccc {
namespace {

using testing::success;
using Placed = Result<CreateAIAgentCallResponse>;

// A coroutine that starts at once and that nobody waits for. Ends itself, or is ended by its owner.
struct Task {
  struct promise_type {
    Task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<> handle;
};

// Runs what it is given when the test says so.
class Queue final : public Executor {
 public:
  void post(std::function<void()> task) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push_back(std::move(task));
    has_task_.notify_all();
  }
  std::function<void()> take() {
    std::unique_lock<std::mutex> lock(mutex_);
    has_task_.wait(lock, [this] { return !tasks_.empty(); });
    auto task = std::move(tasks_.front());
    tasks_.pop_front();
    return task;
  }

 private:
  std::mutex mutex_;
  std::condition_variable has_task_;
  std::deque<std::function<void()>> tasks_;
};

// Answers when the test says so.
class HeldTransport final : public Transport {
 public:
  HttpExchange send(const HttpRequest&) override { return testing::not_connected(); }
  void start(const HttpRequest&, Completion completion) override { started_.set_value(std::move(completion)); }
  Completion wait_for_start() { return started_.get_future().get(); }

 private:
  std::promise<Completion> started_;
};

Client make_client(std::shared_ptr<Transport> transport, std::shared_ptr<Executor> executor = {}) {
  ClientOptions options;
  options.transport = std::move(transport);
  options.executor = std::move(executor);
  options.rate_limit.requests_per_second = 0;
  const std::string key = std::to_string(std::random_device()());
  return Client::create(static_credentials({.secret_id = key, .secret_key = Secret(key)}), options).value();
}

Client make_client(std::vector<HttpExchange> answers, std::shared_ptr<Executor> executor = {}) {
  return make_client(std::make_shared<testing::ScriptedTransport>(std::move(answers)), std::move(executor));
}

CreateAIAgentCallRequest placing() {
  return {.sdk_app_id = 1400000000, .ai_agent_id = 15, .callee = "008613012340000"};
}

Task place(const Client& client, std::promise<Placed>& placed) {
  placed.set_value(co_await client.send_async(placing()));
}

TEST(Coroutine, GoesOnWithTheResult) {
  const Client client = make_client({success("a")});
  std::promise<Placed> placed;
  place(client, placed);
  EXPECT_EQ(placed.get_future().get().value().session_id, "a");
}

TEST(Coroutine, GoesOnWithTheError) {
  const Client client = make_client({testing::lost_answer()});
  std::promise<Placed> placed;
  place(client, placed);
  EXPECT_EQ(placed.get_future().get().error().outcome(), Outcome::unknown);
}

TEST(Coroutine, DoesNotSuspendForACallThatHasEnded) {
  const Client client = make_client({success("a")});
  std::thread::id thread;
  auto pending = client.send_async(placing());
  ASSERT_TRUE(pending.wait());
  [](auto ended, std::thread::id& went_on) -> Task {
    EXPECT_TRUE(co_await std::move(ended));
    went_on = std::this_thread::get_id();
  }(std::move(pending), thread);
  EXPECT_EQ(thread, std::this_thread::get_id());
}

Task place_in_turn(const Client& client, int calls, std::promise<std::string>& sessions) {
  std::string text;
  for (int i = 0; i < calls; ++i) text += (co_await client.send_async(placing())).value().session_id;
  sessions.set_value(text);
}

TEST(Coroutine, AwaitsOneCallAfterTheOther) {
  const Client client = make_client({success("a"), success("b"), success("c")});
  std::promise<std::string> sessions;
  place_in_turn(client, 3, sessions);
  EXPECT_EQ(sessions.get_future().get(), "abc");
}

Task wait_for_its_end(const Client& client, std::promise<Result<TelCdrInfo>>& record) {
  const Session session{1400000000, "a"};  // GCC 12 destroys such a temporary twice when it stands beside co_await
  record.set_value(co_await wait_for_end_async(client, session));
}

TEST(Coroutine, AwaitsTheEndOfACall) {
  HttpExchange ended = success("a");
  ended.body = R"({"Response":{"TelCdrList":[{"SessionId":"a","EndedTimestamp":1735689600,"EndStatus":1}]}})";
  const Client client = make_client({ended});
  std::promise<Result<TelCdrInfo>> record;
  wait_for_its_end(client, record);
  const Result<TelCdrInfo> taken = record.get_future().get();
  ASSERT_TRUE(taken) << taken.error();
  EXPECT_EQ(taken->session_id, "a");
}

TEST(Coroutine, GoesOnWhereTheExecutorSays) {
  const auto queue = std::make_shared<Queue>();
  const auto transport = std::make_shared<HeldTransport>();
  const Client client = make_client(transport, queue);
  std::promise<Placed> placed;
  place(client, placed);
  transport->wait_for_start()(success("a"));
  auto result = placed.get_future();
  queue->take()();
  EXPECT_TRUE(result.get());
}

struct Watched {
  explicit Watched(bool& is_gone) : gone(is_gone) {}
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  ~Watched() { gone = true; }
  bool& gone;
};

Task wait_for_ever(const Client& client, bool& is_gone) {
  const Watched watched(is_gone);
  static_cast<void>(co_await client.send_async(placing()));
  ADD_FAILURE() << "it was destroyed";
}

TEST(Coroutine, MayBeDestroyedWhileItWaits) {
  const auto transport = std::make_shared<HeldTransport>();
  bool is_gone = false;
  {
    const Client client = make_client(transport);
    const Task task = wait_for_ever(client, is_gone);
    const auto completion = transport->wait_for_start();
    task.handle.destroy();
    EXPECT_TRUE(is_gone);
    completion(success("a"));
  }
}

TEST(Coroutine, MayBeDestroyedBeforeTheExecutorRunsIt) {
  const auto queue = std::make_shared<Queue>();
  const auto transport = std::make_shared<HeldTransport>();
  const Client client = make_client(transport, queue);
  bool is_gone = false;
  const Task task = wait_for_ever(client, is_gone);
  transport->wait_for_start()(success("a"));
  const auto go_on = queue->take();
  task.handle.destroy();
  EXPECT_TRUE(is_gone);
  go_on();
}

}  // namespace
}  // namespace tccc
