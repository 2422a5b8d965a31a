// SPDX-License-Identifier: Apache-2.0
// What became of a call whose placing ended unknown.
#include "tccc/reconcile.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "session_fixture.h"

namespace tccc {
namespace {

using session_test::json;
using session_test::kApp;
using session_test::kCallee;
using session_test::kSession;
using session_test::live_row;
using session_test::record_row;
using session_test::SessionFixture;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

CreateAIAgentCallRequest agent_request() {
  CreateAIAgentCallRequest request;
  request.sdk_app_id = kApp;
  request.ai_agent_id = 15;
  request.callee = kCallee;
  return request;
}

/// A call whose answer was lost ten seconds ago.
struct Reconcile : ::testing::Test {
  Reconcile() {
    sent_at = fixture.now();
    call.sdk_app_id = kApp;
    call.callee = kCallee;
    call.ai_agent_id = 15;
    call.sent_at = fixture.call.clock->now();
    fixture.call.clock->advance(seconds(10));
  }

  Reconciliation search() const {
    const auto result = reconcile(fixture.client(), call, options);
    EXPECT_TRUE(result) << result.error();
    return result ? *result : Reconciliation{};
  }
  /// Searches again when the longest possible life of the call is over.
  Reconciliation search_at_the_end() const {
    const auto left = search().life_ends_at - fixture.call.clock->now();
    fixture.call.clock->advance(left);
    return search();
  }

  /// From now on the service's clock is ahead of the client's by so much, and each signature with a time that is more
  /// than 5 min off is refused.
  void set_service_ahead(seconds by) {
    service_ahead = by;
    fixture.call.options.retry.max_attempts = 2;
    fixture.call.options.transport =
        std::make_shared<testing::ScriptedTransport>([this](const HttpRequest& request) -> HttpExchange {
          const auto truth = fixture.call.clock->now() + service_ahead;
          for (const HttpHeader& header : request.headers) {
            if (header.name != "X-TC-Timestamp") continue;
            const std::chrono::system_clock::time_point signed_at(seconds(std::stoll(std::string(header.value))));
            if (signed_at > truth + minutes(5) || signed_at < truth - minutes(5)) {
              return client_test::with_date(testing::service_error("AuthFailure.SignatureExpire"), truth);
            }
          }
          return fixture.call.transport->send(request);
        });
  }
  /// The clock of the client is set right.
  void set_clock_right() {
    fixture.call.clock->advance(service_ahead);
    service_ahead = seconds(0);
  }

