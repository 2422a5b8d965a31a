// SPDX-License-Identifier: Apache-2.0
// When credentials are fetched, by whom, and what the others are given meanwhile.
#include "auth/cached_credentials.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../fake_clock.h"
#include "auth_fixture.h"
#include "library_thread.h"

namespace tccc {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;

// Lets one thread through when the test says so, and tells the test that it came.
class Gate {
 public:
  void pass() {
    std::unique_lock<std::mutex> lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return is_open_; });
  }
  void wait_for_arrival() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ > 0; });
  }
  void open() {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool is_open_ = false;
};

class CachedCredentials : public ::testing::Test {
 protected:
  using Fetch = std::function<Result<IssuedCredentials>()>;

  std::shared_ptr<CredentialsProvider> make(Fetch fetch, std::shared_ptr<const Clock> own_clock = nullptr) {
    return callback_credentials(
        [this, fetch = std::move(fetch)] {
          ++fetches;
          return fetch();
        },
        {own_clock ? std::move(own_clock) : clock, nullptr, log});
  }

  // Gives keys of two hours once, and a refusal from then on.
  std::shared_ptr<CredentialsProvider> sealed_after_the_first(const std::shared_ptr<const Clock>& own_clock) {
    return make(
        [this, own_clock]() -> Result<IssuedCredentials> {
          if (fetches > 1) return refusal("the vault is sealed");
          return IssuedCredentials{Keys().credentials(), own_clock->now() + hours(2)};
        },
        own_clock);
  }

  IssuedCredentials issue(const Keys& keys, seconds life) const { return {keys.credentials(), clock->now() + life}; }

  static Error refusal(const std::string& message) { return detail::credentials_unavailable(message); }

  std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
  std::shared_ptr<RecordedLog> log = std::make_shared<RecordedLog>();
  std::atomic<int> fetches{0};
};

TEST_F(CachedCredentials, AreFetchedWhenFirstAskedForAndThenKept) {
  const Keys keys{};
  const auto provider = make([&] { return issue(keys, hours(2)); });
  EXPECT_EQ(fetches, 0);
  for (int i = 0; i < 3; ++i) {
    const auto credentials = provider->credentials();
    ASSERT_TRUE(credentials);
    EXPECT_TRUE(keys.equal(*credentials));
  }
  EXPECT_EQ(fetches, 1);
}

TEST_F(CachedCredentials, WithoutAnEndAreFetchedOnce) {
  const Keys keys{};
  const auto provider = make([&] { return IssuedCredentials{keys.credentials(), {}}; });
  ASSERT_TRUE(provider->credentials());
  clock->advance(hours(24 * 365));
  ASSERT_TRUE(provider->credentials());
  EXPECT_EQ(fetches, 1);
}

TEST_F(CachedCredentials, AreRenewedFiveMinutesBeforeTheirEnd) {
  std::vector<Keys> generations(2);
  const auto provider = make([&] { return issue(generations[static_cast<std::size_t>(fetches - 1)], hours(2)); });
  ASSERT_TRUE(provider->credentials());
  clock->advance(hours(2) - minutes(5) - seconds(1));
  EXPECT_TRUE(generations[0].equal(*provider->credentials()));
  EXPECT_EQ(fetches, 1);
  clock->advance(seconds(1));
  EXPECT_TRUE(generations[1].equal(*provider->credentials()));
  EXPECT_EQ(fetches, 2);
}

TEST_F(CachedCredentials, OfAShortLifeAreRenewedAfterHalfOfIt) {
  const auto provider = make([&] { return issue(Keys(), minutes(4)); });
  ASSERT_TRUE(provider->credentials());
  clock->advance(minutes(2) - seconds(1));
  ASSERT_TRUE(provider->credentials());
  EXPECT_EQ(fetches, 1);
  clock->advance(seconds(1));
  ASSERT_TRUE(provider->credentials());
  EXPECT_EQ(fetches, 2);
}

