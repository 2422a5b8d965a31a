// SPDX-License-Identifier: Apache-2.0
// Ends of calls that are pushed, and waits that they end.
#include "tccc/end_of_call_feed.h"

#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "session_fixture.h"
#include "tccc/session.h"

namespace tccc {
namespace {

using session_test::end_push;
using session_test::kApp;
using session_test::kCallee;
using session_test::kSession;
using session_test::record_row;
using session_test::SessionFixture;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kOther = "00000000-2787-40bc-80c5-dc6dab783eff";

TEST(EndOfCallFeed, FindsTheRecordHoweverTheSessionIsSpelt) {
  EndOfCallFeed feed;
  feed.add(end_push(kSession));
  const auto found = feed.find(kApp, "6BB56A09278740BC80C5DC6DAB783EFF");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->end_status, end_status::busy);
  EXPECT_FALSE(feed.find(kApp, kOther));
}

TEST(EndOfCallFeed, TellsCallsOfApplicationsApartWhereThePushNamesOne) {
  EndOfCallFeed feed;
  feed.add(end_push(kSession));
  EXPECT_FALSE(feed.find(kApp + 1, kSession));
  CallRecordPush without = end_push(kOther);
  without.sdk_app_id.reset();
  feed.add(without);
  EXPECT_TRUE(feed.find(kApp + 1, kOther));
}

TEST(EndOfCallFeed, TakesTheRecordOfAnEventAndPassesOverOthers) {
  EndOfCallFeed feed;
  PushEvent event;
  event.content = end_push(kSession);
  feed.add(event);
  RecordingPush recording;
  recording.session_id = kOther;
  event.content = recording;
  feed.add(event);
  feed.add(end_push(""));
  EXPECT_TRUE(feed.find(kApp, kSession));
  EXPECT_FALSE(feed.find(kApp, kOther));
  EXPECT_FALSE(feed.find(kApp, ""));
}

TEST(EndOfCallFeed, ForgetsTheOldestBeyondItsCapacity) {
  EndOfCallFeed feed(2);
  for (const char* id : {"a", "b", "b", "c"}) feed.add(end_push(id));
  EXPECT_FALSE(feed.find(kApp, "a"));
  EXPECT_TRUE(feed.find(kApp, "b"));
  EXPECT_TRUE(feed.find(kApp, "c"));
}

TEST(EndOfCallFeed, TellsOfTheNextRecord) {
  EndOfCallFeed feed;
  const CancellationToken first = feed.next();
  EXPECT_FALSE(first.is_cancelled());
  feed.add(end_push("a"));
  EXPECT_TRUE(first.is_cancelled());
  EXPECT_FALSE(feed.next().is_cancelled());
}

TEST(EndOfCallFeed, MayBeFedAndAskedByManyThreads) {
  EndOfCallFeed feed(50);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&feed, t] {
      for (int i = 0; i < 200; ++i) {
        const std::string id = std::to_string(t) + "x" + std::to_string(i);
        const auto told = feed.next().on_cancel([] {});
        feed.add(end_push(id));
        (void)feed.find(kApp, id);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(feed.next().can_be_cancelled());
}

struct FedWait : OnBothPaths {
  FedWait() {
    options.feed = feed;
    options.interval = minutes(1);
  }

  template <class Sessions>
  auto wait(const Sessions& sessions) const {
    return session_test::wait_on_path(fixture.client(), sessions, options);
  }

  SessionFixture fixture;
  const std::shared_ptr<EndOfCallFeed> feed = std::make_shared<EndOfCallFeed>();
  const Session session{kApp, kSession, TimePoint(seconds(fixture.now()))};
  WaitOptions options;
};

INSTANTIATE_TEST_SUITE_P(Paths, FedWait, both_paths(), path_name);

TEST_P(FedWait, TakesAnEndThatWasPushedBeforeItBeganWithoutAskingTheService) {
  feed->add(end_push(kSession));
  const auto record = wait(session);
  ASSERT_TRUE(record) << record.error();
  EXPECT_EQ(record->end_status, end_status::busy);
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), IsEmpty());
}