  SessionFixture fixture;
  seconds service_ahead{0};
  std::int64_t sent_at = 0;
  UnknownCall call;
  ReconcileOptions options;
};

TEST_F(Reconcile, FindsACallThatIsUp) {
  fixture.live = {live_row(kSession, kCallee, sent_at + 1)};
  const Reconciliation found = search();
  EXPECT_EQ(found.placement, Placement::placed);
  EXPECT_EQ(found.session.session_id, kSession);
  EXPECT_EQ(found.session.sdk_app_id, kApp);
  EXPECT_EQ(found.session.placed_at, TimePoint(seconds(sent_at + 1)));
  ASSERT_EQ(found.candidates.size(), 1U);
  EXPECT_TRUE(found.candidates[0].is_live);
}

TEST_F(Reconcile, FindsTheRecordOfACallThatHasEnded) {
  fixture.records = {record_row(kSession, kCallee, sent_at + 1)};
  const Reconciliation found = search();
  EXPECT_EQ(found.placement, Placement::placed);
  ASSERT_EQ(found.candidates.size(), 1U);
  EXPECT_FALSE(found.candidates[0].is_live);
  ASSERT_TRUE(found.candidates[0].record);
  EXPECT_EQ(found.candidates[0].record->session_id, kSession);
}

TEST_F(Reconcile, AsksForLiveCallsThenForRecordsThenForLiveCallsAgain) {
  (void)search();
  std::vector<std::string> actions;
  for (const auto& request : fixture.call.transport->requests()) actions.push_back(request.action);
  EXPECT_THAT(actions, ElementsAre("DescribePSTNActiveSessionList", "DescribeTelCdr", "DescribePSTNActiveSessionList"));
}

TEST_F(Reconcile, FindsACallThatEndsBetweenTheTwoLooksByItsRecord) {
  fixture.live = {live_row(kSession, kCallee, sent_at + 1)};
  fixture.before = [&](const std::string& action) {
    if (action != "DescribeTelCdr") return;
    fixture.live.clear();
    fixture.records = {record_row(kSession, kCallee, sent_at + 1)};
  };
  const Reconciliation found = search();
  EXPECT_EQ(found.placement, Placement::placed);
  EXPECT_EQ(found.candidates.size(), 1U);
  EXPECT_FALSE(found.candidates.at(0).is_live);
}

TEST_F(Reconcile, RemembersACallThatVanishedBeforeItsRecordWasWritten) {
  fixture.live = {live_row(kSession, kCallee, sent_at + 1)};
  fixture.before = [&](const std::string& action) {
    if (action == "DescribeTelCdr") fixture.live.clear();
  };
  EXPECT_EQ(search().placement, Placement::placed);
}

TEST_F(Reconcile, FindsACallThatBeginsWhileItSearches) {
  fixture.before = [&](const std::string& action) {
    if (action == "DescribeTelCdr") fixture.live = {live_row(kSession, kCallee, sent_at + 12)};
  };
  EXPECT_EQ(search().placement, Placement::placed);
}

TEST_F(Reconcile, TakesTwoSpellingsOfOneSessionForOneCall) {
  fixture.live = {live_row("6BB56A09278740BC80C5DC6DAB783EFF", kCallee, sent_at + 1)};
  fixture.records = {record_row(kSession, kCallee, sent_at + 1)};
  const Reconciliation found = search();
  EXPECT_EQ(found.placement, Placement::placed);
  EXPECT_EQ(found.candidates.size(), 1U);
}

TEST_F(Reconcile, ComparesNumbersInCanonicalForm) {
  for (const char* spelling : {"+8613012340000", "13012340000", "008613012340000"}) {
    fixture.live = {live_row(kSession, spelling, sent_at)};
    EXPECT_EQ(search().placement, Placement::placed) << spelling;
  }
}

TEST_F(Reconcile, AsksForRecordsOfEachSpellingOfTheCallee) {
  call.callee = "+8613012340000";
  (void)search();
  EXPECT_EQ(fixture.asked("DescribeTelCdr").at(0)["Phones"],
            json({"+8613012340000", "008613012340000", "13012340000"}));
}

TEST_F(Reconcile, FindsACalleeWhoseNumberCannotBeRead) {
  call.callee = "00860000123456";  // no number of mainland China begins so
  fixture.live = {live_row(kSession, "00860000123456", sent_at)};
  EXPECT_EQ(search().placement, Placement::placed);
}

TEST_F(Reconcile, PassesOverCallsThatDiffer) {
  json inbound = live_row("a", kCallee, sent_at);
  inbound["Direction"] = 0;
  json other_agent = record_row("b", kCallee, sent_at);
  other_agent["AIAgentId"] = 16;
  fixture.live = {inbound, live_row("c", "008613012340001", sent_at), live_row("d", kCallee, sent_at - 3600),
                  live_row("e", kCallee, sent_at + 3600)};
  fixture.records = {other_agent};
  const Reconciliation found = search();
  EXPECT_EQ(found.placement, Placement::not_found_yet);
  EXPECT_TRUE(found.candidates.empty());
}

TEST_F(Reconcile, PassesOverCallsFromAnotherNumber) {
  fixture.live = {live_row(kSession, kCallee, sent_at)};  // from 008601012345678
  call.callers = {"008601012345679"};
  EXPECT_EQ(search().placement, Placement::not_found_yet);
  call.callers = {"008601012345679", "+861012345678"};
  EXPECT_EQ(search().placement, Placement::placed);
}

TEST_F(Reconcile, LetsARecordOutrankTheLiveListThatDoesNotTellTheAgent) {
  fixture.live = {live_row(kSession, kCallee, sent_at)};
  json record = record_row(kSession, kCallee, sent_at);
  record["AIAgentId"] = 16;
  fixture.before = [&](const std::string& action) {
    if (action != "DescribeTelCdr") return;
    fixture.live.clear();
    fixture.records = {record};
  };
  EXPECT_EQ(search().placement, Placement::not_found_yet);
}

TEST_F(Reconcile, IsNotMisledByALiveListThatShowsTheCallOfAnotherAgentAgain) {
  fixture.live = {live_row(kSession, kCallee, sent_at)};
  json record = record_row(kSession, kCallee, sent_at);
  record["AIAgentId"] = 16;
  fixture.records = {record};
  const Reconciliation found = search();
  EXPECT_EQ(found.placement, Placement::not_found_yet);
  EXPECT_TRUE(found.candidates.empty());
}

TEST_F(Reconcile, KeepsARecordThatFitsWhateverOtherRecordsItsSessionHas) {
  const json fits = record_row(kSession, kCallee, sent_at);
  json of_another_agent = fits;
  of_another_agent["AIAgentId"] = 16;
  for (const auto& rows : {std::vector<json>{fits, of_another_agent}, std::vector<json>{of_another_agent, fits}}) {
    fixture.records = rows;
    const Reconciliation found = search();
    EXPECT_EQ(found.placement, Placement::placed);
    ASSERT_EQ(found.candidates.size(), 1U);
    EXPECT_EQ(found.candidates[0].record->ai_agent_id, 15U);
  }
}

TEST_F(Reconcile, KeepsARecordThatFitsInPartWhateverOtherRecordsItsSessionHas) {
  fixture.records = {record_row(kSession, "", sent_at), record_row(kSession, "008613012340001", sent_at)};
  EXPECT_EQ(search_at_the_end().placement, Placement::ambiguous);
}

TEST_F(Reconcile, DoesNotTakeTwoCallsWithoutIdForOne) {
  fixture.live = {live_row("", kCallee, sent_at)};
  fixture.records = {record_row("", "008613012340001", sent_at)};
  EXPECT_EQ(search_at_the_end().placement, Placement::ambiguous);
}

TEST_F(Reconcile, ToleratesClocksThatDifferAsFarAsSignaturesDo) {
  fixture.live = {live_row(kSession, kCallee, sent_at - 300)};
  EXPECT_EQ(search().placement, Placement::placed);
  fixture.live = {live_row(kSession, kCallee, sent_at - 302)};
  EXPECT_EQ(search().placement, Placement::not_found_yet);
  fixture.live = {live_row(kSession, kCallee, sent_at + 300 + 120 + 5)};  // tolerance, longest request, hold
  EXPECT_EQ(search().placement, Placement::placed);
  fixture.live = {live_row(kSession, kCallee, sent_at + 300 + 120 + 7)};
  EXPECT_EQ(search().placement, Placement::not_found_yet);
}

TEST_F(Reconcile, AllowsForWhatARefusedSignatureShowedOfTheClock) {
  for (const seconds ahead : {seconds(3600), seconds(-3600)}) {
    set_service_ahead(ahead);
    fixture.live = {live_row(kSession, kCallee, sent_at + ahead.count())};
    EXPECT_EQ(search().placement, Placement::placed) << ahead.count();
  }
}

TEST_F(Reconcile, TakesATimeOfSendingThatIsTheServicesAsItIs) {
  for (const seconds ahead : {seconds(3600), seconds(-3600)}) {
    set_service_ahead(ahead);
    fixture.live = {live_row(kSession, kCallee, sent_at)};
    EXPECT_EQ(search().placement, Placement::placed) << ahead.count();
  }
}

TEST_F(Reconcile, AsksForRecordsOfTheTimeOfSendingByEitherClock) {
  const auto windows = [&] {
    std::vector<std::pair<std::int64_t, std::int64_t>> asked;
    for (const json& body : fixture.asked("DescribeTelCdr")) {
      asked.emplace_back(body["StartTimeStamp"].get<std::int64_t>(), body["EndTimeStamp"].get<std::int64_t>());
    }
    return asked;
  };
  const auto is_covered = [&](std::int64_t time) {
    const auto asked = windows();
    return std::any_of(asked.begin(), asked.end(),
                       [&](const auto& window) { return window.first <= time && time <= window.second; });
  };
  set_service_ahead(std::chrono::hours(2));
  (void)search();
  EXPECT_TRUE(is_covered(sent_at));
  EXPECT_TRUE(is_covered(sent_at + 7200));
  EXPECT_EQ(windows().size(), 1U);

  set_service_ahead(std::chrono::hours(24 * 200));
  (void)search();
  EXPECT_TRUE(is_covered(sent_at + 24 * 200 * 3600)) << "one window does not hold both";
  for (const auto& [start, end] : windows()) EXPECT_LT(end - start, 90 * 24 * 3600) << "the service takes no more";
}

TEST_F(Reconcile, SaysNotPlacedOnlyWhenTheLifeIsOverByBothClocks) {
  for (const seconds ahead : {seconds(3600), seconds(-3600)}) {
    set_service_ahead(ahead);
    const auto earlier = [&] {
      const auto now = fixture.call.clock->now();
      return (std::min)(now, now + service_ahead);
    };
    fixture.call.clock->advance(search().life_ends_at - earlier() - minutes(1));
    const Reconciliation found = search();
    EXPECT_EQ(found.placement, Placement::not_found_yet) << ahead.count();
    EXPECT_GT(found.look_again_at, fixture.call.clock->now()) << "so that nobody searches without a pause";
    EXPECT_LT(found.look_again_at, fixture.call.clock->now() + minutes(2));
    fixture.call.clock->advance(minutes(1) + seconds(2));  // the service tells its time in whole seconds
    EXPECT_EQ(search().placement, Placement::not_placed) << ahead.count();
    fixture.call.clock->advance(call.sent_at - fixture.call.clock->now());
  }
}

TEST_F(Reconcile, BelievesNoLifeToBeOverByAClockThatIsSetBackWhileItSearches) {
  set_service_ahead(-std::chrono::hours(24));
  call.sent_at -= std::chrono::hours(24);  // of the service
  fixture.before = [&](const std::string& action) {
    if (action == "DescribeTelCdr") set_clock_right();
  };
  EXPECT_EQ(search().placement, Placement::not_found_yet);
}

TEST_F(Reconcile, LooksAgainSoonWhicheverClockTheTimeOfSendingIsOf) {
  for (const seconds ahead : {seconds(3600), seconds(-3600)}) {
    set_service_ahead(ahead);
    EXPECT_LE(search().look_again_at, fixture.call.clock->now() + seconds(10));
    call.sent_at += ahead;
    EXPECT_LE(search().look_again_at, fixture.call.clock->now() + seconds(10));
    call.sent_at -= ahead;
  }
}

TEST_F(Reconcile, IsAmbiguousWhenTwoCallsFit) {
  fixture.live = {live_row("a", kCallee, sent_at)};
  fixture.records = {record_row("b", kCallee, sent_at - 60)};
  const Reconciliation found = search();
  EXPECT_EQ(found.placement, Placement::ambiguous);
  ASSERT_EQ(found.candidates.size(), 2U);
  EXPECT_EQ(found.candidates[0].session_id, "a");
  EXPECT_EQ(found.candidates[1].session_id, "b");
  EXPECT_TRUE(found.session.session_id.empty());
  EXPECT_EQ(found.look_again_at, fixture.call.clock->now() + seconds(5)) << "records may tell the agent";
}

TEST_F(Reconcile, LeavesOutCallsThatAreKnownToBeOthers) {
  fixture.live = {live_row(kSession, kCallee, sent_at)};
  fixture.records = {record_row("6BB5-6A09", kCallee, sent_at - 60)};
  options.other_sessions = {"6bb56a09"};
  const Reconciliation found = search();
  EXPECT_EQ(found.placement, Placement::placed);
  EXPECT_EQ(found.session.session_id, kSession);
}

TEST_F(Reconcile, ReadsEveryPageOfBothLists) {
  for (int i = 0; i < 60; ++i) fixture.live.push_back(live_row("live" + std::to_string(i), "008613012340001", sent_at));
  for (int i = 0; i < 250; ++i) {
    fixture.records.push_back(record_row("old" + std::to_string(i), kCallee, sent_at - 3000));
  }
  fixture.records.push_back(record_row(kSession, kCallee, sent_at));
  EXPECT_EQ(search().session.session_id, kSession);
  EXPECT_EQ(fixture.asked("DescribePSTNActiveSessionList").size(), 6U);  // three pages, twice
  EXPECT_EQ(fixture.asked("DescribeTelCdr").size(), 3U);

  fixture.records.clear();
  fixture.live.push_back(live_row(kSession, kCallee, sent_at));
  EXPECT_EQ(search().session.session_id, kSession);
}

TEST_F(Reconcile, DoesNotSayNotPlacedBeforeTheLongestLifeIsOver) {
  const Reconciliation first = search();
  EXPECT_EQ(first.placement, Placement::not_found_yet);
  // Tolerance, longest request, hold, ringing, conversation, delay of the record.
  EXPECT_EQ(first.life_ends_at,
            call.sent_at + minutes(5) + minutes(2) + seconds(5) + minutes(2) + std::chrono::hours(4) + minutes(10));
  fixture.call.clock->advance(first.life_ends_at - fixture.call.clock->now() - seconds(1));
  EXPECT_EQ(search().placement, Placement::not_found_yet);
  fixture.call.clock->advance(seconds(1));
  EXPECT_EQ(search().placement, Placement::not_placed);
}

TEST_F(Reconcile, CountsALifeThatEndsDuringTheSearchAsNotOver) {
  const auto left = search().life_ends_at - fixture.call.clock->now();
  fixture.call.clock->advance(left - seconds(1));
  fixture.before = [&](const std::string&) { fixture.call.clock->advance(seconds(2)); };
  EXPECT_EQ(search().placement, Placement::not_found_yet);
}

TEST_F(Reconcile, TakesTheLimitsOfTheRequestIntoTheLongestLife) {
  call.max_call_duration = std::chrono::milliseconds(90'500);
  call.max_ring_timeout = seconds(15);  // has an effect with own numbers only, so it shortens nothing
  call.acquire_timeout = seconds(0);    // nor does this
  EXPECT_EQ(search().life_ends_at,
            call.sent_at + minutes(5) + minutes(2) + seconds(5) + minutes(2) + seconds(91) + minutes(10));
  call.max_ring_timeout = seconds(180);
  EXPECT_EQ(search().life_ends_at,
            call.sent_at + minutes(5) + minutes(2) + seconds(5) + minutes(3) + seconds(91) + minutes(10));
}

TEST_F(Reconcile, LooksThroughAllRecordsBeforeItSaysNotPlaced) {
  // Records that the service's filter of numbers does not find.
  json spelt_otherwise = record_row(kSession, "+86 130-1234-0000", sent_at);
  fixture.records = {spelt_otherwise};
  EXPECT_EQ(search().placement, Placement::not_found_yet);
  const Reconciliation found = search_at_the_end();
  EXPECT_EQ(found.placement, Placement::placed);
  EXPECT_EQ(found.session.session_id, kSession);
  EXPECT_FALSE(fixture.asked("DescribeTelCdr").back().contains("Phones"));
}

TEST_F(Reconcile, DoesNotSayNotPlacedWhileACallOfTheTimeHidesItsNumber) {
  json hidden = record_row(kSession, "", sent_at);
  hidden["ProtectedCallee"] = "p-1";
  fixture.records = {hidden};
  EXPECT_EQ(search().placement, Placement::not_found_yet);
  const Reconciliation found = search_at_the_end();
  EXPECT_EQ(found.placement, Placement::ambiguous);
  ASSERT_EQ(found.candidates.size(), 1U);
  EXPECT_EQ(found.candidates[0].session_id, kSession);
}

TEST_F(Reconcile, DoesNotSayNotPlacedWhileACallOfTheTimeShowsANumberInPart) {
  for (const char* callee : {"130****0000", "00861301234****", "1301234XXXX", "sip:8a1f@example.com"}) {
    fixture.records = {record_row(kSession, callee, sent_at)};
    const Reconciliation found = search_at_the_end();
    EXPECT_EQ(found.placement, Placement::ambiguous) << callee;
    EXPECT_EQ(found.candidates.size(), 1U) << callee;
  }
  fixture.records = {record_row(kSession, "008613012340001", sent_at)};
  EXPECT_EQ(search_at_the_end().placement, Placement::not_placed) << "a number that is told in full is another";
}

TEST_F(Reconcile, TakesACallWhoseCallerIsHiddenForTheCallIfItsCalleeIsTold) {
  fixture.live = {live_row(kSession, kCallee, sent_at)};
  fixture.live[0]["Caller"] = "0086010****5678";
  call.callers = {"008601012345678"};
  EXPECT_EQ(search().placement, Placement::placed);
}

TEST_F(Reconcile, TakesANumberThatMayBeTheCalleeWithoutPrefixForNoProof) {
  call.callee = "00860000123456";
  fixture.live = {live_row(kSession, "0000123456", sent_at)};
  EXPECT_EQ(search().placement, Placement::not_found_yet);
  EXPECT_EQ(search_at_the_end().placement, Placement::ambiguous);
}

TEST_F(Reconcile, TakesANumberOfAnotherCountryForNoProofHoweverMuchOfItIsLeftOut) {
  struct Shown {
    const char* callee;
    const char* shown;
    const char* home_country;
    Placement placement;
  };
  const Shown cases[] = {
      {"006512345678", "6512345678", "86", Placement::placed},
      {"006512345678", "6512345678", "65", Placement::placed},
      {"006512345678", "12345678", "86", Placement::ambiguous},
      {"0012025550123", "12025550123", "86", Placement::placed},
      {"0012025550123", "2025550123", "86", Placement::ambiguous},
      {"0085291234567", "85291234567", "86", Placement::placed},
      {"0066812345678", "66812345678", "86", Placement::placed},
      {"0060123456789", "60123456789", "86", Placement::placed},
      {"00442071234567", "02071234567", "86", Placement::ambiguous},
      {"008613012340000", "40000", "86", Placement::ambiguous},
      {"008613012340000", "13012340001", "86", Placement::not_placed},
  };
  for (const Shown& number : cases) {
    call.callee = number.callee;
    options.home_country = number.home_country;
    fixture.records = {record_row(kSession, number.shown, sent_at)};
    EXPECT_EQ(search_at_the_end().placement, number.placement) << number.callee << " shown as " << number.shown;
    fixture.call.clock->advance(call.sent_at - fixture.call.clock->now());
  }
}

TEST_F(Reconcile, ComparesACalleeThatIsNoNumberWithNothing) {
  call.callee = "008613012340000,008613012340001";
  fixture.records = {record_row(kSession, "008613012340000", sent_at)};
  EXPECT_EQ(search_at_the_end().placement, Placement::ambiguous);
}

TEST_F(Reconcile, TakesAnAgentOfZeroForNoneThatIsTold) {
  json record = record_row(kSession, kCallee, sent_at);
  record["AIAgentId"] = 0;
  fixture.records = {record};
  EXPECT_EQ(search().placement, Placement::placed);
}

TEST_F(Reconcile, TakesACallOfAnImpossibleTimeForNoProof) {
  for (const std::int64_t start : {sent_at * 1000, (std::numeric_limits<std::int64_t>::max)()}) {
    json record = record_row(kSession, kCallee, sent_at);
    record["StartTimestamp"] = start;
    fixture.records = {record};
    EXPECT_EQ(search_at_the_end().placement, Placement::ambiguous) << start;
    fixture.call.clock->advance(call.sent_at - fixture.call.clock->now());
  }
}

TEST_F(Reconcile, TakesACallOfAnUntoldTimeForNoProof) {
  fixture.live = {live_row(kSession, kCallee, 0)};
  EXPECT_EQ(search().placement, Placement::not_found_yet);
  EXPECT_EQ(search_at_the_end().placement, Placement::ambiguous);
}

TEST_F(Reconcile, StaysUnknownWhenAListCannotBeRead) {
  for (const char* action : {"DescribePSTNActiveSessionList", "DescribeTelCdr"}) {
    fixture.fail_next(action, "UnauthorizedOperation");
    const auto result = reconcile(fixture.client(), call, options);
    ASSERT_FALSE(result) << action;
    EXPECT_EQ(result.error().code(), ErrorCode::unauthorized_operation);
    EXPECT_EQ(result.error().outcome(), Outcome::unknown) << "a search that was refused says nothing about the call";
    EXPECT_EQ(result.error().action(), action);
  }
}

TEST_F(Reconcile, StaysUnknownWhenAListIsNotShownToItsEnd) {
  fixture.call.clock->advance(search().life_ends_at - fixture.call.clock->now());
  const std::pair<const char*, const char*> answers[] = {
      {R"({"TotalCount": 7})", R"({"Total": 0})"},
      {R"({"TotalCount": 7, "TelCdrList": null})", R"({"Total": 0})"},
      {R"({"TotalCount": 0})", R"({"Total": 3, "Sessions": []})"},
      {"{}", R"({"Total": 0})"},
      {R"({"TotalCount": 0})", "{}"},
  };
  for (const auto& answer : answers) {
    fixture.call.options.transport =
        std::make_shared<testing::ScriptedTransport>([answer](const HttpRequest& request) -> HttpExchange {
          const bool is_of_records = std::any_of(
              request.headers.begin(), request.headers.end(),
              [](const auto& header) { return header.name == "X-TC-Action" && header.value == "DescribeTelCdr"; });
          HttpExchange exchange;
          exchange.request_left = true;
          exchange.status = 200;
          exchange.body = std::string(R"({"Response":)") + (is_of_records ? answer.first : answer.second) + "}";
          return exchange;
        });
    const auto result = reconcile(fixture.client(), call, options);
    ASSERT_FALSE(result) << answer.first << answer.second;
    EXPECT_EQ(result.error().code(), ErrorCode::invalid_response);
    EXPECT_EQ(result.error().outcome(), Outcome::unknown);
    EXPECT_THAT(result.error().message(), HasSubstr("did not show the whole list"));
  }
}

// The call stands on the page that is left out.
TEST_F(Reconcile, StaysUnknownWhenAPageIsShownAgainInPlaceOfAnother) {
  fixture.call.clock->advance(search().life_ends_at - fixture.call.clock->now());
  for (const bool is_total_told : {true, false}) {
    for (const char* repeated : {"DescribeTelCdr", "DescribePSTNActiveSessionList"}) {
      const bool is_of_records = repeated == std::string("DescribeTelCdr");
      json rows = json::array();
      for (int i = 0; i < (is_of_records ? 100 : 25); ++i) {
        const std::string session = "old" + std::to_string(i);
        rows.push_back(is_of_records ? record_row(session, "008613012340001", sent_at)
                                     : live_row(session, "008613012340001", sent_at));
      }
      json short_page = rows;
      short_page.erase(short_page.size() - 1);
      int asked = 0;
      fixture.answer_with = [&](const std::string& action, json& members) {
        if (action != repeated) return;
        // Two whole pages of the same rows; without a total, a list ends with a page that is not full.
        const bool is_third = ++asked % 3 == 0;
        members = {{is_of_records ? "TelCdrList" : "Sessions", is_third ? short_page : rows}};
        if (is_total_told) members[is_of_records ? "TotalCount" : "Total"] = 2 * rows.size();
      };
      const auto result = reconcile(fixture.client(), call, options);
      ASSERT_FALSE(result) << repeated << is_total_told << to_string(result->placement);
      EXPECT_EQ(result.error().code(), ErrorCode::invalid_response);
      EXPECT_EQ(result.error().outcome(), Outcome::unknown);
      EXPECT_THAT(result.error().message(), HasSubstr("did not show the whole list"));
    }
  }
}

TEST_F(Reconcile, StaysUnknownWhenAListIsSaidToBeEmptyAfterItsFirstPage) {
  fixture.call.clock->advance(search().life_ends_at - fixture.call.clock->now());
  for (const char* broken : {"DescribeTelCdr", "DescribePSTNActiveSessionList"}) {
    const bool is_of_records = broken == std::string("DescribeTelCdr");
    const char* const rows = is_of_records ? "TelCdrList" : "Sessions";
    const char* const total = is_of_records ? "TotalCount" : "Total";
    const json row =
        is_of_records ? record_row("old", "008613012340001", sent_at) : live_row("old", "008613012340001", sent_at);
    int asked = 0;
    fixture.answer_with = [&](const std::string& action, json& members) {
      if (action != broken) return;
      const bool is_first = ++asked % 2 == 1;
      members = is_first ? json{{rows, {row}}, {total, 7}} : json{{rows, json::array()}, {total, 0}};
    };
    const auto result = reconcile(fixture.client(), call, options);
    ASSERT_FALSE(result) << broken << to_string(result->placement);
    EXPECT_EQ(result.error().outcome(), Outcome::unknown);
    EXPECT_THAT(result.error().message(), HasSubstr("did not show the whole list: 1 of 7 calls"));
  }
}

TEST_F(Reconcile, CountsRowsThatAreAlikeWhereOnePageShowsThem) {
  json row = record_row("old", "008613012340001", sent_at);
  fixture.records = {row, row, row};
  EXPECT_EQ(search_at_the_end().placement, Placement::not_placed);
}

// A call that begins meanwhile is the first of the list, and shows one again that was the last of its page.
TEST_F(Reconcile, ReadsAListToItsEndWhoseRowsAreShiftedMeanwhile) {
  for (int i = 0; i < 150; ++i) {
    fixture.records.push_back(record_row("old" + std::to_string(i), "008613012340001", sent_at));
  }
  fixture.call.clock->advance(search().life_ends_at - fixture.call.clock->now());
  int asked = 0;
  fixture.before = [&](const std::string& action) {
    const bool is_second_page = action == "DescribeTelCdr" && ++asked == 3;  // after the one of the callee's records
    if (is_second_page) {
      fixture.records.insert(fixture.records.begin(), record_row("new", "008613012340001", sent_at + 100));
    }
  };
  EXPECT_EQ(search().placement, Placement::not_placed);
  EXPECT_EQ(asked, 3);
}

TEST_F(Reconcile, ProvesNothingOfATimeOfWhichTheServiceKeepsNoRecords) {
  fixture.call.clock->advance(std::chrono::hours(24 * 181));
  const auto result = reconcile(fixture.client(), call, options);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().field(), "sent_at");
  EXPECT_EQ(result.error().outcome(), Outcome::unknown);
}

TEST_F(Reconcile, StaysUnknownWhenTheSearchIsCancelled) {
  CancellationSource source;
  options.request.cancellation = source.token();
  fixture.before = [&](const std::string&) { source.cancel(); };
  const auto result = reconcile(fixture.client(), call, options);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code(), ErrorCode::cancelled);
  EXPECT_EQ(result.error().outcome(), Outcome::unknown);
}

TEST_F(Reconcile, NeedsNothingButTheRequestAndItsError) {
  fixture.fail_next("CreateAIAgentCall", "lost");
  const Client client = fixture.client();
  const auto placed = client.send(agent_request());
  ASSERT_FALSE(placed);
  fixture.live = {live_row(kSession, kCallee, fixture.now())};
  const auto found = reconcile(client, agent_request(), placed.error());
  ASSERT_TRUE(found) << found.error();
  EXPECT_EQ(found->placement, Placement::placed);
}

TEST_F(Reconcile, ReadsTheUnknownCallFromEitherRequest) {
  Error::Details details;
  details.first_sent_at = call.sent_at;
  const Error error(details);
  CreateAICallRequest inline_request;
  inline_request.sdk_app_id = kApp;
  inline_request.callee = kCallee;
  inline_request.callers = {"008601012345678"};
  inline_request.max_call_duration = minutes(3);
  inline_request.max_ring_timeout = seconds(20);
  inline_request.acquire_timeout = seconds(1);
  const UnknownCall from_inline = unknown_call(inline_request, error);
  EXPECT_EQ(from_inline.sdk_app_id, kApp);
  EXPECT_EQ(from_inline.callee, kCallee);
  EXPECT_EQ(from_inline.callers, inline_request.callers);
  EXPECT_EQ(from_inline.sent_at, call.sent_at);
  EXPECT_EQ(from_inline.max_call_duration, minutes(3));
  EXPECT_EQ(from_inline.max_ring_timeout, seconds(20));
  EXPECT_EQ(from_inline.acquire_timeout, seconds(1));
  EXPECT_FALSE(from_inline.ai_agent_id);
  EXPECT_EQ(unknown_call(agent_request(), error).ai_agent_id, 15U);
}

TEST_F(Reconcile, AsksNothingAboutACallThatWasNotSentOrWasRejected) {
  for (const Outcome outcome : {Outcome::not_sent, Outcome::rejected}) {
    Error::Details details;
    details.outcome = outcome;
    const auto result = reconcile(fixture.client(), agent_request(), Error(details));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->placement, Placement::not_placed);
  }
  EXPECT_TRUE(fixture.call.transport->requests().empty());
}