TEST_F(CachedCredentials, ThatTheSourceGivesAgainAreNotAskedForAtEachCall) {
  const Keys keys{};
  const auto end = clock->now() + minutes(20);
  const auto provider = make([&] { return IssuedCredentials{keys.credentials(), end}; });
  ASSERT_TRUE(provider->credentials());
  clock->advance(minutes(20) - seconds(12));
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(provider->credentials());
  EXPECT_EQ(fetches, 2);
  clock->advance(seconds(10));
  ASSERT_TRUE(provider->credentials());
  EXPECT_EQ(fetches, 3);
}

TEST_F(CachedCredentials, ServeUntilTheirEndWhenTheyCannotBeRenewed) {
  const Keys keys{};
  const auto provider = make([&]() -> Result<IssuedCredentials> {
    if (fetches > 1) return refusal("the vault is sealed");
    return issue(keys, hours(1));
  });
  ASSERT_TRUE(provider->credentials());
  clock->advance(minutes(56));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(keys.equal(*provider->credentials()));
  EXPECT_EQ(fetches, 2);
  clock->advance(seconds(10));
  EXPECT_TRUE(keys.equal(*provider->credentials()));
  EXPECT_EQ(fetches, 3);

  clock->advance(minutes(4));
  const auto refused = provider->credentials();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::credentials_unavailable);
  EXPECT_EQ(refused.error().outcome(), Outcome::not_sent);
  EXPECT_EQ(refused.error().message(), "the vault is sealed");
  EXPECT_THAT(log->lines(), ElementsAre("info credentials_refreshed wait=3600000ms",
                                        "warning credentials_refresh_failed code=credentials_unavailable wait=240000ms",
                                        "warning credentials_refresh_failed code=credentials_unavailable wait=230000ms",
                                        "warning credentials_refresh_failed code=credentials_unavailable"));
}

TEST_F(CachedCredentials, AreFetchedAgainAfterASecondWhenThereAreNone) {
  const Keys keys{};
  const auto provider = make([&]() -> Result<IssuedCredentials> {
    if (fetches == 1) return refusal("not yet");
    return issue(keys, hours(1));
  });
  EXPECT_FALSE(provider->credentials());
  clock->advance(seconds(1));
  const auto credentials = provider->credentials();
  ASSERT_TRUE(credentials);
  EXPECT_TRUE(keys.equal(*credentials));
}

TEST_F(CachedCredentials, AreAskedForOnceASecondWhenThereAreNone) {
  const auto provider = make([&] { return refusal("the vault is sealed " + std::to_string(fetches)); });
  for (int second = 1; second <= 3; ++second) {
    for (int i = 0; i < 20; ++i) {
      EXPECT_EQ(message_of(provider->credentials()), "the vault is sealed " + std::to_string(second));
    }
    EXPECT_EQ(fetches, second);
    EXPECT_EQ(log->lines().size(), static_cast<std::size_t>(second));
    clock->advance(seconds(1));
  }
}

TEST_F(CachedCredentials, AreAskedForASecondAfterAFailureAlthoughTheClockIsSetBack) {
  const Keys keys{};
  const auto stepped = std::make_shared<SteppedClock>();
  const auto provider = make(
      [&]() -> Result<IssuedCredentials> {
        if (fetches == 1) return refusal("not yet");
        return IssuedCredentials{keys.credentials(), {}};
      },
      stepped);
  EXPECT_FALSE(provider->credentials());
  stepped->step_wall(-hours(8));
  stepped->advance(seconds(1));
  EXPECT_TRUE(provider->credentials());
}

TEST_F(CachedCredentials, AreRenewedInTimeAlthoughTheClockIsSetBack) {
  const auto stepped = std::make_shared<SteppedClock>();
  const auto provider = make(
      [&] {
        return IssuedCredentials{Keys().credentials(), stepped->now() + hours(2)};
      },
      stepped);
  ASSERT_TRUE(provider->credentials());
  stepped->step_wall(-hours(8));
  stepped->advance(hours(2) - minutes(5) - seconds(1));
  ASSERT_TRUE(provider->credentials());
  EXPECT_EQ(fetches, 1);
  stepped->advance(seconds(1));
  ASSERT_TRUE(provider->credentials());
  EXPECT_EQ(fetches, 2);
}

