// SPDX-License-Identifier: Apache-2.0
// What a client does with the time it is given.
#include <functional>

#include "call_fixture.h"

namespace tccc {
namespace client_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::lost_answer;
using testing::not_connected;
using testing::service_error;
using testing::success;

class Deadline : public OnBothPaths {};
INSTANTIATE_TEST_SUITE_P(Paths, Deadline, both_paths(), &path_name);

TEST_P(Deadline, FailsAtOnceWhenTheWaitWouldPassIt) {
  CallFixture fixture({with_retry_after(service_error("RequestLimitExceeded"), "60"), success("a")});
  fixture.options.timeouts.total = seconds(60);
  const auto before = fixture.clock->steady_now();
  const auto placed = fixture.client().send(placing());
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().service_code(), "RequestLimitExceeded");
  EXPECT_EQ(placed.error().outcome(), Outcome::rejected);
  EXPECT_EQ(placed.error().attempts(), 1);
  EXPECT_EQ(fixture.clock->steady_now(), before);

  RequestOptions longer;
  longer.total_timeout = seconds(61);
  const CallFixture patient({with_retry_after(service_error("RequestLimitExceeded"), "60"), success("a")});
  EXPECT_TRUE(patient.client().send(placing(), longer));
}

TEST_P(Deadline, LeavesNoAttemptMoreTimeThanTheCallHas) {
  FakeClock* clock = nullptr;
  CallFixture fixture([&](const HttpRequest&) {
    clock->advance(seconds(4));
    return not_connected();
  });
  clock = fixture.clock.get();
  fixture.options.timeouts = {seconds(3), seconds(8), seconds(10)};
  fixture.options.retry.initial_backoff = milliseconds(0);
  EXPECT_EQ(fixture.client().send(placing()).error().code(), ErrorCode::connect_failed);
  const auto sent = fixture.transport->requests();
  ASSERT_EQ(sent.size(), 3U);
  const seconds expected[] = {seconds(8), seconds(6), seconds(2)};
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(sent[i].timeout, expected[i]);
  EXPECT_EQ(sent[0].connect_timeout, seconds(3));
  EXPECT_EQ(sent[2].connect_timeout, seconds(2));
}

TEST_P(Deadline, TakesTheTimeoutsOfTheRequest) {
  const CallFixture fixture({success("a"), success("a")});
  const PathClient client = fixture.client();
  RequestOptions options;
  options.connect_timeout = milliseconds(1234);
  options.attempt_timeout = milliseconds(2345);
  EXPECT_TRUE(client.send(placing(), options));
  options.total_timeout = milliseconds(999);
  EXPECT_TRUE(client.send(placing(), options));
  const auto sent = fixture.transport->requests();
  EXPECT_EQ(sent.at(0).connect_timeout, milliseconds(1234));
  EXPECT_EQ(sent.at(0).timeout, milliseconds(2345));
  EXPECT_EQ(sent.at(1).connect_timeout, milliseconds(999));
  EXPECT_EQ(sent.at(1).timeout, milliseconds(999));
}

class SlowProvider final : public CredentialsProvider {
 public:
  SlowProvider(const FakeClock& clock, Credentials credentials) : clock_(clock), credentials_(std::move(credentials)) {}
  Result<Credentials> credentials() override {
    clock_.advance(seconds(31));
    return credentials_;
  }

 private:
  const FakeClock& clock_;
  const Credentials credentials_;
};

TEST_P(Deadline, SendsNothingOnceItHasPassed) {
  const CallFixture fixture({success("a")});
  const PathClient client = fixture.on_path(std::make_shared<SlowProvider>(*fixture.clock, fixture.credentials));
  const auto placed = client.send(placing());
  ASSERT_FALSE(placed);
  EXPECT_EQ(placed.error().code(), ErrorCode::deadline_exceeded);
  EXPECT_EQ(placed.error().outcome(), Outcome::not_sent);
  EXPECT_EQ(placed.error().attempts(), 0);
  EXPECT_TRUE(fixture.transport->requests().empty());
}

TEST_P(Deadline, MayBeFartherThanTheClockCounts) {
  CallFixture fixture({with_retry_after(service_error("RequestLimitExceeded"), "3600"), success("a")});
  fixture.options.timeouts = {milliseconds::max(), milliseconds::max(), milliseconds::max()};
  fixture.options.retry.initial_backoff = milliseconds::max();
  fixture.options.retry.max_backoff = milliseconds::max();
  const auto placed = fixture.client().send(placing());
  EXPECT_TRUE(placed) << placed.error();
  EXPECT_EQ(fixture.clock->waits().size(), 1U);
}

}  // namespace
}  // namespace client_test
}  // namespace tccc