TEST_P(FedWait, EndsWhenTheEndIsPushedAndDoesNotWaitForTheInterval) {
  fixture.call.clock->before_wait([&] { feed->add(end_push(kSession)); });
  ASSERT_TRUE(wait(session));
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(1)) << "at its beginning";
  EXPECT_THAT(fixture.call.clock->waits(), IsEmpty());
}

TEST_P(FedWait, IsNotMadeToLookByTheEndsOfOtherCalls) {
  int pushed = 0;
  fixture.call.clock->before_wait([&] {
    ++pushed;
    if (pushed <= 10) feed->add(end_push(kOther + std::to_string(pushed)));
    if (pushed == 11) feed->add(end_push(kSession));
  });
  ASSERT_TRUE(wait(session));
  EXPECT_EQ(pushed, 11);
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(1));
}

TEST_P(FedWait, GoesOnToTheSameTimeWhenAnotherCallHasEnded) {
  bool is_first = true;
  fixture.call.clock->before_wait([&] {
    if (!std::exchange(is_first, false)) return;
    fixture.call.clock->advance(seconds(20));
    feed->add(end_push(kOther));
  });
  options.timeout = minutes(1);
  EXPECT_FALSE(wait(session));
  EXPECT_THAT(fixture.call.clock->waits(), ElementsAre(seconds(40)));
}

TEST_P(FedWait, TakesAtTheEndOfALookWhatWasPushedMeanwhile) {
  std::size_t looks = 0;
  fixture.before = [&](const std::string&) { feed->add(end_push(++looks == 2 ? kSession : kOther)); };
  ASSERT_TRUE(wait(session));
  EXPECT_EQ(looks, 2U);
  EXPECT_THAT(fixture.call.clock->waits(), ElementsAre(minutes(1)));
}

TEST_P(FedWait, MayBeFedByWhatItCalls) {
  options.on_ended = [&](std::size_t index, const TelCdrInfo&) {
    if (index == 1) feed->add(end_push(kSession));
  };
  fixture.call.clock->before_wait([&] { feed->add(end_push(kOther)); });
  const auto records = wait(std::vector<Session>{session, {kApp, kOther, {}}});
  EXPECT_TRUE(records.at(0));
  EXPECT_TRUE(records.at(1));
  EXPECT_THAT(fixture.call.clock->waits(), IsEmpty());
}

TEST_P(FedWait, LooksAtTheIntervalForAnEndWhosePushGotLost) {
  fixture.call.clock->before_wait([&] { fixture.records = {record_row(kSession, kCallee, fixture.now())}; });
  ASSERT_TRUE(wait(session));
  EXPECT_THAT(fixture.call.clock->waits(), ElementsAre(minutes(1)));
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(2));
}

TEST_P(FedWait, TellsOfEachEndAndAsksOnlyForTheOthers) {
  std::vector<std::size_t> told;
  options.on_ended = [&](std::size_t index, const TelCdrInfo&) { told.push_back(index); };
  feed->add(end_push(kSession));
  fixture.call.clock->before_wait([&] { feed->add(end_push(kOther, end_status::ok)); });
  const auto records = wait(std::vector<Session>{{kApp, kOther, {}}, session});
  ASSERT_THAT(records, SizeIs(2));
  ASSERT_TRUE(records[0]);
  EXPECT_EQ(records[0]->end_status, end_status::ok);
  EXPECT_EQ(records[1]->end_status, end_status::busy);
  EXPECT_THAT(told, ElementsAre(1, 0));
  ASSERT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(1));
  EXPECT_EQ(fixture.asked("DescribeTelCdr").at(0)["SessionIds"], session_test::json({kOther}));
}

TEST_P(FedWait, IsStillCancelledByItsToken) {
  CancellationSource source;
  options.request.cancellation = source.token();
  fixture.call.clock->before_wait([&] { source.cancel(); });
  const auto record = wait(session);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code(), ErrorCode::cancelled);
}

TEST_P(FedWait, StillTimesOut) {
  options.timeout = seconds(90);
  const auto record = wait(session);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code(), ErrorCode::deadline_exceeded);
  EXPECT_THAT(fixture.call.clock->waits(), ElementsAre(seconds(60), seconds(30)));
}

}  // namespace
}  // namespace tccc
