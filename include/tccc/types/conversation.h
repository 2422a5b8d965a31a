// SPDX-License-Identifier: Apache-2.0
// Manners of the conversation: how it opens, how turns change hands, what silence does, how it may end.
// Source: the API documentation of CreateAICall, newest edition.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tccc {
inline namespace v1 {

/// Values of Welcome::type.
namespace welcome_type {
inline constexpr std::int64_t use_message = 0;  ///< Speak Welcome::message; without one the callee speaks first.
inline constexpr std::int64_t generate = 1;     ///< The model makes the opening up from the prompt.
}  // namespace welcome_type

/// Values of Welcome::message_priority.
namespace welcome_priority {
inline constexpr std::int64_t interruptible = 0;    ///< The callee may talk over it.
inline constexpr std::int64_t uninterruptible = 2;  ///< It is spoken to its end.
}  // namespace welcome_priority

/// The opening.
struct Welcome {
  std::optional<std::string> message = {};            ///< First sentence of the agent.
  std::optional<std::int64_t> type = {};              ///< One of welcome_type.
  std::optional<std::int64_t> message_priority = {};  ///< One of welcome_priority; default interruptible.
};

/// Values of Interruption::mode.
namespace interrupt_mode {
inline constexpr std::int64_t by_speech = 0;  ///< The callee's speech interrupts the agent.
inline constexpr std::int64_t never = 1;      ///< It does not.
}  // namespace interrupt_mode

/// Whether the callee may cut the agent off.
struct Interruption {
  std::optional<std::int64_t> mode = {};                          ///< One of interrupt_mode; default by_speech.
  std::optional<std::chrono::milliseconds> speech_duration = {};  ///< Speech that interrupts; default 500 ms.
};

/// What happens when the callee says nothing.
struct Silence {
  std::optional<std::chrono::milliseconds> max_duration =
      {};  ///< Longest silence before hanging up; default 60 s. Not the call's length.
  std::optional<std::chrono::milliseconds> notify_duration =
      {};  ///< Silence after which the agent asks again; at least and by default 10 s.
  std::optional<std::string> notify_message = {};      ///< What it asks.
  std::optional<std::uint64_t> notify_max_count = {};  ///< How often at most; default without limit.
};

/// The tool with which the model hangs up.
struct EndCall {
  std::optional<bool> enabled = {};             ///< Whether the model has the tool; default no.
  std::optional<std::string> description = {};  ///< When the model should call it; used only when enabled.
};

/// Chinese filler words by mood.
struct ChineseToneWords {
  std::vector<std::string> neutral = {};   ///< For a neutral mood.
  std::vector<std::string> positive = {};  ///< For a positive mood.
  std::vector<std::string> negative = {};  ///< For a negative mood.
};

/// Filler words spoken while the model is slow.
struct ToneWord {
  std::optional<std::chrono::duration<double>> first_sentence_timeout =
      {};                                        ///< Wait before a filler, in seconds; such as 0.4.
  std::optional<ChineseToneWords> chinese = {};  ///< The words; none of other languages are documented.
};

/// Values of Voicemail::action.
namespace voicemail_action {
inline constexpr std::uint64_t hang_up = 0;  ///< The only one.
}  // namespace voicemail_action

/// What to do when a voicemail answers.
struct Voicemail {
  std::optional<bool> detection = {};        ///< Whether voicemails are detected; default no.
  std::optional<std::uint64_t> action = {};  ///< One of voicemail_action; used only with detection.
};

/// Values of AmbientSound::type.
namespace ambient_sound_type {
inline constexpr const char* coffee_shops = "coffee_shops";  ///< A coffee shop.
inline constexpr const char* busy_office = "busy_office";    ///< A busy office.
}  // namespace ambient_sound_type

/// Background sound.
struct AmbientSound {
  std::optional<std::string> type = {};  ///< One of ambient_sound_type; none without.
  std::optional<double> volume = {};     ///< 0 to 2, default 1; leave it out without a type.
};

}  // namespace v1
}  // namespace tccc
