// SPDX-License-Identifier: Apache-2.0
// What the shared limiter does when a real Redis fails: one test for each row of the table in docs/guide/fleet.md.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "../key_watch.h"
#include "../unit/fake_clock.h"
#include "redis/link.h"
#include "redis_server.h"
#include "tccc/redis/rate_limiter.h"
#include "testing/throwaway_ca.h"

namespace tccc {
namespace redis_test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Time = RateLimiter::Time;

constexpr const char* kAction = "CreateAICall";
constexpr std::size_t kLimit = 20;
constexpr std::size_t kFleet = 4;
constexpr milliseconds kQuiet{3400};  // a little less than nothing starts for

/// The records of a limiter, as they came.
class Events final : public LogSink {
 public:
  void log(const LogRecord& record) noexcept override {
    const std::lock_guard<std::mutex> lock(mutex_);
    lines_.push_back(to_string(record));
    events_.push_back(record.event);
  }
  bool has(LogEvent event) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return std::find(events_.begin(), events_.end(), event) != events_.end();
  }
  std::string text() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::string text;
    for (const std::string& line : lines_) text += line + "\n";
    return text;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
  std::vector<LogEvent> events_;
};

struct Fixture {
  explicit Fixture(redis::ConnectionOptions connection) {
    options.connection = std::move(connection);
    options.identity = "account";
    options.fleet_size = kFleet;
    options.log = events;
  }

  void make() {
    auto made = redis::rate_limiter(options);
    ASSERT_TRUE(made) << made.error();
    limiter = *made;
  }

  /// Starts as many as it can, one after another, each as soon as it may; gives the times.
  std::vector<Time> start(std::size_t count, milliseconds limit = seconds(30)) const {
    std::vector<Time> starts;
    const Time end = std::chrono::steady_clock::now() + limit;
    while (starts.size() < count) {
      const RateLimiter::Ticket ticket = limiter->enter(kAction);
      for (;;) {
        const Time now = std::chrono::steady_clock::now();
        const auto later = limiter->try_start(kAction, ticket, now);
        if (!later) {
          starts.push_back(now);
          break;
        }
        if (*later >= end || now >= end) {
          limiter->leave(kAction, ticket);
          return starts;
        }
        system_clock()->wait_until(*later, {});
      }
    }
    return starts;
  }

  /// Whether the limiter lets requests start together with the fleet, in the next seconds.
  bool is_shared() const {
    return comes_true([&] { return events->has(LogEvent::shared_limit_back); });
  }

  std::shared_ptr<Events> events = std::make_shared<Events>();
  redis::RateLimiterOptions options;
  std::shared_ptr<RateLimiter> limiter;
};

std::size_t most_in_a_second(const std::vector<Time>& starts) {
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; last < starts.size(); ++last) {
    while (starts[last] - starts[first] >= seconds(1)) ++first;
    most = (std::max)(most, last - first + 1);
  }
  return most;
}

// Nothing for a while, then this process's part alone.
void expect_part_after_quiet(const Fixture& fixture, Time lost_at) {
  const std::vector<Time> starts = fixture.start(2 * kLimit / kFleet);
  ASSERT_EQ(starts.size(), 2 * kLimit / kFleet);
  EXPECT_GE(starts.front() - lost_at, kQuiet);
  EXPECT_LE(most_in_a_second(starts), kLimit / kFleet);
}

TEST(SharedLimitFaults, RedisDownAtTheStart) {
  RedisServer server;
  Fixture fixture(server.connection());
  const Time began = std::chrono::steady_clock::now();
  fixture.make();
  expect_part_after_quiet(fixture, began);
  EXPECT_NE(fixture.events->text().find("shared_limit_lost code=connect_failed"), std::string::npos);
  server.start();
  EXPECT_TRUE(fixture.is_shared());
}

