// SPDX-License-Identifier: Apache-2.0
// What only waiting on the loop thread has; what both ways of waiting share is in wait_for_end_test.cc.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "../thread_count.h"
#include "session_fixture.h"
#include "tccc/end_of_call_feed.h"
#include "tccc/session.h"

namespace tccc {
namespace {

using session_test::end_push;
using session_test::kApp;
using session_test::kCallee;
using session_test::kSession;
using session_test::record_row;
using session_test::SessionFixture;
using Record = Result<TelCdrInfo>;
using Records = std::vector<Record>;

// A wait that goes on for an hour unless something ends it: no test waits that long.
struct WaitForEndAsync : ::testing::Test {
  WaitForEndAsync() {
    options.timeout = std::chrono::hours(2);
    options.interval = std::chrono::hours(1);
  }

  void use_real_time() { fixture.call.options.clock = system_clock(); }
  void let_the_call_end() { fixture.records = {record_row(kSession, kCallee, fixture.now())}; }

  SessionFixture fixture;
  Session session{kApp, kSession, {}};
  WaitOptions options;
};

TEST_F(WaitForEndAsync, GivesTheRecordToACallbackOnTheLoopThread) {
  let_the_call_end();
  const Client client = fixture.client();
  std::promise<std::pair<Record, std::thread::id>> called;
  wait_for_end_async(client, session, [&](Record record) {
    called.set_value({std::move(record), std::this_thread::get_id()});
  });
  const auto [record, thread] = called.get_future().get();
  EXPECT_EQ(record.value().session_id, kSession);
  EXPECT_NE(thread, std::this_thread::get_id());
}

TEST_F(WaitForEndAsync, GivesTheRecordsOfManyCallsToACallback) {
  let_the_call_end();
  const Client client = fixture.client();
  std::promise<Result<Records>> called;
  wait_for_end_async(client, std::vector<Session>{session, {kApp, ""}},
                     [&](auto records) { called.set_value(std::move(records)); });
  const Records records = called.get_future().get().value();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_TRUE(records[0]);
  EXPECT_EQ(records[1].error().field(), "session_id");
}

TEST_F(WaitForEndAsync, TakesOneThreadForAnyNumberOfWaits) {
  constexpr int kWaits = 100;
  use_real_time();
  std::optional<Client> client = fixture.client();
  const std::size_t before = thread_count_before();
  std::promise<void> all_wait;
  int looks = 0;
  options.on_look = [&](const WaitProgress&) {
    if (++looks == kWaits) all_wait.set_value();
  };
  std::vector<Pending<TelCdrInfo>> pending;
  for (int i = 0; i < kWaits; ++i) pending.push_back(wait_for_end_async(*client, session, options));
  all_wait.get_future().get();
  EXPECT_EQ(thread_count(), before + 1);
  client.reset();
  for (auto& wait : pending) EXPECT_EQ(wait.get().error().code(), ErrorCode::cancelled);
}

TEST_F(WaitForEndAsync, EndsWithItsClientAndKeepsWhatHasEnded) {
  use_real_time();
  let_the_call_end();
  std::optional<Client> client = fixture.client();
  std::promise<void> has_looked;
  options.on_look = [&](const WaitProgress&) { has_looked.set_value(); };
  int called = 0;
  wait_for_end_async(*client, Session{kApp, "up"},
                     [&](Record record) {
                       EXPECT_EQ(record.error().code(), ErrorCode::cancelled);
                       ++called;
                     },
                     {options.timeout, options.interval});
  auto pending = wait_for_end_async(*client, std::vector<Session>{session, {kApp, "up"}}, options);
  has_looked.get_future().get();
  EXPECT_FALSE(pending.is_finished());
  client.reset();
  EXPECT_EQ(called, 1);
  ASSERT_TRUE(pending.is_finished());
  const Records records = pending.get().value();
  EXPECT_TRUE(records.at(0));
  ASSERT_FALSE(records.at(1));
  EXPECT_EQ(records[1].error().code(), ErrorCode::cancelled);
  EXPECT_EQ(records[1].error().outcome(), Outcome::unknown) << "the call goes on";
}

TEST_F(WaitForEndAsync, CanBeCancelledBetweenLooks) {
  use_real_time();
  const Client client = fixture.client();
  std::promise<void> has_looked;
  options.on_look = [&](const WaitProgress&) { has_looked.set_value(); };
  auto pending = wait_for_end_async(client, session, options);
  has_looked.get_future().get();
  pending.cancel();
  const Record record = pending.get();
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code(), ErrorCode::cancelled);
  EXPECT_EQ(fixture.asked("DescribeTelCdr").size(), 1U);
}

TEST_F(WaitForEndAsync, GoesOnWhenThePendingIsDropped) {
  let_the_call_end();
  const Client client = fixture.client();
  std::promise<std::size_t> ended;
  options.on_ended = [&](std::size_t index, const TelCdrInfo&) { ended.set_value(index); };
  static_cast<void>(wait_for_end_async(client, session, options));
  EXPECT_EQ(ended.get_future().get(), 0U);
}

TEST_F(WaitForEndAsync, MayBeStartedByACallback) {
  let_the_call_end();
  const Client client = fixture.client();
  std::promise<Record> called;
  wait_for_end_async(client, session, [&](Record) {
    wait_for_end_async(client, session, [&](Record record) { called.set_value(std::move(record)); });
  });
  EXPECT_TRUE(called.get_future().get());
}

TEST_F(WaitForEndAsync, MayDestroyTheLastClientFromALook) {
  use_real_time();
  std::optional<Client> client = fixture.client();
  options.on_look = [&](const WaitProgress&) { client.reset(); };
  auto pending = wait_for_end_async(*client, session, options);
  EXPECT_EQ(pending.get().error().code(), ErrorCode::cancelled);
}

TEST_F(WaitForEndAsync, RunsAllItsCallbacksOnTheExecutor) {
  class Queue final : public Executor {
   public:
    void post(std::function<void()> task) override {
      const std::lock_guard<std::mutex> lock(mutex_);
      tasks_.push_back(std::move(task));
      if (tasks_.size() == 3) is_full_.set_value();
    }
    void run_all() {
      is_full_.get_future().get();
      for (const auto& task : tasks_) task();
    }

   private:
    std::mutex mutex_;
    std::deque<std::function<void()>> tasks_;
    std::promise<void> is_full_;
  };
  const auto queue = std::make_shared<Queue>();
  fixture.call.options.executor = queue;
  let_the_call_end();
  const Client client = fixture.client();
  std::string told;
  options.on_ended = [&](std::size_t, const TelCdrInfo& record) { told += "ended " + record.session_id; };
  options.on_look = [&](const WaitProgress& progress) { told += ", " + std::to_string(progress.ended) + " ended"; };
  wait_for_end_async(
      client, session, [&](Record record) { told += record ? ", over" : ", failed"; }, options);
  queue->run_all();
  EXPECT_EQ(told, std::string("ended ") + kSession + ", 1 ended, over");
}

#if defined(__cpp_exceptions)
TEST_F(WaitForEndAsync, OutlivesCallbacksThatThrow) {
  class ThrowCount final : public LogSink {
   public:
    void log(const LogRecord& record) noexcept override { thrown += record.event == LogEvent::callback_threw ? 1 : 0; }
    std::atomic<int> thrown{0};
  };
  const auto count = std::make_shared<ThrowCount>();
  fixture.call.options.log = count;
  let_the_call_end();
  const Client client = fixture.client();
  options.on_ended = [](std::size_t, const TelCdrInfo&) { throw std::runtime_error("of the application"); };
  options.on_look = [](const WaitProgress&) { throw std::runtime_error("of the application"); };
  EXPECT_TRUE(wait_for_end_async(client, session, options).get());
  EXPECT_EQ(count->thrown, 2);
}

TEST_F(WaitForEndAsync, EndsWhenCodeOfTheApplicationThrowsOnItsWay) {
  class Throwing final : public CredentialsProvider {
   public:
    Result<Credentials> credentials() override { throw std::runtime_error("no keys"); }
  };
  const Client client = fixture.call.made(std::make_shared<Throwing>());
  const Record record = wait_for_end_async(client, session, options).get();
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code(), ErrorCode::transport_failed);
  EXPECT_EQ(record.error().outcome(), Outcome::unknown) << "the call goes on";
}
#endif

