// SPDX-License-Identifier: Apache-2.0
// Ends of calls that are pushed, and waits that they end.
#include "tccc/end_of_call_feed.h"

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "session_fixture.h"
#include "tccc/session.h"

namespace tccc {
namespace {

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

CallRecordPush ended(const std::string& session_id, std::int64_t status = end_status::busy) {
  CallRecordPush push;
  push.sdk_app_id = kApp;
  push.record.session_id = session_id;
  push.record.end_status = status;
  return push;
}

TEST(EndOfCallFeed, FindsTheRecordHoweverTheSessionIsSpelt) {
  EndOfCallFeed feed;
  feed.add(ended(kSession));
  const auto found = feed.find(kApp, "6BB56A09278740BC80C5DC6DAB783EFF");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->end_status, end_status::busy);
  EXPECT_FALSE(feed.find(kApp, kOther));
}

TEST(EndOfCallFeed, TellsCallsOfApplicationsApartWhereThePushNamesOne) {
  EndOfCallFeed feed;
  feed.add(ended(kSession));
  EXPECT_FALSE(feed.find(kApp + 1, kSession));
  CallRecordPush without = ended(kOther);
  without.sdk_app_id.reset();
  feed.add(without);
  EXPECT_TRUE(feed.find(kApp + 1, kOther));
}

TEST(EndOfCallFeed, TakesTheRecordOfAnEventAndPassesOverOthers) {
  EndOfCallFeed feed;
  PushEvent event;
  event.content = ended(kSession);
  feed.add(event);
  RecordingPush recording;
  recording.session_id = kOther;
  event.content = recording;
  feed.add(event);
  feed.add(ended(""));
  EXPECT_TRUE(feed.find(kApp, kSession));
  EXPECT_FALSE(feed.find(kApp, kOther));
  EXPECT_FALSE(feed.find(kApp, ""));
}

TEST(EndOfCallFeed, ForgetsTheOldestBeyondItsCapacity) {
  EndOfCallFeed feed(2);
  for (const char* id : {"a", "b", "b", "c"}) feed.add(ended(id));
  EXPECT_FALSE(feed.find(kApp, "a"));
  EXPECT_TRUE(feed.find(kApp, "b"));
  EXPECT_TRUE(feed.find(kApp, "c"));
}

TEST(EndOfCallFeed, TellsOfTheNextRecord) {
  EndOfCallFeed feed;
  const CancellationToken first = feed.next();
  EXPECT_FALSE(first.is_cancelled());
  feed.add(ended("a"));
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
        feed.add(ended(id));
        (void)feed.find(kApp, id);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(feed.next().can_be_cancelled());
}

struct FedWait : ::testing::Test {
  FedWait() {
    options.feed = feed;
    options.interval = minutes(1);
  }

  SessionFixture fixture;
  const std::shared_ptr<EndOfCallFeed> feed = std::make_shared<EndOfCallFeed>();
  const Session session{kApp, kSession, TimePoint(seconds(fixture.now()))};
  WaitOptions options;
};

TEST_F(FedWait, TakesAnEndThatWasPushedBeforeItBeganWithoutAskingTheService) {
  feed->add(ended(kSession));
  const auto record = wait_for_end(fixture.client(), session, options);
  ASSERT_TRUE(record) << record.error();
  EXPECT_EQ(record->end_status, end_status::busy);
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), IsEmpty());
}

TEST_F(FedWait, EndsWhenTheEndIsPushedAndDoesNotWaitForTheInterval) {
  fixture.call.clock->before_wait([&] { feed->add(ended(kSession)); });
  ASSERT_TRUE(wait_for_end(fixture.client(), session, options));
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(1)) << "at its beginning";
  EXPECT_THAT(fixture.call.clock->waits(), IsEmpty());
}

TEST_F(FedWait, IsNotMadeToLookByTheEndsOfOtherCalls) {
  int pushed = 0;
  fixture.call.clock->before_wait([&] {
    ++pushed;
    if (pushed <= 10) feed->add(ended(kOther + std::to_string(pushed)));
    if (pushed == 11) feed->add(ended(kSession));
  });
  ASSERT_TRUE(wait_for_end(fixture.client(), session, options));
  EXPECT_EQ(pushed, 11);
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(1));
}

TEST_F(FedWait, LooksAtTheIntervalForAnEndWhosePushGotLost) {
  fixture.call.clock->before_wait([&] { fixture.records = {record_row(kSession, kCallee, fixture.now())}; });
  ASSERT_TRUE(wait_for_end(fixture.client(), session, options));
  EXPECT_THAT(fixture.call.clock->waits(), ElementsAre(minutes(1)));
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(2));
}

TEST_F(FedWait, TellsOfEachEndAndAsksOnlyForTheOthers) {
  std::vector<std::size_t> told;
  options.on_ended = [&](std::size_t index, const TelCdrInfo&) { told.push_back(index); };
  feed->add(ended(kSession));
  fixture.call.clock->before_wait([&] { feed->add(ended(kOther, end_status::ok)); });
  const auto records = wait_for_end(fixture.client(), {Session{kApp, kOther, {}}, session}, options);
  ASSERT_THAT(records, SizeIs(2));
  ASSERT_TRUE(records[0]);
  EXPECT_EQ(records[0]->end_status, end_status::ok);
  EXPECT_EQ(records[1]->end_status, end_status::busy);
  EXPECT_THAT(told, ElementsAre(1, 0));
  ASSERT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(1));
  EXPECT_EQ(fixture.asked("DescribeTelCdr").at(0)["SessionIds"], session_test::json({kOther}));
}

TEST_F(FedWait, IsStillCancelledByItsToken) {
  CancellationSource source;
  options.request.cancellation = source.token();
  fixture.call.clock->before_wait([&] { source.cancel(); });
  const auto record = wait_for_end(fixture.client(), session, options);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code(), ErrorCode::cancelled);
}

TEST_F(FedWait, StillTimesOut) {
  options.timeout = seconds(90);
  const auto record = wait_for_end(fixture.client(), session, options);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code(), ErrorCode::deadline_exceeded);
  EXPECT_THAT(fixture.call.clock->waits(), ElementsAre(seconds(60), seconds(30)));
}

}  // namespace
}  // namespace tccc