TEST(SharedLimitFaults, RedisDiesInTheMiddle) {
  RedisServer server;
  server.start();
  Fixture fixture(server.connection());
  fixture.make();
  ASSERT_EQ(fixture.start(3).size(), 3U);
  server.kill();
  expect_part_after_quiet(fixture, std::chrono::steady_clock::now());
  // Found out before a question, or in the middle of one.
  const std::string text = fixture.events->text();
  EXPECT_TRUE(text.find("shared_limit_lost code=connect_failed") != std::string::npos ||
              text.find("shared_limit_lost code=connection_lost") != std::string::npos)
      << text;
  server.start();
  EXPECT_TRUE(fixture.is_shared());
  EXPECT_EQ(fixture.start(3).size(), 3U);
}

TEST(SharedLimitFaults, RedisEndsAConnectionThatIsIdle) {
  RedisServer server;
  server.start();
  Fixture fixture(server.connection());
  const auto clock = std::make_shared<FakeClock>();
  fixture.options.clock = clock;
  fixture.make();
  redis::Link link(server.connection());
  ASSERT_FALSE(link.open());
  const auto members = [&]() -> std::size_t {
    const redis::Answer keys = link.ask({"KEYS", "*"});
    if (keys.texts.size() != 1) return 0;
    const redis::Answer fields = link.ask({"HKEYS", keys.texts[0]});
    return static_cast<std::size_t>(std::count_if(fields.texts.begin(), fields.texts.end(),
                                                  [](const std::string& field) { return field.rfind("m:", 0) == 0; }));
  };
  fixture.limiter->leave(kAction, fixture.limiter->enter(kAction));
  ASSERT_TRUE(comes_true([&] { return members() == 1; }));
  clock->advance(seconds(31));  // after which it takes part no more
  ASSERT_TRUE(comes_true([&] { return members() == 0; }));
  const redis::Answer ended = link.ask({"CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"});
  ASSERT_EQ(ended.texts.at(0), "1");
  fixture.limiter->leave(kAction, fixture.limiter->enter(kAction));
  ASSERT_TRUE(comes_true([&] { return members() == 1; }));
  EXPECT_EQ(fixture.events->text(), "");
}

/// A sink that uses the limiter of which it is told, on a thread of its own, so that a test can say that it waits.
class UsingSink final : public LogSink {
 public:
  ~UsingSink() override { join(); }
  void log(const LogRecord& /*record*/) noexcept override {
    join();
    user_ = std::thread([this] {
      RateLimiter& limiter = *limiter_.load();
      limiter.leave(kAction, limiter.enter(kAction));
      is_done_ = true;
    });
    is_used_ = comes_true([this] { return is_done_.load(); }, seconds(5));
    is_called_ = true;
  }
  void set_limiter(RateLimiter* limiter) { limiter_ = limiter; }
  bool is_called() const { return is_called_; }
  bool is_used() const { return is_used_; }
  void join() {
    if (user_.joinable()) user_.join();
  }

 private:
  std::thread user_;
  std::atomic<RateLimiter*> limiter_{nullptr};
  std::atomic<bool> is_done_{false};
  std::atomic<bool> is_used_{false};
  std::atomic<bool> is_called_{false};
};

TEST(SharedLimitFaults, ASinkMayUseTheLimiter) {
  const RedisServer server;
  Fixture fixture(server.connection());
  const auto sink = std::make_shared<UsingSink>();
  fixture.options.log = sink;
  fixture.make();
  sink->set_limiter(fixture.limiter.get());
  fixture.limiter->leave(kAction, fixture.limiter->enter(kAction));
  ASSERT_TRUE(comes_true([&] { return sink->is_called(); }));
  EXPECT_TRUE(sink->is_used());
  sink->join();
}

