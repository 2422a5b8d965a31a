// SPDX-License-Identifier: Apache-2.0
// How a client goes through its rate limiter.
#include <algorithm>
#include <deque>

#include "call_fixture.h"

namespace tccc {
namespace client_test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using testing::not_connected;
using testing::service_error;
using testing::success;

// Lets a request start after the delays it is told, and writes down what it was asked.
class RecordingLimiter final : public RateLimiter {
 public:
  explicit RecordingLimiter(std::deque<seconds> delays = {}) : delays_(std::move(delays)) {}

  Ticket enter(std::string_view action) override {
    asked.push_back("enter " + std::string(action));
    return ++tickets_;
  }
  std::optional<Time> try_start(std::string_view action, Ticket ticket, Time now) override {
    asked.push_back("try " + std::string(action) + " " + std::to_string(ticket));
    if (delays_.empty()) return {};
    const seconds delay = delays_.front();
    delays_.pop_front();
    return now + delay;
  }
  void leave(std::string_view action, Ticket ticket) override {
    asked.push_back("leave " + std::string(action) + " " + std::to_string(ticket));
  }
  void throttled(std::string_view action, Time) override { asked.push_back("throttled " + std::string(action)); }

  std::vector<std::string> asked;

 private:
  std::deque<seconds> delays_;
  Ticket tickets_ = 0;
};

using Asked = std::vector<std::string>;

class ClientLimiter : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, ClientLimiter, both_paths(), &path_name);

TEST_P(ClientLimiter, IsAskedBeforeEachAttemptAndToldOfThrottling) {
  CallFixture fixture({service_error("RequestLimitExceeded.UinLimitExceeded"), not_connected(), success("a")});
  const auto limiter = std::make_shared<RecordingLimiter>(std::deque<seconds>{seconds(2), seconds(1)});
  fixture.options.rate_limiter = limiter;
  const auto start = fixture.clock->steady_now();
  EXPECT_TRUE(fixture.client().send(placing()));
  EXPECT_EQ(limiter->asked, (Asked{"enter CreateAIAgentCall", "try CreateAIAgentCall 1", "try CreateAIAgentCall 1",
                                   "try CreateAIAgentCall 1", "throttled CreateAIAgentCall", "enter CreateAIAgentCall",
                                   "try CreateAIAgentCall 2", "enter CreateAIAgentCall", "try CreateAIAgentCall 3"}));
  EXPECT_GE(fixture.clock->steady_now() - start, seconds(3));
}

TEST_P(ClientLimiter, IsNotAskedForARequestThatIsWrong) {
  CallFixture fixture;
  const auto limiter = std::make_shared<RecordingLimiter>();
  fixture.options.rate_limiter = limiter;
  EXPECT_FALSE(fixture.client().send(CreateAIAgentCallRequest{}));
  EXPECT_TRUE(limiter->asked.empty());
}

TEST_P(ClientLimiter, GetsItsTicketBackWhenTheDeadlineComesFirst) {
  CallFixture fixture({success("a")});
  const auto limiter = std::make_shared<RecordingLimiter>(std::deque<seconds>{seconds(2), seconds(60)});
  fixture.options.rate_limiter = limiter;
  const auto start = fixture.clock->steady_now();
  const auto placed = fixture.client().send(placing());
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().code(), ErrorCode::limiter_refused);
  EXPECT_EQ(placed.error().outcome(), Outcome::not_sent);
  EXPECT_EQ(placed.error().attempts(), 0);
  EXPECT_TRUE(fixture.transport->requests().empty());
  EXPECT_EQ(fixture.clock->steady_now() - start, seconds(2)) << "the second wait is not begun";
  EXPECT_EQ(limiter->asked, (Asked{"enter CreateAIAgentCall", "try CreateAIAgentCall 1", "try CreateAIAgentCall 1",
                                   "leave CreateAIAgentCall 1"}));
}