TEST_F(WaitForEndAsync, IsWokenByAPushAndCallsBackOnTheLoopThreadAllTheSame) {
  const auto feed = std::make_shared<EndOfCallFeed>();
  options.feed = feed;
  fixture.call.clock->before_wait([&] { std::thread([&] { feed->add(end_push(kSession)); }).join(); });
  const Client client = fixture.client();
  std::vector<std::thread::id> told;
  options.on_look = [&](const WaitProgress&) { told.push_back(std::this_thread::get_id()); };
  options.on_ended = [&](std::size_t, const TelCdrInfo&) { told.push_back(std::this_thread::get_id()); };
  std::promise<Record> called;
  wait_for_end_async(
      client, session,
      [&](Record record) {
        told.push_back(std::this_thread::get_id());
        called.set_value(std::move(record));
      },
      options);
  EXPECT_EQ(called.get_future().get().value().end_status, end_status::busy);
  ASSERT_EQ(told.size(), 3U);
  EXPECT_EQ(told, std::vector(3, told[0]));
  EXPECT_TRUE(fixture.call.clock->waits().empty()) << "the time stood still";
  EXPECT_EQ(fixture.asked("DescribeTelCdr").size(), 1U);
}

TEST_F(WaitForEndAsync, TellsOnTheLoopThreadOfAnEndThatWasPushedBeforeIt) {
  const auto feed = std::make_shared<EndOfCallFeed>();
  feed->add(end_push(kSession));
  options.feed = feed;
  const Client client = fixture.client();
  std::thread::id told;
  options.on_ended = [&](std::size_t, const TelCdrInfo&) { told = std::this_thread::get_id(); };
  std::promise<std::thread::id> called;
  wait_for_end_async(
      client, session, [&](Record) { called.set_value(std::this_thread::get_id()); }, options);
  EXPECT_EQ(called.get_future().get(), told);
  EXPECT_TRUE(fixture.asked("DescribeTelCdr").empty());
}

