// SPDX-License-Identifier: Apache-2.0
// What is pushed at the end of a call, in which order, and how often again.
#include "testing/push_outbox.h"

#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tccc/types/end_status.h"

namespace tccc::testing::detail {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr PreciseTimePoint kPlaced{seconds(1735689600)};
constexpr PreciseTimePoint kTold{seconds(1735689700)};
constexpr seconds kInterval{10};

struct PushOutboxTest : ::testing::Test {
  Session session(CallFate fate = CallFate::answered) const {
    CallScript script;
    script.fate = fate;
    script.turns = {{"", "Hello"}};
    Session made(CallLife(script, {}, kPlaced, 1));
    made.id = "session-1";
    made.sdk_app_id = 1400000000;
    made.caller = "008601000000000";
    made.callee = "008612300000000";
    made.push = push;
    return made;
  }

  std::vector<std::string> take_actions(PreciseTimePoint now) {
    std::vector<std::string> actions;
    while (auto taken = outbox.take(now)) actions.push_back(taken->told.action);
    return actions;
  }

  /// Delivers all that is due, and says how that went.
  std::size_t deliver(PreciseTimePoint now, bool is_accepted) {
    std::size_t count = 0;
    while (auto taken = outbox.take(now)) {
      outbox.settle(*std::move(taken), is_accepted ? 200 : 503, is_accepted, now);
      ++count;
    }
    return count;
  }

  PushScript push;
  PushOutbox outbox{kInterval, 1};
};

TEST_F(PushOutboxTest, PushesTheRecordAndTheRecordingsOfBothSides) {
  outbox.post(session(), kTold);
  EXPECT_THAT(take_actions(kTold), ElementsAre("cdr", "record", "record"));
}

TEST_F(PushOutboxTest, PushesNoRecordingOfACallThatNobodyAnswered) {
  outbox.post(session(CallFate::busy), kTold);
  EXPECT_THAT(take_actions(kTold), ElementsAre("cdr"));
}

TEST_F(PushOutboxTest, PushesNothingBeforeItsTime) {
  outbox.post(session(), kTold);
  EXPECT_THAT(take_actions(kTold - std::chrono::milliseconds(1)), IsEmpty());
}

TEST_F(PushOutboxTest, PushesInAnotherOrderAndAVoicemailWhereTheScriptSaysSo) {
  push.is_out_of_order = true;
  push.has_voicemail = true;
  outbox.post(session(), kTold);
  EXPECT_THAT(take_actions(kTold), ElementsAre("record", "record", "cdr", "voicemail"));
}

TEST_F(PushOutboxTest, WritesThePushAsItIsDocumented) {
  outbox.post(session(), kTold);
  const auto taken = outbox.take(kTold);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->query, "action=cdr&version=1");
  EXPECT_EQ(taken->told.session_id, "session-1");
  const auto body = nlohmann::json::parse(taken->body);
  EXPECT_EQ(body["SdkAppId"], 1400000000);
  EXPECT_EQ(body["SessionId"], "session-1");
  EXPECT_EQ(body["Callee"], "008612300000000");
  EXPECT_EQ(body["EndStatusString"], "aiAgentEndCall");
  EXPECT_EQ(body.count("EndStatus"), 0U) << "pushed by name alone";
}

TEST_F(PushOutboxTest, GivesEachPushAnIdOfItsOwnThatARepetitionKeeps) {
  outbox.post(session(), kTold);
  deliver(kTold, false);
  deliver(kTold + kInterval, true);
  const std::vector<SentPush> sent = outbox.sent();
  ASSERT_THAT(sent, SizeIs(6));
  EXPECT_EQ(sent[0].uuid, sent[3].uuid);
  EXPECT_EQ(sent[0].attempt, 1U);
  EXPECT_EQ(sent[3].attempt, 2U);
  EXPECT_NE(sent[0].uuid, sent[1].uuid);
  EXPECT_NE(sent[1].uuid, sent[2].uuid);
}

TEST_F(PushOutboxTest, RepeatsWhatIsNotAcceptedThreeTimesAtItsInterval) {
  outbox.post(session(CallFate::busy), kTold);
  EXPECT_EQ(deliver(kTold, false), 1U);
  EXPECT_EQ(deliver(kTold + kInterval - std::chrono::milliseconds(1), false), 0U);
  EXPECT_EQ(deliver(kTold + kInterval, false), 1U);
  EXPECT_EQ(deliver(kTold + 2 * kInterval, false), 1U);
  EXPECT_EQ(deliver(kTold + 3 * kInterval, false), 1U);
  EXPECT_EQ(deliver(kTold + 100 * kInterval, false), 0U);
  EXPECT_THAT(outbox.sent(), SizeIs(4));
}

TEST_F(PushOutboxTest, DoesNotRepeatWhatIsAccepted) {
  outbox.post(session(CallFate::busy), kTold);
  EXPECT_EQ(deliver(kTold, true), 1U);
  EXPECT_EQ(deliver(kTold + 100 * kInterval, true), 0U);
}

TEST_F(PushOutboxTest, DeliversTwiceOrNotAtAllWhereTheScriptSaysSo) {
  push.deliveries = 2;
  outbox.post(session(CallFate::busy), kTold);
  EXPECT_EQ(deliver(kTold, true), 2U);
  push.deliveries = 0;
  outbox.post(session(CallFate::busy), kTold);
  EXPECT_EQ(deliver(kTold, true), 0U);
}

}  // namespace
}  // namespace tccc::testing::detail
