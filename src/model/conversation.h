// SPDX-License-Identifier: Apache-2.0
// Field lists of the manners of a conversation.
#pragma once

#include "codec/describe.h"
#include "tccc/types/conversation.h"

namespace tccc {
inline namespace v1 {
namespace detail {

inline constexpr std::string_view kAmbientSounds[] = {ambient_sound_type::coffee_shops,
                                                      ambient_sound_type::busy_office};

template <>
struct Describe<Welcome> {
  static constexpr std::array fields{
      field<&Welcome::message>("WelcomeMessage").means("First sentence of the agent."),
      field<&Welcome::type>("WelcomeType")
          .range(0, 1)
          .means("0 speaks WelcomeMessage (without one the callee speaks first), 1 lets the model open."),
      field<&Welcome::message_priority>("WelcomeMessagePriority")
          .range(0, 2)
          .by_default("0")
          .means("0 can be interrupted, 2 cannot.")};
  static constexpr StructInfo info = describe<Welcome>("Welcome", fields);
};

template <>
struct Describe<Interruption> {
  static constexpr std::array fields{field<&Interruption::mode>("InterruptMode")
                                         .range(0, 1)
                                         .by_default("0")
                                         .means("0 the callee's speech interrupts the agent, 1 it does not."),
                                     field<&Interruption::speech_duration>("InterruptSpeechDuration")
                                         .in("ms")
                                         .by_default("500")
                                         .means("Speech that interrupts, with InterruptMode 0.")};
  static constexpr StructInfo info = describe<Interruption>("Interruption", fields);
};

template <>
struct Describe<Silence> {
  static constexpr std::array fields{
      field<&Silence::max_duration>("MaxDuration")
          .in("ms")
          .by_default("60000")
          .means("Longest silence of the callee before hanging up; not the length of the call."),
      field<&Silence::notify_duration>("NotifyDuration")
          .at_least(10000)
          .in("ms")
          .by_default("10000")
          .means("Silence after which the agent asks again."),
      field<&Silence::notify_message>("NotifyMessage").means("What it asks then."),
      field<&Silence::notify_max_count>("NotifyMaxCount").by_default("no limit").means("How often at most.")};
  static constexpr StructInfo info = describe<Silence>("Silence", fields);
};

template <>
struct Describe<EndCall> {
  static constexpr std::array fields{
      field<&EndCall::enabled>("EndFunctionEnable").means("Gives the model the tool call_end, with which it hangs up."),
      field<&EndCall::description>("EndFunctionDesc").means("When the model should call it; used only when enabled.")};
  static constexpr StructInfo info = describe<EndCall>("EndCall", fields);
};

template <>
struct Describe<ChineseToneWords> {
  static constexpr std::array fields{field<&ChineseToneWords::neutral>("Neutral"),
                                     field<&ChineseToneWords::positive>("Positive"),
                                     field<&ChineseToneWords::negative>("Negative")};
  static constexpr StructInfo info = describe<ChineseToneWords>("ZHToneWordsInfo", fields);
};

template <>
struct Describe<ToneWord> {
  static constexpr std::array fields{
      field<&ToneWord::first_sentence_timeout>("FirstSentenceTimeout").in("s").means("Wait before a filler word."),
      field<&ToneWord::chinese>("ZHToneWords").means("Chinese filler words by mood.")};
  static constexpr StructInfo info = describe<ToneWord>("ToneWordInfo", fields);
};

template <>
struct Describe<Voicemail> {
  static constexpr std::array fields{
      field<&Voicemail::detection>("EnableVoicemailDetection").means("Detects that a voicemail answered."),
      field<&Voicemail::action>("VoicemailAction").range(0, 0).by_default("0").means("0 hangs up.")};
  static constexpr StructInfo info = describe<Voicemail>("Voicemail", fields);
};

template <>
struct Describe<AmbientSound> {
  static constexpr std::array fields{
      field<&AmbientSound::type>("AmbientSoundType").one_of(kAmbientSounds).means("Background sound; none without."),
      field<&AmbientSound::volume>("AmbientSoundVolume").range(0, 2).by_default("1").means("Its volume.")};
  static constexpr StructInfo info = describe<AmbientSound>("AmbientSound", fields);
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