TEST_F(CachedCredentials, AreTriedForAgainAndEndAlthoughTheClockIsSetBack) {
  const auto stepped = std::make_shared<SteppedClock>();
  const auto provider = sealed_after_the_first(stepped);
  ASSERT_TRUE(provider->credentials());
  stepped->advance(hours(2) - minutes(5));
  EXPECT_TRUE(provider->credentials());
  EXPECT_EQ(fetches, 2);
  stepped->step_wall(-hours(8));
  stepped->advance(seconds(10));
  EXPECT_TRUE(provider->credentials());
  EXPECT_EQ(fetches, 3);
  EXPECT_EQ(log->lines().back(), "warning credentials_refresh_failed code=credentials_unavailable wait=290000ms");
  stepped->advance(minutes(5) - seconds(10));
  EXPECT_EQ(message_of(provider->credentials()), "the vault is sealed");
}

TEST_F(CachedCredentials, EndByTheWallClockWhereTheSteadyOneStoodStill) {
  const auto stepped = std::make_shared<SteppedClock>();
  const auto provider = sealed_after_the_first(stepped);
  ASSERT_TRUE(provider->credentials());
  stepped->step_wall(hours(2));
  EXPECT_EQ(message_of(provider->credentials()), "the vault is sealed");
}

TEST_F(CachedCredentials, OfAnEndBeyondEveryClockAreKept) {
  const auto stepped = std::make_shared<SteppedClock>();
  stepped->step_wall(std::chrono::duration_cast<seconds>(-stepped->now().time_since_epoch()));
  const auto provider = make(
      [&] {
        return IssuedCredentials{Keys().credentials(), (std::chrono::system_clock::time_point::max)()};
      },
      stepped);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(provider->credentials());
  EXPECT_EQ(fetches, 1);
}

TEST_F(CachedCredentials, AreRenewedByOneThreadWhileTheOthersUseTheOld) {
  std::vector<Keys> generations(2);
  Gate gate;
  const auto provider = make([&] {
    const int fetch = fetches;
    if (fetch == 2) gate.pass();
    return issue(generations[static_cast<std::size_t>(fetch - 1)], hours(1));
  });
  ASSERT_TRUE(provider->credentials());
  clock->advance(minutes(57));

  Result<Credentials> renewed = refusal("not run");
  std::thread renewing([&] { renewed = provider->credentials(); });
  gate.wait_for_arrival();
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(generations[0].equal(*provider->credentials()));
  EXPECT_EQ(fetches, 2);
  gate.open();
  renewing.join();
  EXPECT_TRUE(generations[1].equal(*renewed));
  EXPECT_TRUE(generations[1].equal(*provider->credentials()));
  EXPECT_EQ(fetches, 2);
}

TEST_F(CachedCredentials, AreFetchedOnceForAllWhoWait) {
  const Keys keys{};
  Gate gate;
  const auto provider = make([&] {
    gate.pass();
    return issue(keys, hours(1));
  });
  std::atomic<int> served{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const auto credentials = provider->credentials();
      if (credentials && keys.equal(*credentials)) ++served;
    });
  }
  gate.wait_for_arrival();
  gate.open();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(served, 8);
  EXPECT_EQ(fetches, 1);
}

// Counts who asks: a provider reads the clock once for each, before it lets one wait.
class CountingClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++readings_;
    changed_.notify_all();
    return even_.now();
  }
  std::chrono::steady_clock::time_point steady_now() const override { return even_.steady_now(); }
  void advance(std::chrono::nanoseconds by) const { even_.advance(by); }
  void wait_for(int readings) const {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return readings_ >= readings; });
  }

 private:
  const FakeClock even_{};
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  mutable int readings_ = 0;
};