TEST(SharedLimitFaults, RedisStandsStill) {
  RedisServer server;
  server.start();
  Fixture fixture(server.connection());
  fixture.make();
  ASSERT_EQ(fixture.start(3).size(), 3U);
  server.pause();
  const Time paused_at = std::chrono::steady_clock::now();
  // No call is held up by it: the limiter only ever says when to ask again.
  const RateLimiter::Ticket ticket = fixture.limiter->enter(kAction);
  while (!fixture.events->has(LogEvent::shared_limit_lost)) {
    const Time asked = std::chrono::steady_clock::now();
    const auto later = fixture.limiter->try_start(kAction, ticket, asked);
    ASSERT_TRUE(later);
    ASSERT_LE(*later - asked, milliseconds(50));
    ASSERT_LE(asked - paused_at, seconds(10));
    system_clock()->wait_until(*later, {});
  }
  fixture.limiter->leave(kAction, ticket);
  expect_part_after_quiet(fixture, paused_at);
  EXPECT_NE(fixture.events->text().find("shared_limit_lost code=deadline_exceeded"), std::string::npos);
  server.resume();
  EXPECT_TRUE(fixture.is_shared());
}

TEST(SharedLimitFaults, RedisEvictsTheKey) {
  RedisServer server;
  server.start();
  Fixture fixture(server.connection());
  fixture.make();
  ASSERT_EQ(fixture.start(3).size(), 3U);
  redis::Link link(server.connection());
  ASSERT_FALSE(link.open());
  ASSERT_FALSE(link.ask({"FLUSHALL"}).fault);
  const Time evicted_at = std::chrono::steady_clock::now();
  const std::vector<Time> starts = fixture.start(2);
  ASSERT_EQ(starts.size(), 2U);
  // A start or two may have been reserved before.
  EXPECT_GE(starts.back() - evicted_at, seconds(2));
  EXPECT_FALSE(fixture.events->has(LogEvent::shared_limit_lost));
}

TEST(SharedLimitFaults, ThePasswordIsWrong) {
  const std::string right = random_key();
  RedisServer server({"--requirepass", right});
  server.start();
  Fixture fixture(server.connection());
  fixture.options.connection.password = Secret(random_key());
  const Time began = std::chrono::steady_clock::now();
  fixture.make();
  expect_part_after_quiet(fixture, began);
  EXPECT_NE(fixture.events->text().find("service_code=WRONGPASS"), std::string::npos) << fixture.events->text();
  expect_no_key(fixture.events->text());
}

TEST(SharedLimitFaults, TheServerIsAReplicaThatTakesNoWrites) {
  RedisServer replica({"--replicaof", "127.0.0.1", "1", "--replica-serve-stale-data", "yes"});
  replica.start();
  Fixture fixture(replica.connection());
  const Time began = std::chrono::steady_clock::now();
  fixture.make();
  expect_part_after_quiet(fixture, began);
  EXPECT_NE(fixture.events->text().find("service_code=READONLY"), std::string::npos) << fixture.events->text();
}

/// A clock on which every answer takes as long as it is told, for it moves by that much whenever it is read.
class DistantClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override { return system_clock()->now(); }
  Time steady_now() const override { return clock_->steady_now() + microseconds(moved_ += step_); }
  bool wait_until(Time, const CancellationToken&) const override { return true; }

  void set_distance(microseconds distance) { step_ = distance.count(); }
  void advance(microseconds by) { moved_ += by.count(); }

 private:
  const std::shared_ptr<const Clock> clock_ = std::make_shared<FakeClock>();
  std::atomic<std::int64_t> step_{0};
  mutable std::atomic<std::int64_t> moved_{0};
};

