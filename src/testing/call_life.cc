// SPDX-License-Identifier: Apache-2.0
// The course of a call is laid out when it is placed; commands change what is left of it.
#include "testing/call_life.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "tccc/types/call_record.h"
#include "tccc/types/end_status.h"
#include "testing/seeded_random.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kUsualRinging = seconds(6);
constexpr milliseconds kPatience = seconds(30);  // of the service with a phone nobody answers
constexpr milliseconds kVoicemailGreeting = seconds(3);
constexpr milliseconds kBreath{400};  // between sentences
constexpr milliseconds kInQueue = seconds(3);
constexpr milliseconds kWithPerson = seconds(20);
constexpr std::uint64_t kSkillGroup = 5002;
constexpr std::size_t kMostTurns = 1000;

TurnLatency latency_of(const ScriptedTurn& turn, SeededRandom& random) {
  // Drawn even where the script says, so that one turn's script does not change another's latency.
  const milliseconds asr(random.between(160, 320));
  const milliseconds first_token(random.between(240, 640));
  const milliseconds rest(random.between(150, 700));
  const milliseconds tts(random.between(110, 290));
  TurnLatency latency;
  latency.asr = turn.asr_latency.value_or(asr);
  latency.llm_first_token = turn.llm_first_token_latency.value_or(first_token);
  latency.llm = turn.llm_latency.value_or(latency.llm_first_token + rest);
  latency.tts = turn.tts_latency.value_or(tts);
  return latency;
}

}  // namespace

milliseconds speaking_time(const std::string& text) {
  constexpr milliseconds kLeast{500};
  constexpr milliseconds kPerCharacter{60};
  const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; };
  const auto characters = std::count_if(text.begin(), text.end(), starts_character);
  return (std::max)(kLeast, characters * kPerCharacter);
}

CallLife::CallLife(const CallScript& script, const CallLimits& limits, PreciseTimePoint placed_at, std::uint64_t seed)
    : placed_at_(placed_at), longest_(limits.duration) {
  lay_out(script, limits, seed);
}

void CallLife::lay_out(const CallScript& script, const CallLimits& limits, std::uint64_t seed) {
  const PreciseTimePoint dialled = placed_at_ + script.dialling;
  if (script.fate == CallFate::busy) return end(dialled, end_status::busy, hang_up_side::system);
  rings_at_ = dialled;
  if (script.fate == CallFate::no_answer) {
    const milliseconds patience = script.ringing.value_or(limits.ringing.value_or(kPatience));
    return end(dialled + patience, end_status::not_answer, hang_up_side::system);
  }
  const milliseconds ringing = script.ringing.value_or(kUsualRinging);
  // The service gives up before the callee comes to the phone.
  if (limits.ringing && *limits.ringing < ringing) {
    return end(dialled + *limits.ringing, end_status::not_answer, hang_up_side::system);
  }
  const PreciseTimePoint picked_up = dialled + ringing;
  if (script.fate == CallFate::declined) return end(picked_up, end_status::user_reject, hang_up_side::user);
  accepted_at_ = picked_up;
  if (script.fate == CallFate::voicemail) {
    return end(picked_up + kVoicemailGreeting, end_status::voice_mail_reached, hang_up_side::system);
  }
  talk(script, seed);
  keep_within_limit();
}

void CallLife::talk(const CallScript& script, std::uint64_t seed) {
  SeededRandom random(seed);
  PreciseTimePoint at = *accepted_at_ + kBreath;
  std::size_t round = 0;
  const std::size_t turns = (std::min)(script.turns.size(), kMostTurns);
  for (std::size_t i = 0; i < turns; ++i) {
    const ScriptedTurn& turn = script.turns[i];
    const TurnLatency latency = latency_of(turn, random);
    if (!turn.callee.empty()) at = say(Speaker::callee, turn.callee, at, ++round);
    if (turn.agent.empty()) continue;
    if (!turn.callee.empty()) at += latency.end_to_end();
    const PreciseTimePoint start = at;
    at = say(Speaker::agent, turn.agent, at, round);
    if (!turn.callee.empty()) said_.back().latency = latency;
    const bool is_second_sentence = script.fate == CallFate::callee_hangs_up && (round > 0 || i + 1 == turns);
    if (is_second_sentence) {
      const PreciseTimePoint hangs_up = start + (at - start) / 2;
      fall_silent(hangs_up);
      return end(hangs_up, end_status::user_hangup_during_ai_call, hang_up_side::user);
    }
    at += kBreath;
  }
  if (script.fate == CallFate::transferred) return hand_over(at, kSkillGroup);
  if (script.fate == CallFate::callee_hangs_up) {
    return end(at, end_status::user_hangup_during_ai_call, hang_up_side::user);
  }
  end(at, end_status::ai_agent_end_call, hang_up_side::system);
}