TEST_F(CachedCredentials, AreDeniedToThoseWhoWaitByTheFetchTheyWaitedFor) {
  constexpr int kWaiting = 8;
  for (int round = 0; round < 20; ++round) {
    const auto counting = std::make_shared<CountingClock>();
    Gate gate;
    fetches = 0;
    const auto provider = make(
        [&]() -> Result<IssuedCredentials> {
          if (fetches == 1) counting->wait_for(1 + kWaiting);
          if (fetches == 2) gate.pass();
          return refusal("refused " + std::to_string(fetches));
        },
        counting);
    std::thread asking([&] {
      EXPECT_EQ(message_of(provider->credentials()), "refused 1");
      counting->advance(seconds(1));
      EXPECT_EQ(message_of(provider->credentials()), "refused 2");
    });
    counting->wait_for(1);
    std::vector<std::thread> waiting;
    for (int i = 0; i < kWaiting; ++i) {
      waiting.emplace_back([&] { EXPECT_EQ(message_of(provider->credentials()), "refused 1"); });
    }
    for (std::thread& thread : waiting) thread.join();
    gate.open();
    asking.join();
  }
}

TEST_F(CachedCredentials, NeverMixTwoGenerations) {
  std::mutex mutex;
  std::deque<Keys> generations;
  const auto provider = make([&] {
    const std::lock_guard<std::mutex> lock(mutex);
    generations.emplace_back();
    return issue(generations.back(), seconds(40));
  });
  std::atomic<bool> is_mixed{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 200; ++n) {
        const auto credentials = provider->credentials();
        clock->advance(seconds(1));
        const std::lock_guard<std::mutex> lock(mutex);
        const bool is_whole = credentials && std::any_of(generations.begin(), generations.end(),
                                                         [&](const Keys& keys) { return keys.equal(*credentials); });
        if (!is_whole && credentials) is_mixed = true;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_FALSE(is_mixed);
  EXPECT_GT(fetches, 10);
}

TEST_F(CachedCredentials, ThatHaveExpiredAlreadyAreRefused) {
  const Keys keys{};
  const auto provider = make([&] { return issue(keys, seconds(0)); });
  const auto refused = provider->credentials();
  ASSERT_FALSE(refused);
  EXPECT_TRUE(contains(refused.error().message(), "expired already; check the clock"));
}

TEST_F(CachedCredentials, ThatWouldBreakAHeaderAreRefusedWithoutShowingThem) {
  constexpr const char* fields[] = {"secret_id", "secret_key", "token"};
  for (int part = 0; part < 3; ++part) {
    Keys keys;
    std::string* texts[] = {&keys.id, &keys.key, &keys.token};
    *texts[part] += "\r\nX-Injected: 1";
    const auto refused = make([&] { return issue(keys, hours(1)); })->credentials();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::invalid_argument);
    EXPECT_EQ(refused.error().field(), fields[part]);
    EXPECT_EQ(refused.error().outcome(), Outcome::not_sent);
    EXPECT_TRUE(contains(refused.error().message(), "would break a header"));
    EXPECT_FALSE(keys.appear_in(refused.error().to_string()));
    EXPECT_FALSE(contains(refused.error().to_string(), "Injected"));
  }
}

TEST_F(CachedCredentials, OfAnEmptyIdOrKeyAreRefused) {
  Keys keys;
  keys.id.clear();
  EXPECT_TRUE(contains(message_of(make([&] { return issue(keys, hours(1)); })->credentials()), "secret_id is empty"));
  Keys without_key;
  without_key.key.clear();
  EXPECT_TRUE(
      contains(message_of(make([&] { return issue(without_key, hours(1)); })->credentials()), "secret_key is empty"));
}

TEST_F(CachedCredentials, RefuseACallbackThatAsksItsOwnProvider) {
  std::shared_ptr<CredentialsProvider> provider;
  provider = make([&]() -> Result<IssuedCredentials> {
    const auto own = provider->credentials();
    if (!own) return own.error();
    return IssuedCredentials{*own, {}};
  });
  EXPECT_TRUE(contains(message_of(provider->credentials()), "asked its own provider"));
}