TEST(SharedLimitFaults, RedisIsFartherAwayThanTheLongestDelay) {
  RedisServer server;
  server.start();
  Fixture fixture(server.connection());
  const auto clock = std::make_shared<DistantClock>();
  fixture.options.clock = clock;
  // Far beyond what a busy machine adds, which the timeout bounds.
  fixture.options.longest_delay = milliseconds(1000);
  clock->set_distance(milliseconds(1100));
  fixture.make();
  const RateLimiter::Ticket ticket = fixture.limiter->enter(kAction);
  ASSERT_TRUE(comes_true([&] {
    clock->advance(milliseconds(100));
    return fixture.events->has(LogEvent::shared_limit_lost);
  })) << "nothing can start, and nobody is told";
  EXPECT_NE(fixture.events->text().find("service_code=TOO_FAR_RAISE_LONGEST_DELAY"), std::string::npos)
      << fixture.events->text();
  clock->advance(seconds(6));
  EXPECT_FALSE(fixture.limiter->try_start(kAction, ticket, clock->steady_now())) << "it goes on alone";

  // A little nearer, and it would be too far again soon.
  clock->set_distance(milliseconds(850));
  redis::Link link(server.connection());
  ASSERT_FALSE(link.open());
  const auto asked = [&] {
    const std::string stats = link.ask({"INFO", "commandstats"}).texts.at(0);
    const std::string name = "cmdstat_evalsha:calls=";
    return std::stoul(stats.substr(stats.find(name) + name.size()));
  };
  const std::size_t asked_before = asked();
  ASSERT_TRUE(comes_true([&] {
    clock->advance(milliseconds(300));
    return asked() >= asked_before + 3;
  }));
  EXPECT_FALSE(fixture.events->has(LogEvent::shared_limit_back));

  clock->set_distance(milliseconds(0));
  EXPECT_TRUE(comes_true([&] {
    clock->advance(milliseconds(300));
    return fixture.events->has(LogEvent::shared_limit_back);
  }));
  const std::string text = fixture.events->text();
  EXPECT_EQ(text.find("shared_limit_lost"), text.rfind("shared_limit_lost")) << text;
}

// What starts alone while the question is on its way is as much a start as what started before it was asked.
TEST(SharedLimitFaults, OneThatReturnsKeepsItsPartUntilWhatItMayStartMeanwhileIsOld) {
  RedisServer server;
  Fixture fixture(server.connection());
  const auto clock = std::make_shared<FakeClock>();
  fixture.options.clock = clock;
  fixture.make();
  fixture.limiter->leave(kAction, fixture.limiter->enter(kAction));
  ASSERT_TRUE(comes_true([&] { return fixture.events->has(LogEvent::shared_limit_lost); }));
  server.start();
  ASSERT_TRUE(comes_true([&] {
    if (fixture.events->has(LogEvent::shared_limit_back)) return true;
    clock->advance(milliseconds(300));  // less than after which Redis is told again
    return false;
  }));
  redis::Link link(server.connection());
  ASSERT_FALSE(link.open());
  const redis::Answer keys = link.ask({"KEYS", "*"});
  ASSERT_EQ(keys.texts.size(), 1U);
  const redis::Answer state = link.ask({"HGETALL", keys.texts[0]});
  std::string member;  // when it was heard, and from when its part is the fleet's
  for (std::size_t i = 0; i + 1 < state.texts.size(); i += 2) {
    if (state.texts[i].rfind("m:", 0) == 0) member = state.texts[i + 1];
  }
  std::istringstream times(member);
  std::int64_t heard = 0;
  std::int64_t joined = 0;
  times >> heard >> joined;
  const milliseconds window = seconds(1) + fixture.options.rate.margin + fixture.options.longest_delay;
  EXPECT_GE(microseconds(joined - heard), window + fixture.options.connection.timeout) << member;
}

TEST(SharedLimit, ShowsUserAndPassword) {
  const std::string password = random_key();
  RedisServer server({"--user", "limiter", "on", ">" + password, "~tccc:*", "+@all"});
  server.start();
  Fixture fixture(server.connection());
  fixture.options.connection.user = "limiter";
  fixture.options.connection.password = Secret(password);
  fixture.make();
  EXPECT_EQ(fixture.start(3).size(), 3U);
  EXPECT_FALSE(fixture.events->has(LogEvent::shared_limit_lost)) << fixture.events->text();
}

class SharedLimitTls : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto ca = testing::detail::ThrowawayCa::create();
    const auto other = testing::detail::ThrowawayCa::create();
    ASSERT_TRUE(ca && other);
    const auto identity = ca->issue({{"localhost"}, {"127.0.0.1"}});
    ASSERT_TRUE(identity);
    server_.use_tls(files_.write("server.pem", identity->certificate_pem),
                    files_.write("server.key", identity->private_key_pem.reveal()));
    server_.start();
    ca_file_ = files_.write("ca.pem", ca->certificate_pem());
    other_ca_file_ = files_.write("other.pem", other->certificate_pem());
  }

  loopback::TemporaryDirectory files_;
  RedisServer server_;
  std::string ca_file_;
  std::string other_ca_file_;
};

