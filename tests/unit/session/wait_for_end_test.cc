// SPDX-License-Identifier: Apache-2.0
// Waiting for the end of calls, on the calling thread and on the loop thread, with the time set by the test.
#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "session_fixture.h"
#include "tccc/session.h"

namespace tccc {
namespace {

using session_test::json;
using session_test::kApp;
using session_test::kCallee;
using session_test::kSession;
using session_test::record_row;
using session_test::SessionFixture;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

struct WaitForEnd : OnBothPaths {
  WaitForEnd() : session{kApp, kSession, TimePoint(seconds(fixture.now()))} {}

  template <class Sessions>
  auto wait(const Sessions& sessions, const WaitOptions& how = {}) const {
    return session_test::wait_on_path(fixture.client(), sessions, how);
  }

  /// Lets the record of a call appear so long after now.
  void end_after(seconds span, const std::string& session_id = kSession) {
    const std::int64_t at = fixture.now() + span.count();
    const auto earlier = fixture.before;
    fixture.before = [=](const std::string& action) {
      if (earlier) earlier(action);
      if (fixture.now() < at || ended.count(session_id) != 0) return;
      ended.insert(session_id);
      fixture.records.push_back(record_row(session_id, kCallee, fixture.now() - 40));
    };
  }

  SessionFixture fixture;
  std::set<std::string> ended;
  Session session;
  WaitOptions options;
};

INSTANTIATE_TEST_SUITE_P(Paths, WaitForEnd, both_paths(), path_name);

TEST_P(WaitForEnd, ReturnsTheRecordOfACallThatHasEnded) {
  fixture.records = {record_row(kSession, kCallee, fixture.now() - 60)};
  const auto record = wait(session);
  ASSERT_TRUE(record) << record.error();
  EXPECT_EQ(record->session_id, kSession);
  EXPECT_EQ(record->end_status, end_status::ok);
  EXPECT_TRUE(fixture.call.clock->waits().empty());
}

TEST_P(WaitForEnd, LooksAtEachIntervalUntilTheCallHasEnded) {
  end_after(seconds(12));
  ASSERT_TRUE(wait(session));
  EXPECT_THAT(fixture.call.clock->waits(), ElementsAre(seconds(5), seconds(5), seconds(5)));
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(4));
}

TEST_P(WaitForEnd, AsksForTheSessionInAWindowThatHoldsIt) {
  (void)wait(session, {std::chrono::milliseconds(0)});
  const json asked = fixture.asked("DescribeTelCdr").at(0);
  EXPECT_EQ(asked["SdkAppId"], kApp);
  EXPECT_EQ(asked["SessionIds"], json({kSession}));
  EXPECT_LT(asked["StartTimeStamp"], fixture.now());
  EXPECT_GT(asked["EndTimeStamp"], fixture.now());
}

TEST_P(WaitForEnd, LooksBackAsFarAsTheServiceAllowsWhenNobodyKnowsWhenTheCallWasPlaced) {
  session.placed_at.reset();
  (void)wait(session, {std::chrono::milliseconds(0)});
  const json asked = fixture.asked("DescribeTelCdr").at(0);
  EXPECT_EQ(asked["EndTimeStamp"].get<std::int64_t>() - asked["StartTimeStamp"].get<std::int64_t>(), 89 * 24 * 3600);
}

TEST_P(WaitForEnd, DoesNotTakeARecordWithoutEndForTheEnd) {
  json up = record_row(kSession, kCallee, fixture.now());
  up["EndedTimestamp"] = 0;
  up["EndStatus"] = 0;
  fixture.records = {up};
  options.timeout = seconds(0);
  EXPECT_FALSE(wait(session, options));
}

TEST_P(WaitForEnd, KnowsTheSessionHoweverItsIdIsSpelt) {
  fixture.records = {record_row(kSession, kCallee, fixture.now())};
  fixture.ignores_session_filter = true;
  session.session_id = "6BB56A09278740BC80C5DC6DAB783EFF";
  EXPECT_TRUE(wait(session));
}

TEST_P(WaitForEnd, TimesOutWithAnErrorThatLeavesTheCallOpen) {
  options.timeout = seconds(12);
  const auto record = wait(session, options);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code(), ErrorCode::deadline_exceeded);
  EXPECT_EQ(record.error().outcome(), Outcome::unknown);
  EXPECT_THAT(fixture.call.clock->waits(), ElementsAre(seconds(5), seconds(5), seconds(2)));
}