TEST_F(CachedCredentials, SurviveACallbackThatThrows) {
  const Keys keys{};
  const auto provider = make([&]() -> Result<IssuedCredentials> {
    if (fetches == 1) throw std::runtime_error("thrown by the test");
    return issue(keys, hours(1));
  });
  EXPECT_THROW(static_cast<void>(provider->credentials()), std::runtime_error);
  EXPECT_TRUE(provider->credentials());
}

// Runs on a thread like that of a client's loop.
template <class Run>
void on_a_loop(Run run) {
  std::thread([&run] {
    detail::mark_library_thread();
    run();
  }).join();
}

TEST_F(CachedCredentials, AreRenewedBesideALoopWhichGoesOnWithTheOldOnes) {
  const std::vector<Keys> generations(2);
  Gate vault;
  const auto provider = make([&] {
    if (fetches > 1) vault.pass();
    return issue(generations[static_cast<std::size_t>(fetches - 1)], hours(2));
  });
  on_a_loop([&] { EXPECT_TRUE(generations[0].equal(*provider->credentials())); });
  clock->advance(hours(2) - minutes(5));
  on_a_loop([&] {
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(generations[0].equal(*provider->credentials()));
    vault.wait_for_arrival();
    EXPECT_TRUE(generations[0].equal(*provider->credentials()));
  });
  vault.open();
  log->wait_for_lines(2);
  on_a_loop([&] { EXPECT_TRUE(generations[1].equal(*provider->credentials())); });
  EXPECT_EQ(fetches, 2);
}

TEST_F(CachedCredentials, AreRenewedBesideALoopAgainAndAgain) {
  std::vector<Keys> generations(4);
  const auto provider = make([&] { return issue(generations[static_cast<std::size_t>(fetches - 1)], hours(2)); });
  for (std::size_t i = 0; i < generations.size(); ++i) {
    on_a_loop([&] { ASSERT_TRUE(provider->credentials()); });
    log->wait_for_lines(i + 1);
    on_a_loop([&] { EXPECT_TRUE(generations[i].equal(*provider->credentials())); });
    clock->advance(hours(2) - minutes(5));
  }
}

TEST_F(CachedCredentials, ThatAreBeingRenewedBesideALoopEndAfterThat) {
  Gate vault;
  std::atomic<bool> has_ended{false};
  auto provider = make([&] {
    if (fetches > 1) {
      vault.pass();
      has_ended = true;
    }
    return issue(Keys(), hours(2));
  });
  ASSERT_TRUE(provider->credentials());
  clock->advance(hours(2) - minutes(5));
  on_a_loop([&] { ASSERT_TRUE(provider->credentials()); });
  vault.wait_for_arrival();
  std::thread opener([&] { vault.open(); });
  provider.reset();
  EXPECT_TRUE(has_ended);
  opener.join();
}

TEST_F(CachedCredentials, AreTriedForAgainTenSecondsAfterACallbackThrewBesideALoop) {
  const Keys keys{};
  const auto provider = make([&]() -> Result<IssuedCredentials> {
    if (fetches == 1) return issue(keys, hours(2));
    throw std::runtime_error("thrown by the test");
  });
  ASSERT_TRUE(provider->credentials());
  clock->advance(hours(2) - minutes(5));
  on_a_loop([&] { EXPECT_TRUE(keys.equal(*provider->credentials())); });
  log->wait_for_lines(2);
  on_a_loop([&] { EXPECT_TRUE(keys.equal(*provider->credentials())); });
  EXPECT_EQ(fetches, 2);
  clock->advance(seconds(10));
  on_a_loop([&] { EXPECT_TRUE(keys.equal(*provider->credentials())); });
  log->wait_for_lines(3);
  EXPECT_EQ(fetches, 3);
  EXPECT_EQ(log->lines()[2], "warning credentials_refresh_failed code=credentials_unavailable wait=290000ms");
}

TEST_F(CachedCredentials, RefuseAnEmptyFunction) {
  const auto refused = callback_credentials(nullptr)->credentials();
  EXPECT_TRUE(contains(message_of(refused), "empty function"));
}

}  // namespace
}  // namespace tccc