TEST_F(Reconcile, RefusesACallOfWhichTooLittleIsKnown) {
  const auto field_of = [&](const UnknownCall& incomplete) {
    const auto result = reconcile(fixture.client(), incomplete, options);
    if (result) return std::string("accepted");
    EXPECT_EQ(result.error().code(), ErrorCode::invalid_argument);
    EXPECT_EQ(result.error().outcome(), Outcome::unknown);
    return result.error().field();
  };
  UnknownCall incomplete = call;
  incomplete.sent_at = {};
  EXPECT_EQ(field_of(incomplete), "sent_at");
  incomplete.sent_at = (std::chrono::system_clock::time_point::max)();
  EXPECT_EQ(field_of(incomplete), "sent_at");
  incomplete = call;
  incomplete.callee.clear();
  EXPECT_EQ(field_of(incomplete), "callee");
  incomplete = call;
  incomplete.sdk_app_id = 0;
  EXPECT_EQ(field_of(incomplete), "sdk_app_id");
  incomplete = call;
  incomplete.max_call_duration = (std::chrono::milliseconds::max)();
  EXPECT_EQ(field_of(incomplete), "max_call_duration");
  options.clock_tolerance = seconds(-1);
  EXPECT_EQ(field_of(call), "clock_tolerance");
}

