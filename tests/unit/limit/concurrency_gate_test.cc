// SPDX-License-Identifier: Apache-2.0
// Places of calls in progress and what is remembered of ends, with the time set by hand.
#include "tccc/concurrency_gate.h"

#include <string>

#include <gtest/gtest.h>

#include "../fake_clock.h"
#include "limit/recent_ends.h"

namespace tccc {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds kLife = minutes(10);

Error failed(Outcome outcome) {
  Error::Details details;
  details.code = ErrorCode::connection_lost;
  details.outcome = outcome;
  return Error(std::move(details));
}

CreateAICallResponse placed_call(const std::string& session) {
  CreateAICallResponse response;
  response.session_id = session;
  return response;
}

struct LocalConcurrencyGate : ::testing::Test {
  std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
  std::shared_ptr<ConcurrencyGate> gate = local_concurrency_gate(1, clock);
};

TEST_F(LocalConcurrencyGate, RefusesWhatIsOneTooMany) {
  ASSERT_TRUE(gate->try_enter(kLife));
  const auto second = gate->try_enter(kLife);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code(), ErrorCode::limiter_refused);
  EXPECT_EQ(second.error().outcome(), Outcome::not_sent);
}

TEST_F(LocalConcurrencyGate, TakesAPlaceBackWhenTheCallWasNeverPlaced) {
  for (const Outcome outcome : {Outcome::not_sent, Outcome::rejected}) {
    const auto place = gate->try_enter(kLife);
    ASSERT_TRUE(place);
    settle(*gate, *place, Result<CreateAICallResponse>(failed(outcome)));
  }
  EXPECT_TRUE(gate->try_enter(kLife));
}

TEST_F(LocalConcurrencyGate, KeepsThePlaceOfACallOfWhichNothingIsKnownUntilItsLifeIsOver) {
  const auto place = gate->try_enter(kLife);
  settle(*gate, *place, Result<CreateAICallResponse>(failed(Outcome::unknown)));
  clock->advance(kLife - seconds(1));
  EXPECT_FALSE(gate->try_enter(kLife));
  clock->advance(seconds(1));
  EXPECT_TRUE(gate->try_enter(kLife));
}

TEST_F(LocalConcurrencyGate, TakesAPlaceBackWhenTheCallHasEnded) {
  const auto place = gate->try_enter(kLife);
  settle(*gate, *place, Result<CreateAICallResponse>(placed_call("AB-1")));
  gate->ended("another");
  EXPECT_FALSE(gate->try_enter(kLife));
  gate->ended("ab1");  // as the service may spell it elsewhere
  EXPECT_TRUE(gate->try_enter(kLife));
}

TEST_F(LocalConcurrencyGate, TakesAPlaceBackWhenTheEndIsToldBeforeTheCallIsNamed) {
  const auto place = gate->try_enter(kLife);
  gate->ended("ab1");
  EXPECT_FALSE(gate->try_enter(kLife)) << "nobody knows yet whose end it was";
  settle(*gate, *place, Result<CreateAICallResponse>(placed_call("AB-1")));
  EXPECT_TRUE(gate->try_enter(kLife));
}

TEST_F(LocalConcurrencyGate, KeepsAPlaceWhoseSessionIsNotTold) {
  const auto place = gate->try_enter(kLife);
  gate->ended("");
  gate->placed(*place, "");
  EXPECT_FALSE(gate->try_enter(kLife));
}

TEST_F(LocalConcurrencyGate, BelievesReconciliationOnlyWhenItHasProof) {
  const auto place = gate->try_enter(kLife);
  Reconciliation found;
  settle(*gate, *place, found);
  EXPECT_FALSE(gate->try_enter(kLife));
  found.placement = Placement::placed;
  found.session.session_id = "s1";
  settle(*gate, *place, found);
  EXPECT_FALSE(gate->try_enter(kLife));
  found.placement = Placement::not_placed;
  settle(*gate, *place, found);
  EXPECT_TRUE(gate->try_enter(kLife));
}

TEST_F(LocalConcurrencyGate, TakesAPlaceBackWhenReconciliationFindsACallThatIsOver) {
  const auto place = gate->try_enter(10 * kLife);
  gate->ended("s1");  // the event came first, and is forgotten: nobody said for long whose place it was
  clock->advance(detail::RecentEnds::kFor);
  Reconciliation found;
  found.placement = Placement::placed;
  found.session.session_id = "s1";
  CallCandidate call;
  call.session_id = "s1";
  call.is_live = true;
  found.candidates = {call};
  settle(*gate, *place, found);
  EXPECT_FALSE(gate->try_enter(kLife)) << "it is up";
  call.is_live = false;
  call.record = TelCdrInfo{};
  found.candidates = {call};
  settle(*gate, *place, found);
  EXPECT_TRUE(gate->try_enter(kLife));
}

TEST_F(LocalConcurrencyGate, MakesACallWaitUntilThereIsAPlace) {
  ASSERT_TRUE(gate->try_enter(seconds(5)));
  PlaceOptions options;
  options.clock = clock;
  options.timeout = seconds(4);
  const auto too_soon = wait_for_place(*gate, kLife, options);
  ASSERT_FALSE(too_soon);
  EXPECT_EQ(too_soon.error().code(), ErrorCode::limiter_refused);
  EXPECT_TRUE(wait_for_place(*gate, kLife, options));
}

