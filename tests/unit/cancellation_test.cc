// SPDX-License-Identifier: Apache-2.0
// Giving up on a call from another thread.
#include "tccc/cancellation.h"

#include <atomic>
#include <memory>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tccc/clock.h"

namespace tccc {
namespace {

TEST(CancellationToken, NeverCancelsWithoutSource) {
  const CancellationToken token;
  EXPECT_FALSE(token.is_cancelled());
  EXPECT_FALSE(token.can_be_cancelled());
  bool ran = false;
  {
    const auto registration = token.on_cancel([&] { ran = true; });
  }
  EXPECT_FALSE(ran);
}

TEST(CancellationToken, IsCancelledByItsSourceAndStaysSo) {
  CancellationSource source;
  const CancellationToken token = source.token();
  const CancellationToken copy = token;
  EXPECT_TRUE(token.can_be_cancelled());
  EXPECT_FALSE(token.is_cancelled());
  source.cancel();
  source.cancel();
  EXPECT_TRUE(token.is_cancelled());
  EXPECT_TRUE(copy.is_cancelled());
  EXPECT_TRUE(source.token().is_cancelled());
}

TEST(CancellationToken, OutlivesItsSource) {
  CancellationToken token;
  {
    const CancellationSource source;
    token = source.token();
  }
  const auto registration = token.on_cancel([] {});
  EXPECT_FALSE(token.is_cancelled());
}

TEST(CancellationToken, CallsEachFunctionOnce) {
  CancellationSource source;
  int first = 0;
  int second = 0;
  const auto one = source.token().on_cancel([&] { ++first; });
  const auto two = source.token().on_cancel([&] { ++second; });
  source.cancel();
  source.cancel();
  EXPECT_EQ(first, 1);
  EXPECT_EQ(second, 1);
}

TEST(CancellationToken, CallsAtOnceWhatIsRegisteredTooLate) {
  CancellationSource source;
  source.cancel();
  int calls = 0;
  {
    const auto registration = source.token().on_cancel([&] { ++calls; });
  }
  EXPECT_EQ(calls, 1);
}

TEST(CancellationToken, DoesNotCallWhatIsNoLongerRegistered) {
  CancellationSource source;
  int calls = 0;
  auto moved = source.token().on_cancel([&] { ++calls; });
  auto kept = std::move(moved);
  kept = {};
  {
    const auto brief = source.token().on_cancel([&] { ++calls; });
  }
  source.cancel();
  EXPECT_EQ(calls, 0);
}

TEST(CancellationToken, ReplacingARegistrationEndsTheOldOne) {
  CancellationSource source;
  int old_calls = 0;
  int new_calls = 0;
  auto registration = source.token().on_cancel([&] { ++old_calls; });
  registration = source.token().on_cancel([&] { ++new_calls; });
  source.cancel();
  EXPECT_EQ(old_calls, 0);
  EXPECT_EQ(new_calls, 1);
}

TEST(CancellationToken, MayBeUsedInsideItsFunction) {
  CancellationSource source;
  bool was_cancelled = false;
  int late = 0;
  const auto registration = source.token().on_cancel([&] {
    was_cancelled = source.token().is_cancelled();
    source.cancel();
    const auto inner = source.token().on_cancel([&] { ++late; });
  });
  source.cancel();
  EXPECT_TRUE(was_cancelled);
  EXPECT_EQ(late, 1);
}

TEST(CancellationToken, WaitsForARunningFunctionWhenItsRegistrationEnds) {
  CancellationSource source;
  std::atomic<bool> is_running{false};
  std::atomic<bool> may_return{false};
  bool has_returned = false;  // not atomic: the destructor is what orders it
  auto registration = std::make_unique<CancellationToken::Registration>(source.token().on_cancel([&] {
    is_running = true;
    while (!may_return) std::this_thread::yield();
    has_returned = true;
  }));
  std::thread canceller([&] { source.cancel(); });
  while (!is_running) std::this_thread::yield();
  std::thread opener([&] { may_return = true; });
  registration.reset();
  EXPECT_TRUE(has_returned);
  opener.join();
  canceller.join();
}

// What a registered function touches; gone right after the registration.
struct Watched {
  std::atomic<int> calls{0};
  std::atomic<bool> is_running{false};
  CancellationToken::Registration registration;
};

TEST(CancellationToken, ServesThreadsThatRegisterEndAndCancelInAnyOrder) {
  constexpr int kRounds = 40;
  constexpr unsigned kThreads = 4;
  std::atomic<int> called_twice{0};
  std::atomic<int> ended_while_running{0};
  std::atomic<int> never_called{0};
  for (int round = 0; round < kRounds; ++round) {
    CancellationSource source;
    std::atomic<unsigned> ready{0};
    const auto work = [&](unsigned index) {
      std::minstd_rand random(static_cast<unsigned>(round) * kThreads + index + 1);
      std::vector<std::unique_ptr<Watched>> watched;
      const auto end_one = [&](std::size_t which) {
        Watched& ended = *watched[which];
        ended.registration = {};
        if (ended.is_running) ++ended_while_running;
        if (ended.calls > 1) ++called_twice;
        watched.erase(watched.begin() + static_cast<std::ptrdiff_t>(which));
      };
      ++ready;
      while (ready < kThreads) std::this_thread::yield();
      for (int step = 0; step < 20; ++step) {
        const auto draw = random() % 10;
        if (draw < 6 || watched.empty()) {
          auto made = std::make_unique<Watched>();
          made->registration = source.token().on_cancel([target = made.get()] {
            target->is_running = true;
            ++target->calls;
            std::this_thread::yield();
            target->is_running = false;
          });
          watched.push_back(std::move(made));
        } else if (draw < 9) {
          end_one(random() % watched.size());
        } else {
          source.cancel();
        }
      }
      source.cancel();
      for (const auto& one : watched) {
        if (one->calls != 1) ++never_called;  // cancel() returns when all functions have run
      }
      while (!watched.empty()) end_one(0);
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < kThreads; ++i) threads.emplace_back(work, i);
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(called_twice, 0);
  EXPECT_EQ(ended_while_running, 0);
  EXPECT_EQ(never_called, 0);
}

TEST(SystemClock, EndsAWaitWhenTheTokenCancels) {
  const auto clock = system_clock();
  CancellationSource source;
  const auto token = source.token();
  std::thread canceller([&] { source.cancel(); });
  EXPECT_FALSE(clock->wait_until(clock->steady_now() + std::chrono::hours(1), token));
  canceller.join();
  EXPECT_FALSE(clock->wait_until(clock->steady_now() + std::chrono::hours(1), token)) << "cancelled before";
}

TEST(SystemClock, WaitsUntilTheTime) {
  const auto clock = system_clock();
  const auto until = clock->steady_now() + std::chrono::milliseconds(2);
  EXPECT_TRUE(clock->wait_until(until, {}));
  EXPECT_GE(clock->steady_now(), until);
  EXPECT_TRUE(clock->wait_until(until, CancellationSource().token())) << "already past";
}

}  // namespace
}  // namespace tccc
