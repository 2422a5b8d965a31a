// SPDX-License-Identifier: Apache-2.0
// The life of one simulated call: what it is at any moment. Holds no clock: every question says what time it is.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/testing/call_script.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

enum class CallPhase : std::uint8_t {
  dialling,
  ringing,
  talking,      ///< With the agent.
  queued,       ///< Waits for a person.
  with_person,  ///< A person has taken over.
  ended,
};

enum class Speaker : std::uint8_t { agent, callee };

/// Why the agent speaks.
enum class Cause : std::uint8_t {
  script,
  pushed,   ///< ServerPushText.
  invoked,  ///< InvokeLLM.
};

/// How long the stages of one answer took.
struct TurnLatency {
  std::chrono::milliseconds asr{0};
  std::chrono::milliseconds llm_first_token{0};
  std::chrono::milliseconds llm{0};
  std::chrono::milliseconds tts{0};
  std::chrono::milliseconds end_to_end() const { return asr + llm_first_token + tts; }
};

/// Something said, or to be said.
struct Utterance {
  Speaker speaker = Speaker::agent;
  std::string text = {};
  PreciseTimePoint start = {};
  PreciseTimePoint end = {};
  std::size_t round = 0;  ///< Rounds begin with what the callee says.
  Cause cause = Cause::script;
  std::optional<TurnLatency> latency = {};  ///< Of answers of the agent.
};

/// What the request asked of the call.
struct CallLimits {
  std::optional<std::chrono::milliseconds> ringing = {};
  std::optional<std::chrono::milliseconds> duration = {};
};

/// A command to the agent.
struct SpokenCommand {
  std::string text = {};
  Cause cause = Cause::pushed;
  bool interrupts = false;
  bool waits = false;  ///< While the agent speaks: queues up; without it the command is dropped.
  bool ends_call = false;
};

/// What became of a command.
enum class CommandFate : std::uint8_t { taken, not_in_control, too_many };

inline constexpr std::size_t kMostUtterances = 2000;

class CallLife {
 public:
  /// The seed decides on the latencies that the script leaves open.
  CallLife(const CallScript& script, const CallLimits& limits, PreciseTimePoint placed_at, std::uint64_t seed);

  CallPhase phase(PreciseTimePoint now) const noexcept;

  PreciseTimePoint placed_at() const noexcept { return placed_at_; }
  const std::optional<PreciseTimePoint>& rings_at() const noexcept { return rings_at_; }
  const std::optional<PreciseTimePoint>& accepted_at() const noexcept { return accepted_at_; }
  const std::optional<PreciseTimePoint>& queued_at() const noexcept { return queued_at_; }
  const std::optional<PreciseTimePoint>& served_at() const noexcept { return served_at_; }
  PreciseTimePoint ends_at() const noexcept { return ends_at_; }
  std::int64_t end_status() const noexcept { return end_status_; }             ///< One of tccc::end_status.
  const char* hang_up_side() const noexcept { return hang_up_side_; }          ///< One of tccc::hang_up_side.
  std::uint64_t skill_group_id() const noexcept { return skill_group_id_; }    ///< Of the transfer.
  std::chrono::milliseconds talk_time() const noexcept;                        ///< None for calls nobody answered.
  const std::vector<Utterance>& utterances() const noexcept { return said_; }  ///< Past and planned, in order.

  /// Ends the call. False: it had ended already.
  bool hang_up(PreciseTimePoint now);

  CommandFate speak(PreciseTimePoint now, const SpokenCommand& command);

  /// Hands the call to people. False: the agent is not on the call.
  bool transfer(PreciseTimePoint now, std::uint64_t skill_group_id);

 private:
  void lay_out(const CallScript& script, const CallLimits& limits, std::uint64_t seed);
  void talk(const CallScript& script, std::uint64_t seed);
  PreciseTimePoint say(Speaker speaker, const std::string& text, PreciseTimePoint start, std::size_t round);
  void fall_silent(PreciseTimePoint from);
  void end(PreciseTimePoint at, std::int64_t status, const char* side);
  void hand_over(PreciseTimePoint at, std::uint64_t skill_group_id);
  void keep_within_limit();

  PreciseTimePoint placed_at_;
  std::optional<std::chrono::milliseconds> longest_;
  std::optional<PreciseTimePoint> rings_at_ = {};
  std::optional<PreciseTimePoint> accepted_at_ = {};
  std::optional<PreciseTimePoint> queued_at_ = {};
  std::optional<PreciseTimePoint> served_at_ = {};
  PreciseTimePoint ends_at_ = {};
  std::int64_t end_status_ = 0;
  const char* hang_up_side_ = "";
  std::uint64_t skill_group_id_ = 0;
  std::vector<Utterance> said_ = {};
};

/// How long it takes to say a text.
std::chrono::milliseconds speaking_time(const std::string& text);

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