TEST_P(ClientLimiter, LeavesTheLastErrorWhenItAllowsNoRepetition) {
  CallFixture fixture({service_error("RequestLimitExceeded")});
  // The first request starts; the second would be too late.
  class Closing final : public RateLimiter {
   public:
    Ticket enter(std::string_view) override { return ++tickets; }
    std::optional<Time> try_start(std::string_view, Ticket ticket, Time now) override {
      if (ticket == 1) return {};
      return now + hours(1);
    }
    void leave(std::string_view, Ticket ticket) override { left.push_back(ticket); }
    void throttled(std::string_view, Time) override {}
    Ticket tickets = 0;
    std::vector<Ticket> left;
  };
  const auto limiter = std::make_shared<Closing>();
  fixture.options.rate_limiter = limiter;
  const Error error = fixture.client().send(placing()).error();
  EXPECT_EQ(error.service_code(), "RequestLimitExceeded");
  EXPECT_EQ(error.outcome(), Outcome::rejected);
  EXPECT_EQ(error.attempts(), 1);
  EXPECT_EQ(limiter->left, std::vector<RateLimiter::Ticket>{2});
}

TEST_P(ClientLimiter, GetsItsTicketBackWhenTheCallerCancels) {
  CallFixture fixture({success("a")});
  const auto limiter = std::make_shared<RecordingLimiter>(std::deque<seconds>{seconds(2)});
  fixture.options.rate_limiter = limiter;
  CancellationSource source;
  fixture.clock->before_wait([&] { source.cancel(); });
  RequestOptions options;
  options.cancellation = source.token();
  const Error error = fixture.client().send(placing(), options).error();
  EXPECT_EQ(error.code(), ErrorCode::cancelled);
  EXPECT_EQ(limiter->asked, (Asked{"enter CreateAIAgentCall", "try CreateAIAgentCall 1", "leave CreateAIAgentCall 1"}));
}

// Times at which requests were sent.
std::vector<FakeClock::Steady> starts_of(int sends, std::size_t per_second, std::size_t clients, bool is_shared) {
  std::vector<FakeClock::Steady> starts;
  FakeClock* clock = nullptr;
  CallFixture fixture([&](const HttpRequest&) {
    starts.push_back(clock->steady_now());
    return success("a");
  });
  clock = fixture.clock.get();
  fixture.options.rate_limit.requests_per_second = per_second;
  if (is_shared) fixture.options.rate_limiter = local_rate_limiter(fixture.options.rate_limit);
  std::vector<PathClient> made;
  for (std::size_t i = 0; i < clients; ++i) made.push_back(fixture.client());
  for (int i = 0; i < sends; ++i) EXPECT_TRUE(made[static_cast<std::size_t>(i) % clients].send(placing()));
  return starts;
}

// The most requests within any window of one second.
std::size_t most_in_a_second(const std::vector<FakeClock::Steady>& starts) {
  std::size_t most = 0;
  for (std::size_t first = 0; first < starts.size(); ++first) {
    std::size_t last = first;
    while (last < starts.size() && starts[last] - starts[first] < seconds(1)) ++last;
    most = (std::max)(most, last - first);
  }
  return most;
}

TEST_P(ClientLimiter, HoldsARateByItself) {
  EXPECT_EQ(ClientOptions{}.rate_limit.requests_per_second, 20U);
  EXPECT_EQ(most_in_a_second(starts_of(50, 20, 1, false)), 20U);
  EXPECT_EQ(most_in_a_second(starts_of(10, 3, 1, false)), 3U);
}

TEST_P(ClientLimiter, IsSharedBetweenClients) {
  EXPECT_EQ(most_in_a_second(starts_of(50, 20, 2, true)), 20U);
  EXPECT_EQ(most_in_a_second(starts_of(50, 20, 2, false)), 40U) << "each client has its own unless told otherwise";
}

TEST_P(ClientLimiter, CanBeOff) {
  const auto starts = starts_of(100, 0, 1, false);
  EXPECT_EQ(starts.front(), starts.back());
}

TEST_P(ClientLimiter, CountsEachActionForItself) {
  CallFixture fixture([](const HttpRequest&) { return success("a"); });
  fixture.options.rate_limit.requests_per_second = 1;
  const PathClient client = fixture.client();
  const auto start = fixture.clock->steady_now();
  EXPECT_TRUE(client.send(placing()));
  EXPECT_TRUE(client.send(ReadingRequest{}));
  EXPECT_EQ(fixture.clock->steady_now(), start);
  EXPECT_TRUE(client.send(placing()));
  EXPECT_GE(fixture.clock->steady_now() - start, seconds(1));
}

}  // namespace
}  // namespace client_test
}  // namespace tccc