TEST_F(WaitForEndAsync, SharesAFeedWithOthers) {
  constexpr std::size_t kWaits = 10;
  const auto feed = std::make_shared<EndOfCallFeed>();
  options.feed = feed;
  std::size_t fed = 0;
  fixture.call.clock->before_wait([&] { feed->add(end_push("call-" + std::to_string(fed++))); });
  const Client client = fixture.client();
  std::vector<std::string> ended;
  std::promise<void> all_ended;
  const auto take = [&](Record record) {
    ended.push_back(record ? record->session_id : "failed");
    if (ended.size() == kWaits) all_ended.set_value();
  };
  wait_for_end_async(client, Session{kApp, ""},
                     [&](Record) {  // on the loop thread, so that none waits before the others
                       for (std::size_t i = 0; i < kWaits; ++i) {
                         wait_for_end_async(client, Session{kApp, "call-" + std::to_string(i)}, take, options);
                       }
                     });
  all_ended.get_future().get();
  EXPECT_EQ(fed, kWaits);
  for (std::size_t i = 0; i < kWaits; ++i) EXPECT_EQ(ended[i], "call-" + std::to_string(i));
  EXPECT_TRUE(fixture.call.clock->waits().empty());
}

TEST_F(WaitForEndAsync, MissesNoPushThatComesAsItGoesToSleep) {
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kWaits = 200;
  use_real_time();
  const auto feed = std::make_shared<EndOfCallFeed>();
  options.feed = feed;
  std::vector<std::promise<void>> looked(kWaits);
  std::vector<std::thread> feeders;
  for (std::size_t t = 0; t < kThreads; ++t) {
    feeders.emplace_back([&, t] {
      for (std::size_t i = t; i < kWaits; i += kThreads) {
        looked[i].get_future().get();
        feed->add(end_push(std::to_string(i)));
      }
    });
  }
  std::atomic<std::size_t> ended{0};
  options.on_ended = [&](std::size_t, const TelCdrInfo&) { ++ended; };
  const Client client = fixture.client();
  std::vector<Pending<TelCdrInfo>> pending;
  for (std::size_t i = 0; i < kWaits; ++i) {
    options.on_look = [&looked, i](const WaitProgress&) { looked[i].set_value(); };
    pending.push_back(wait_for_end_async(client, Session{kApp, std::to_string(i)}, options));
  }
  for (std::thread& feeder : feeders) feeder.join();
  for (const auto& wait : pending) {
    if (!wait.wait_for(std::chrono::seconds(30))) break;
  }
  EXPECT_EQ(ended, kWaits);
}

TEST_F(WaitForEndAsync, TakesNothingThatIsFedAfterItsEnd) {
  use_real_time();
  std::optional<Client> client = fixture.client();
  auto feed = std::make_shared<EndOfCallFeed>();
  options.feed = feed;
  std::promise<void> all_wait;
  int looks = 0;
  options.on_look = [&](const WaitProgress&) {
    if (++looks == 2) all_wait.set_value();
  };
  int ended = 0;
  options.on_ended = [&](std::size_t, const TelCdrInfo&) { ++ended; };
  int called = 0;
  wait_for_end_async(
      *client, session, [&](Record) { ++called; }, options);
  auto given_up = wait_for_end_async(*client, session, options);
  all_wait.get_future().get();
  given_up.cancel();
  EXPECT_EQ(given_up.get().error().code(), ErrorCode::cancelled);
  client.reset();
  feed->add(end_push(kSession));
  EXPECT_EQ(called, 1);
  EXPECT_EQ(ended, 0);
  const std::weak_ptr<EndOfCallFeed> left = feed;
  options.feed.reset();
  feed.reset();
  EXPECT_TRUE(left.expired());
}

TEST_F(WaitForEndAsync, KeepsItsFeed) {
  auto feed = std::make_shared<EndOfCallFeed>();
  options.feed = feed;
  fixture.call.clock->before_wait([&] {
    if (const auto kept = std::exchange(feed, nullptr)) kept->add(end_push("of another"));
    options.feed.reset();
  });
  options.timeout = options.interval;
  const Client client = fixture.client();
  EXPECT_EQ(wait_for_end_async(client, session, options).get().error().code(), ErrorCode::deadline_exceeded);
  EXPECT_EQ(fixture.call.clock->waits().size(), 1U);
}

TEST_F(WaitForEndAsync, HasAnErrorForAForkedChild) {
  let_the_call_end();
  std::optional<Client> client = fixture.client();
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    bool was_called = false;
    wait_for_end_async(*client, session, [&](Record record) {
      was_called = !record && record.error().code() == ErrorCode::used_after_fork;
    });
    client.reset();
    ::_exit(was_called ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_TRUE(wait_for_end_async(*client, session).get());
}

}  // namespace
}  // namespace tccc