PreciseTimePoint CallLife::say(Speaker speaker, const std::string& text, PreciseTimePoint start, std::size_t round) {
  Utterance utterance;
  utterance.speaker = speaker;
  utterance.text = text;
  utterance.start = start;
  utterance.end = start + speaking_time(text);
  utterance.round = round;
  said_.push_back(std::move(utterance));
  return said_.back().end;
}

void CallLife::end(PreciseTimePoint at, std::int64_t status, const char* side) {
  ends_at_ = at;
  end_status_ = status;
  hang_up_side_ = side;
}

void CallLife::fall_silent(PreciseTimePoint from) {
  while (!said_.empty() && said_.back().start >= from) said_.pop_back();
  for (Utterance& utterance : said_) utterance.end = (std::min)(utterance.end, from);
}

void CallLife::hand_over(PreciseTimePoint at, std::uint64_t skill_group_id) {
  queued_at_ = at;
  served_at_ = at + kInQueue;
  skill_group_id_ = skill_group_id;
  end(*served_at_ + kWithPerson, end_status::ok, hang_up_side::user);
}

void CallLife::keep_within_limit() {
  if (!longest_ || !accepted_at_ || ends_at_ <= *accepted_at_ + *longest_) return;
  const PreciseTimePoint last = *accepted_at_ + *longest_;
  fall_silent(last);
  if (queued_at_ && *queued_at_ >= last) queued_at_.reset();
  if (served_at_ && *served_at_ >= last) served_at_.reset();
  end(last, end_status::max_call_duration_reached, hang_up_side::system);
}

CallPhase CallLife::phase(PreciseTimePoint now) const noexcept {
  if (now >= ends_at_) return CallPhase::ended;
  if (served_at_ && now >= *served_at_) return CallPhase::with_person;
  if (queued_at_ && now >= *queued_at_) return CallPhase::queued;
  if (accepted_at_ && now >= *accepted_at_) return CallPhase::talking;
  return rings_at_ && now >= *rings_at_ ? CallPhase::ringing : CallPhase::dialling;
}

milliseconds CallLife::talk_time() const noexcept {
  return accepted_at_ ? ends_at_ - *accepted_at_ : milliseconds::zero();
}

bool CallLife::hang_up(PreciseTimePoint now) {
  const CallPhase phase_now = phase(now);
  if (phase_now == CallPhase::ended) return false;
  fall_silent(now);
  if (queued_at_ && *queued_at_ > now) queued_at_.reset();
  if (served_at_ && *served_at_ > now) served_at_.reset();
  std::int64_t status = end_status::call_terminated_by_api;
  if (phase_now == CallPhase::dialling) {
    status = end_status::caller_cancel_without_ring;
    rings_at_.reset();
  }
  if (phase_now == CallPhase::ringing) status = end_status::caller_cancel_while_ring;
  if (phase_now == CallPhase::dialling || phase_now == CallPhase::ringing) accepted_at_.reset();
  end(now, status, hang_up_side::system);
  return true;
}

CommandFate CallLife::speak(PreciseTimePoint now, const SpokenCommand& command) {
  if (phase(now) != CallPhase::talking) return CommandFate::not_in_control;
  if (said_.size() >= kMostUtterances) return CommandFate::too_many;
  const auto is_being_said = [now](const Utterance& said) { return said.start <= now && now < said.end; };
  const auto current = std::find_if(said_.begin(), said_.end(), is_being_said);
  PreciseTimePoint start = now;
  if (current != said_.end() && !command.interrupts) {
    if (current->speaker == Speaker::agent && !command.waits) return CommandFate::taken;
    start = current->end;
  }
  const PreciseTimePoint cut = current == said_.end() ? now : current->end;
  if (current != said_.end()) current->end = start;

  Utterance utterance;
  utterance.text = command.text;
  utterance.start = start;
  utterance.end = start + speaking_time(command.text);
  utterance.cause = command.cause;
  const auto next =
      std::find_if(said_.begin(), said_.end(), [start](const Utterance& said) { return said.start >= start; });
  utterance.round = next == said_.begin() ? 0 : std::prev(next)->round;
  // What was to follow comes as much later as the new sentence takes, and as much earlier as it cut off.
  const milliseconds shift = (utterance.end - start) + kBreath - (cut - start);
  for (auto later = next; later != said_.end(); ++later) {
    later->start += shift;
    later->end += shift;
  }
  const PreciseTimePoint spoken = utterance.end;
  said_.insert(next, std::move(utterance));
  if (command.ends_call) {
    fall_silent(spoken);
    queued_at_.reset();
    served_at_.reset();
    end(spoken, end_status::ai_agent_end_call, hang_up_side::system);
  } else {
    if (queued_at_) *queued_at_ += shift;
    if (served_at_) *served_at_ += shift;
    ends_at_ += shift;
  }
  keep_within_limit();
  return CommandFate::taken;
}

bool CallLife::transfer(PreciseTimePoint now, std::uint64_t skill_group_id) {
  if (phase(now) != CallPhase::talking) return false;
  fall_silent(now);
  hand_over(now, skill_group_id);
  keep_within_limit();
  return true;
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