TEST_F(SharedLimitTls, TalksToAServerWithATrustedCertificate) {
  Fixture fixture(server_.connection());
  fixture.options.connection.ca_file = ca_file_;
  fixture.make();
  EXPECT_EQ(fixture.start(3).size(), 3U);
  EXPECT_FALSE(fixture.events->has(LogEvent::shared_limit_lost)) << fixture.events->text();
}

TEST_F(SharedLimitTls, RefusesACertificateOfAnotherAuthority) {
  Fixture fixture(server_.connection());
  fixture.options.connection.ca_file = other_ca_file_;
  fixture.make();
  EXPECT_TRUE(fixture.start(1, milliseconds(1000)).empty());
  EXPECT_NE(fixture.events->text().find("shared_limit_lost code=tls_failed"), std::string::npos);
}

TEST_F(SharedLimitTls, RefusesACertificateForAnotherName) {
  redis::ConnectionOptions connection = server_.connection();
  connection.ca_file = ca_file_;
  connection.server_name = "redis.example";
  redis::Link link(connection);
  const auto fault = link.open();
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->code, ErrorCode::tls_failed);
}

TEST(SharedLimit, NamesTheOptionThatIsWrong) {
  redis::RateLimiterOptions options;
  options.fleet_size = 2;
  EXPECT_EQ(redis::rate_limiter(options).error().field(), "identity");
  options.identity = "account";
  options.fleet_size = 1;
  EXPECT_EQ(redis::rate_limiter(options).error().field(), "fleet_size");
  options.fleet_size = 2;
  options.longest_delay = milliseconds(0);
  EXPECT_EQ(redis::rate_limiter(options).error().field(), "longest_delay");
  options.longest_delay = milliseconds(1);
  options.connection.user = "limiter";
  EXPECT_EQ(redis::rate_limiter(options).error().field(), "connection.password");
}

// Alone, a process starts one request in `fleet_size / N` windows. A limiter keeps starts for an hour.
TEST(SharedLimit, RefusesAFleetOfWhichNoneCouldKeepToItsPart) {
  redis::RateLimiterOptions options;
  options.identity = "account";
  options.connection.unix_socket = "/nowhere";
  options.rate.requests_per_second = 2;
  options.rate.margin = milliseconds(185);
  options.longest_delay = milliseconds(15);
  options.fleet_size = 5999;  // 1.2 s * 5999 / 2 is 3599.4 s
  EXPECT_TRUE(redis::rate_limiter(options));
  options.fleet_size = 6000;
  const auto refused = redis::rate_limiter(options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::invalid_argument);
  EXPECT_EQ(refused.error().field(), "fleet_size");
  EXPECT_NE(refused.error().message().find("leaves a process without Redis no more than one request in an hour"),
            std::string::npos)
      << refused.error();
}

TEST(SharedLimit, KeepsTheIdentityOutOfTheKeysOfRedis) {
  RedisServer server;
  server.start();
  Fixture fixture(server.connection());
  fixture.options.identity = "AKIDexampleidentity";
  fixture.make();
  ASSERT_EQ(fixture.start(1).size(), 1U);
  redis::Link link(server.connection());
  ASSERT_FALSE(link.open());
  const redis::Answer keys = link.ask({"KEYS", "*"});
  ASSERT_EQ(keys.texts.size(), 1U);
  EXPECT_EQ(keys.texts[0].rfind("tccc:rate:", 0), 0U);
  EXPECT_EQ(keys.texts[0].find("AKID"), std::string::npos);
  EXPECT_EQ(keys.texts[0].size(), std::string("tccc:rate:").size() + 32);
}

}  // namespace
}  // namespace redis_test
}  // namespace tccc