TEST_F(Reconcile, SearchesForManyCallsWithOneReadingOfTheLists) {
  std::vector<UnknownCall> calls(3, call);
  calls[1].callee = "008613012340001";
  calls[2].callee = "";
  fixture.live = {live_row("a", kCallee, sent_at)};
  fixture.records = {record_row("b", "008613012340001", sent_at)};
  const auto results = reconcile(fixture.client(), calls, options);
  ASSERT_EQ(results.size(), 3U);
  ASSERT_TRUE(results[0]);
  EXPECT_EQ(results[0]->session.session_id, "a");
  ASSERT_TRUE(results[1]);
  EXPECT_EQ(results[1]->session.session_id, "b");
  ASSERT_FALSE(results[2]);
  EXPECT_EQ(results[2].error().field(), "callee");
  EXPECT_EQ(fixture.call.transport->requests().size(), 3U);
}

TEST_F(Reconcile, GivesOneCallToNoneOfTwoThatClaimIt) {
  fixture.live = {live_row("a", kCallee, sent_at)};
  const auto results = reconcile(fixture.client(), {call, call}, options);
  ASSERT_EQ(results.size(), 2U);
  for (const auto& result : results) {
    ASSERT_TRUE(result);
    EXPECT_EQ(result->placement, Placement::ambiguous);
    EXPECT_EQ(result->candidates.size(), 1U);
  }
}

