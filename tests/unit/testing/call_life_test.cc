// SPDX-License-Identifier: Apache-2.0
// Tests of the life of a simulated call: pure, every question says what time it is.
#include "testing/call_life.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tccc/types/call_record.h"
#include "tccc/types/end_status.h"

namespace tccc::testing::detail {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const PreciseTimePoint kStart{seconds(1735689600)};

ScriptedTurn turn(std::string callee, std::string agent) {
  ScriptedTurn made;
  made.callee = std::move(callee);
  made.agent = std::move(agent);
  made.asr_latency = milliseconds(100);
  made.llm_first_token_latency = milliseconds(200);
  made.llm_latency = milliseconds(500);
  made.tts_latency = milliseconds(300);
  return made;
}

/// Rings after one second, six seconds long; each sentence takes half a second.
CallScript script(CallFate fate = CallFate::answered) {
  CallScript made;
  made.fate = fate;
  made.turns = {turn("", "Hello."), turn("Yes?", "Monday?"), turn("Fine.", "Bye.")};
  return made;
}

CallLife life(CallFate fate = CallFate::answered, CallLimits limits = {}) {
  return CallLife(script(fate), limits, kStart, 7);
}

std::vector<std::string> texts(const CallLife& call) {
  std::vector<std::string> said;
  for (const Utterance& utterance : call.utterances()) said.push_back(utterance.text);
  return said;
}

SpokenCommand push(std::string text) {
  SpokenCommand command;
  command.text = std::move(text);
  return command;
}

TEST(CallLife, RingsIsAnsweredTalksAndEnds) {
  const CallLife call = life();
  EXPECT_EQ(call.phase(kStart), CallPhase::dialling);
  EXPECT_EQ(call.phase(kStart + milliseconds(999)), CallPhase::dialling);
  EXPECT_EQ(call.phase(kStart + seconds(1)), CallPhase::ringing);
  EXPECT_EQ(call.phase(kStart + milliseconds(6999)), CallPhase::ringing);
  EXPECT_EQ(call.phase(kStart + seconds(7)), CallPhase::talking);
  EXPECT_EQ(call.phase(call.ends_at() - milliseconds(1)), CallPhase::talking);
  EXPECT_EQ(call.phase(call.ends_at()), CallPhase::ended);
  EXPECT_EQ(call.end_status(), end_status::ai_agent_end_call);
  EXPECT_EQ(call.talk_time(), call.ends_at() - (kStart + seconds(7)));
}

TEST(CallLife, SaysTheScriptInTurnWithItsLatencies) {
  const CallLife call = life();
  EXPECT_THAT(texts(call), ::testing::ElementsAre("Hello.", "Yes?", "Monday?", "Fine.", "Bye."));
  const std::vector<Utterance>& said = call.utterances();
  for (std::size_t i = 1; i < said.size(); ++i) EXPECT_GE(said[i].start, said[i - 1].end) << i;
  EXPECT_EQ(said[2].start - said[1].end, milliseconds(600));  // recognition, first token, voice
  ASSERT_TRUE(said[2].latency);
  EXPECT_EQ(said[2].latency->llm, milliseconds(500));
  EXPECT_EQ(said[2].latency->end_to_end(), milliseconds(600));
  EXPECT_FALSE(said[0].latency);  // a greeting answers nobody
  EXPECT_EQ(said[0].round, 0U);
  EXPECT_EQ(said[1].round, 1U);
  EXPECT_EQ(said[4].round, 2U);
}

TEST(CallLife, MakesUpTheSameLatenciesFromTheSameSeed) {
  CallScript open = script();
  open.turns = {{}, {}};
  for (ScriptedTurn& each : open.turns) {
    each.callee = "a";
    each.agent = "b";
  }
  const CallLife first(open, {}, kStart, 1);
  const CallLife same(open, {}, kStart, 1);
  const CallLife other(open, {}, kStart, 2);
  EXPECT_EQ(first.ends_at(), same.ends_at());
  EXPECT_NE(first.ends_at(), other.ends_at());
  EXPECT_GT(first.utterances()[1].latency->llm, first.utterances()[1].latency->llm_first_token);
}

TEST(CallLife, EndsAsItsFateWants) {
  struct Expected {
    CallFate fate;
    std::int64_t status;
    std::string side;
    bool rings;
    bool is_accepted;
  };
  const std::vector<Expected> table = {
      {CallFate::busy, end_status::busy, hang_up_side::system, false, false},
      {CallFate::no_answer, end_status::not_answer, hang_up_side::system, true, false},
      {CallFate::declined, end_status::user_reject, hang_up_side::user, true, false},
      {CallFate::voicemail, end_status::voice_mail_reached, hang_up_side::system, true, true},
      {CallFate::callee_hangs_up, end_status::user_hangup_during_ai_call, hang_up_side::user, true, true},
      {CallFate::transferred, end_status::ok, hang_up_side::user, true, true},
      {CallFate::answered, end_status::ai_agent_end_call, hang_up_side::system, true, true},
  };
  for (const Expected& expected : table) {
    const CallLife call = life(expected.fate);
    EXPECT_EQ(call.end_status(), expected.status);
    EXPECT_EQ(call.hang_up_side(), expected.side) << expected.status;
    EXPECT_EQ(call.rings_at().has_value(), expected.rings) << expected.status;
    EXPECT_EQ(call.accepted_at().has_value(), expected.is_accepted) << expected.status;
    EXPECT_EQ(call.phase(call.ends_at()), CallPhase::ended);
    for (const Utterance& said : call.utterances()) EXPECT_LE(said.end, call.ends_at());
  }
}

TEST(CallLife, StopsRingingWhenTheRequestSaysSo) {
  CallLimits limits;
  limits.ringing = seconds(4);
  EXPECT_EQ(life(CallFate::no_answer, limits).ends_at(), kStart + seconds(5));
  const CallLife impatient = life(CallFate::answered, limits);
  EXPECT_EQ(impatient.end_status(), end_status::not_answer);
  EXPECT_FALSE(impatient.accepted_at());
}

TEST(CallLife, LastsNoLongerThanItsLimit) {
  CallLimits limits;
  limits.duration = milliseconds(1200);
  CallLife call = life(CallFate::answered, limits);
  EXPECT_EQ(call.ends_at(), *call.accepted_at() + milliseconds(1200));
  EXPECT_EQ(call.end_status(), end_status::max_call_duration_reached);
  call.speak(*call.accepted_at(), push("More?"));
  EXPECT_EQ(call.talk_time(), milliseconds(1200));
  EXPECT_FALSE(life(CallFate::transferred, limits).queued_at());
}

TEST(CallLife, TheCalleeHangsUpInMidSentence) {
  const CallLife call = life(CallFate::callee_hangs_up);
  EXPECT_THAT(texts(call), ::testing::ElementsAre("Hello.", "Yes?", "Monday?"));
  EXPECT_EQ(call.utterances().back().end, call.ends_at());
}

TEST(CallLife, IsHandedToAPersonInTheEnd) {
  const CallLife call = life(CallFate::transferred);
  ASSERT_TRUE(call.queued_at());
  EXPECT_EQ(call.phase(*call.queued_at()), CallPhase::queued);
  EXPECT_EQ(call.phase(*call.served_at()), CallPhase::with_person);
  EXPECT_EQ(call.utterances().size(), 5U);
}

TEST(CallLife, HangingUpEndsItOnce) {
  CallLife talking = life();
  const PreciseTimePoint middle = talking.utterances()[1].start + milliseconds(10);
  EXPECT_TRUE(talking.hang_up(middle));
  EXPECT_FALSE(talking.hang_up(middle));
  EXPECT_EQ(talking.end_status(), end_status::call_terminated_by_api);
  EXPECT_EQ(talking.ends_at(), middle);
  EXPECT_THAT(texts(talking), ::testing::ElementsAre("Hello.", "Yes?"));
  EXPECT_EQ(talking.utterances().back().end, middle);
  EXPECT_EQ(talking.phase(middle), CallPhase::ended);

  CallLife ringing = life();
  EXPECT_TRUE(ringing.hang_up(kStart + seconds(2)));
  EXPECT_EQ(ringing.end_status(), end_status::caller_cancel_while_ring);
  EXPECT_FALSE(ringing.accepted_at());
  EXPECT_TRUE(ringing.utterances().empty());

  CallLife dialling = life();
  EXPECT_TRUE(dialling.hang_up(kStart));
  EXPECT_EQ(dialling.end_status(), end_status::caller_cancel_without_ring);
  EXPECT_FALSE(dialling.rings_at());

  CallLife later = life(CallFate::transferred);
  EXPECT_TRUE(later.hang_up(*later.accepted_at()));
  EXPECT_FALSE(later.queued_at());
  EXPECT_FALSE(later.served_at());
}

TEST(CallLife, SpeaksWhatIsPushedAndGoesOnLater) {
  CallLife call = life();
  const PreciseTimePoint end = call.ends_at();
  const PreciseTimePoint pause = call.utterances()[0].end;
  EXPECT_EQ(call.speak(pause, push("Still there?")), CommandFate::taken);
  EXPECT_THAT(texts(call), ::testing::ElementsAre("Hello.", "Still there?", "Yes?", "Monday?", "Fine.", "Bye."));
  const milliseconds took = speaking_time("Still there?");
  EXPECT_EQ(call.ends_at() - end, took + milliseconds(400));
  for (std::size_t i = 1; i < call.utterances().size(); ++i) {
    EXPECT_GE(call.utterances()[i].start, call.utterances()[i - 1].end) << i;
  }
}

TEST(CallLife, WhileTheAgentSpeaksAPushIsDroppedWaitsOrInterrupts) {
  const auto said_after = [](bool interrupts, bool waits) {
    CallLife call = life();
    SpokenCommand command = push("Now.");
    command.interrupts = interrupts;
    command.waits = waits;
    EXPECT_EQ(call.speak(call.utterances()[0].start + milliseconds(100), command), CommandFate::taken);
    for (std::size_t i = 1; i < call.utterances().size(); ++i) {
      EXPECT_GE(call.utterances()[i].start, call.utterances()[i - 1].end) << i;
    }
    return call;
  };
  EXPECT_EQ(said_after(false, false).utterances().size(), 5U);

  const CallLife waited = said_after(false, true);
  EXPECT_EQ(waited.utterances()[1].text, "Now.");
  EXPECT_EQ(waited.utterances()[1].start, waited.utterances()[0].end);
  EXPECT_EQ(waited.utterances()[0].end - waited.utterances()[0].start, milliseconds(500));

  const CallLife interrupted = said_after(true, false);
  EXPECT_EQ(interrupted.utterances()[1].text, "Now.");
  EXPECT_EQ(interrupted.utterances()[0].end - interrupted.utterances()[0].start, milliseconds(100));
}

TEST(CallLife, AFarewellEndsTheCall) {
  CallLife call = life(CallFate::transferred);
  SpokenCommand farewell = push("Goodbye.");
  farewell.ends_call = true;
  EXPECT_EQ(call.speak(call.utterances()[0].end, farewell), CommandFate::taken);
  EXPECT_THAT(texts(call), ::testing::ElementsAre("Hello.", "Goodbye."));
  EXPECT_EQ(call.ends_at(), call.utterances()[1].end);
  EXPECT_EQ(call.end_status(), end_status::ai_agent_end_call);
  EXPECT_FALSE(call.queued_at());
}

TEST(CallLife, TakesCommandsOnlyWhileTheAgentIsOnTheCall) {
  CallLife call = life(CallFate::transferred);
  for (const PreciseTimePoint at :
       {kStart, kStart + seconds(2), *call.queued_at(), *call.served_at(), call.ends_at()}) {
    EXPECT_EQ(call.speak(at, push("Hello?")), CommandFate::not_in_control);
    EXPECT_FALSE(call.transfer(at, 1));
  }
  EXPECT_TRUE(call.transfer(*call.accepted_at(), 4711));
  EXPECT_EQ(call.skill_group_id(), 4711U);
  EXPECT_EQ(call.queued_at(), call.accepted_at());
  EXPECT_TRUE(call.utterances().empty());
}

TEST(CallLife, KeepsSoManySentencesAndNoMore) {
  CallLife call = life();
  CommandFate fate = CommandFate::taken;
  std::size_t pushes = 0;
  for (; fate == CommandFate::taken && pushes <= kMostUtterances; ++pushes) {
    SpokenCommand command = push("More.");
    command.waits = true;
    fate = call.speak(*call.accepted_at(), command);
  }
  EXPECT_EQ(fate, CommandFate::too_many);
  EXPECT_EQ(call.utterances().size(), kMostUtterances);
}

TEST(CallLife, SpeakingTakesAsLongAsTheTextHasCharacters) {
  EXPECT_EQ(speaking_time(""), milliseconds(500));
  EXPECT_EQ(speaking_time("0123456789"), milliseconds(600));
  EXPECT_EQ(
      speaking_time("\xe6\x98\x9f\xe6\x9c\x9f\xe4\xb8\x80\xe5\x8f\xaf\xe4\xbb\xa5\xe5\x90\x97\xe6\x98\x9f\xe6\x9c\x9f"
                    "\xe4\xb8\x80\xe5\x8f\xaf"),
      milliseconds(600));
}

}  // namespace
}  // namespace tccc::testing::detail