TEST_F(LocalConcurrencyGate, TakesTimesBeyondAnyClockForLongOnes) {
  ASSERT_TRUE(gate->try_enter(seconds(5)));
  PlaceOptions options;
  options.clock = clock;
  options.timeout = (std::chrono::milliseconds::max)();
  options.interval = (std::chrono::milliseconds::max)();
  EXPECT_TRUE(wait_for_place(*gate, kLife, options));
  EXPECT_EQ(clock->waits().size(), 1U);
}

TEST_F(LocalConcurrencyGate, WaitsNotAtAllForATimeoutBelowZeroHoweverFar) {
  ASSERT_TRUE(gate->try_enter(kLife));
  PlaceOptions options;
  options.clock = clock;
  for (const auto timeout : {std::chrono::milliseconds(-1), std::chrono::milliseconds(-10'000'000'000'000),
                             (std::chrono::milliseconds::min)()}) {
    options.timeout = timeout;
    EXPECT_FALSE(wait_for_place(*gate, kLife, options)) << timeout.count();
    EXPECT_TRUE(clock->waits().empty()) << timeout.count();
  }
}

TEST_F(LocalConcurrencyGate, EndsAWaitThatIsCancelled) {
  ASSERT_TRUE(gate->try_enter(kLife));
  CancellationSource source;
  source.cancel();
  PlaceOptions options;
  options.clock = clock;
  options.timeout = minutes(1);
  options.cancellation = source.token();
  EXPECT_EQ(wait_for_place(*gate, kLife, options).error().code(), ErrorCode::cancelled);
}

constexpr detail::RecentEnds::Time kToldAt{std::chrono::hours(1000)};

TEST(RecentEnds, AreForgottenAfterTheirTime) {
  detail::RecentEnds ends;
  ends.add("a", kToldAt);
  ends.add("b", kToldAt + seconds(1));
  EXPECT_TRUE(ends.has("a", kToldAt + detail::RecentEnds::kFor - seconds(1)));
  EXPECT_FALSE(ends.has("a", kToldAt + detail::RecentEnds::kFor));
  ends.add("c", kToldAt + detail::RecentEnds::kFor);
  EXPECT_EQ(ends.all().size(), 2U);
}

TEST(RecentEnds, AreForgottenWhenThereAreTooMany) {
  detail::RecentEnds ends;
  for (std::size_t i = 0; i <= detail::RecentEnds::kMost; ++i) ends.add(std::to_string(i), kToldAt);
  EXPECT_EQ(ends.all().size(), detail::RecentEnds::kMost);
  EXPECT_FALSE(ends.has("0", kToldAt));
  EXPECT_TRUE(ends.has("1", kToldAt));
  EXPECT_TRUE(ends.has(std::to_string(detail::RecentEnds::kMost), kToldAt));
}

TEST(RecentEnds, AreKeptOnceHoweverOftenTheyAreTold) {
  detail::RecentEnds ends;
  for (int i = 0; i < 3; ++i) ends.add("a", kToldAt);
  EXPECT_EQ(ends.all().size(), 1U);
}

TEST(LongestLife, CutsTimesBeyondAnyClockToAYearEach) {
  constexpr seconds kYear = std::chrono::hours(24 * 366);
  const ReconcileOptions usual;
  CreateAICallRequest request;
  const seconds rest = longest_life(request) - usual.longest_call;
  for (const std::chrono::milliseconds talk :
       {std::chrono::milliseconds(std::chrono::hours(24 * 365 * 400)), (std::chrono::milliseconds::max)()}) {
    request.max_call_duration = talk;
    EXPECT_EQ(longest_life(request), rest + kYear);
  }
  ReconcileOptions options;
  options.clock_tolerance = options.longest_request = options.longest_ringing = options.record_delay = seconds::max();
  request.acquire_timeout = seconds::max();
  EXPECT_EQ(longest_life(request, options), 6 * kYear);
  request.max_call_duration.reset();
  options.longest_call = seconds::max();
  EXPECT_EQ(longest_life(request, options), 6 * kYear);
}

TEST(LongestLife, CountsNoTimeBelowZero) {
  CreateAICallRequest request;
  request.max_call_duration = (std::chrono::milliseconds::min)();
  EXPECT_EQ(longest_life(request), longest_life(CreateAICallRequest{}) - ReconcileOptions().longest_call);
}

TEST_F(LocalConcurrencyGate, CountsACallOfEndlessLength) {
  CreateAICallRequest request;
  request.max_call_duration = std::chrono::hours(24 * 365 * 400);
  ASSERT_TRUE(gate->try_enter(longest_life(request)));
  clock->advance(std::chrono::hours(24 * 365));
  EXPECT_FALSE(gate->try_enter(kLife));
}

TEST(LongestLife, CountsTheConversationAndWhatComesBeforeAndAfter) {
  CreateAICallRequest request;
  request.max_call_duration = minutes(3);
  const seconds life = longest_life(request);
  EXPECT_GT(life, minutes(3) + ReconcileOptions().longest_ringing + ReconcileOptions().record_delay);
  request.max_call_duration = minutes(13);
  EXPECT_EQ(longest_life(request), life + minutes(10));
  request.max_call_duration.reset();
  EXPECT_EQ(longest_life(request), life - minutes(3) + ReconcileOptions().longest_call);
}

}  // namespace
}  // namespace tccc