TEST_F(Reconcile, SearchesEachApplicationByItself) {
  std::vector<UnknownCall> calls(2, call);
  calls[1].sdk_app_id = kApp + 1;
  fixture.fail_next("DescribePSTNActiveSessionList", "InvalidParameter.InstanceNotExist");
  const auto results = reconcile(fixture.client(), calls, options);
  EXPECT_FALSE(results.at(0));
  EXPECT_TRUE(results.at(1));
  EXPECT_EQ(fixture.asked("DescribeTelCdr").at(0)["SdkAppId"], kApp + 1);
}

TEST_F(Reconcile, LooksAgainSoonAtFirstThenMoreAndMoreRarely) {
  EXPECT_EQ(search().look_again_at, fixture.call.clock->now() + seconds(5));
  fixture.call.clock->advance(seconds(50));
  EXPECT_EQ(search().look_again_at, fixture.call.clock->now() + seconds(30));
  fixture.call.clock->advance(std::chrono::hours(1));
  EXPECT_EQ(search().look_again_at, fixture.call.clock->now() + minutes(10));
  const Reconciliation last = search();
  fixture.call.clock->advance(last.life_ends_at - fixture.call.clock->now() - seconds(7));
  EXPECT_EQ(search().look_again_at, last.life_ends_at);
}

TEST(PlacementText, HasAWordForEach) {
  EXPECT_EQ(to_string(Placement::placed), "placed");
  EXPECT_EQ(to_string(Placement::not_found_yet), "not_found_yet");
  EXPECT_EQ(to_string(Placement::ambiguous), "ambiguous");
  EXPECT_EQ(to_string(Placement::not_placed), "not_placed");
}

}  // namespace
}  // namespace tccc