TEST_P(WaitForEnd, TakesTheLastLookWhenTheTimeIsUp) {
  end_after(seconds(12));
  options.timeout = seconds(12);
  EXPECT_TRUE(wait(session, options));
}

TEST_P(WaitForEnd, OutlastsLooksThatFailForTheNetworkOrTheService) {
  fixture.fail_next("DescribeTelCdr", "lost");
  fixture.fail_next("DescribeTelCdr", "InternalError.DBError");
  fixture.fail_next("DescribeTelCdr", "RequestLimitExceeded");
  fixture.records = {record_row(kSession, kCallee, fixture.now())};
  EXPECT_TRUE(wait(session, options));
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(4));
}

TEST_P(WaitForEnd, SaysWhichLookFailedWhenTheTimeIsUp) {
  fixture.fail_next("DescribeTelCdr", "InternalError.DBError");
  options.timeout = seconds(0);
  const auto record = wait(session, options);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code(), ErrorCode::deadline_exceeded);
  EXPECT_THAT(record.error().message(), HasSubstr("failed"));
}

TEST_P(WaitForEnd, EndsAtOnceWhenTheServiceRefusesTheQuestion) {
  fixture.fail_next("DescribeTelCdr", "UnauthorizedOperation");
  const auto record = wait(session, options);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code(), ErrorCode::unauthorized_operation);
  EXPECT_EQ(record.error().outcome(), Outcome::unknown) << "the call goes on";
}

TEST_P(WaitForEnd, EndsWhenItIsCancelledWhileItWaits) {
  CancellationSource source;
  options.request.cancellation = source.token();
  fixture.call.clock->before_wait([&] { source.cancel(); });
  const auto record = wait(session, options);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code(), ErrorCode::cancelled);
  EXPECT_EQ(record.error().outcome(), Outcome::unknown);
}

TEST_P(WaitForEnd, EndsWhenItIsCancelledWhileItAsks) {
  CancellationSource source;
  options.request.cancellation = source.token();
  source.cancel();
  const auto record = wait(session, options);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code(), ErrorCode::cancelled);
  EXPECT_TRUE(fixture.call.transport->requests().empty());
}

TEST_P(WaitForEnd, AsksForAHundredCallsWithOneRequest) {
  std::vector<Session> sessions;
  for (int i = 0; i < 250; ++i) {
    sessions.push_back({kApp, "session" + std::to_string(i), TimePoint(seconds(fixture.now()))});
    fixture.records.push_back(record_row(sessions.back().session_id, kCallee, fixture.now()));
  }
  const auto records = wait(sessions, options);
  ASSERT_EQ(records.size(), 250U);
  for (std::size_t i = 0; i < records.size(); ++i) {
    ASSERT_TRUE(records[i]);
    EXPECT_EQ(records[i]->session_id, sessions[i].session_id);
  }
  const std::vector<json> asked = fixture.asked("DescribeTelCdr");
  ASSERT_THAT(asked, SizeIs(3));
  EXPECT_EQ(asked[0]["SessionIds"].size(), 100U);
  EXPECT_EQ(asked[2]["SessionIds"].size(), 50U);
}

TEST_P(WaitForEnd, AsksOnlyForCallsThatHaveNotEnded) {
  end_after(seconds(1), "a");
  end_after(seconds(6), "b");
  (void)wait(std::vector<Session>{{kApp, "a"}, {kApp, "b"}}, options);
  const std::vector<json> asked = fixture.asked("DescribeTelCdr");
  ASSERT_THAT(asked, SizeIs(3));
  EXPECT_EQ(asked[1]["SessionIds"], json({"a", "b"}));
  EXPECT_EQ(asked[2]["SessionIds"], json({"b"}));
}

TEST_P(WaitForEnd, ReadsFurtherPagesWhereTheServiceHasMoreRecordsThanSessions) {
  for (int i = 0; i < 100; ++i) {
    json part = record_row(kSession, kCallee, fixture.now());
    part["EndedTimestamp"] = 0;
    part["EndStatus"] = 0;
    fixture.records.push_back(part);
  }
  fixture.records.push_back(record_row(kSession, kCallee, fixture.now()));
  options.timeout = seconds(0);
  EXPECT_TRUE(wait(session, options));
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(2));
}

TEST_P(WaitForEnd, GoesOnAfterPagesThatAreShorterThanAskedFor) {
  fixture.most_rows = 2;
  std::vector<Session> sessions;
  for (const char* id : {"a", "b", "c"}) {
    sessions.push_back({kApp, id, TimePoint(seconds(fixture.now()))});
    fixture.records.push_back(record_row(id, kCallee, fixture.now()));
  }
  options.timeout = seconds(0);
  for (const auto& record : wait(sessions, options)) EXPECT_TRUE(record) << record.error();
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(2));
}

TEST_P(WaitForEnd, AsksForEachApplicationByItself) {
  fixture.fail_next("DescribeTelCdr", "InvalidParameter.InstanceNotExist");
  fixture.records = {record_row("b", kCallee, fixture.now())};
  const auto records = wait(std::vector<Session>{{kApp + 1, "b"}, {kApp, "a"}}, options);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_TRUE(records[0]) << "an error of one application is not one of the others";
  ASSERT_FALSE(records[1]);
  EXPECT_EQ(records[1].error().code(), ErrorCode::invalid_parameter_instance_not_exist);
}

TEST_P(WaitForEnd, KeepsCallsApartThatDoNotFitIntoOneWindow) {
  const TimePoint now{seconds(fixture.now())};
  const std::vector<Session> sessions = {
      {kApp, "new", now}, {kApp, "old", now - std::chrono::hours(24 * 100)}, {kApp, "any"}};
  options.timeout = seconds(0);
  (void)wait(sessions, options);
  const std::vector<json> asked = fixture.asked("DescribeTelCdr");
  ASSERT_THAT(asked, SizeIs(3));
  for (const json& body : asked) {
    EXPECT_LT(body["EndTimeStamp"].get<std::int64_t>() - body["StartTimeStamp"].get<std::int64_t>(), 90 * 24 * 3600);
  }
}

TEST_P(WaitForEnd, RespectsTheRateLimitOfTheClient) {
  fixture.call.options.rate_limit.requests_per_second = 1;
  fixture.call.options.rate_limit.margin = std::chrono::milliseconds(0);
  end_after(seconds(2));
  options.interval = std::chrono::milliseconds(1);
  EXPECT_TRUE(wait(session, options));
  EXPECT_THAT(fixture.asked("DescribeTelCdr"), SizeIs(3));
}

TEST_P(WaitForEnd, TellsOfEachEndAndEachLook) {
  end_after(seconds(1), "a");
  end_after(seconds(6), "b");
  std::vector<std::string> told;
  options.on_ended = [&](std::size_t index, const TelCdrInfo& record) {
    told.push_back(std::to_string(index) + record.session_id);
  };
  options.on_look = [&](const WaitProgress& progress) {
    told.push_back(std::to_string(progress.ended) + "/" + std::to_string(progress.sessions) + " after " +
                   std::to_string(progress.waited.count()));
  };
  (void)wait(std::vector<Session>{{kApp, "b"}, {kApp, "a"}}, options);
  EXPECT_THAT(told, ElementsAre("0/2 after 0", "1a", "1/2 after 5000", "0b", "2/2 after 10000"));
}

TEST_P(WaitForEnd, RefusesWhatItCannotWaitFor) {
  const auto records = wait(std::vector<Session>{{kApp, ""}}, options);
  ASSERT_THAT(records, SizeIs(1));
  ASSERT_FALSE(records[0]);
  EXPECT_EQ(records[0].error().field(), "session_id");

  options.timeout = seconds(-1);
  EXPECT_EQ(wait(session, options).error().field(), "timeout");
  options.timeout = (std::chrono::milliseconds::max)();
  options.interval = seconds(0);
  EXPECT_EQ(wait(session, options).error().field(), "interval");
  EXPECT_TRUE(fixture.call.transport->requests().empty());
  EXPECT_TRUE(wait(std::vector<Session>{}).empty());
}

}  // namespace
}  // namespace tccc
