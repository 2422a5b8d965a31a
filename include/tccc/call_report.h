// SPDX-License-Identifier: Apache-2.0
// All that the service knows of one call, in one struct.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tccc/api/describe_ai_analysis_result.h"
#include "tccc/api/describe_ai_call_extract_result.h"
#include "tccc/api/describe_ai_call_interaction_records.h"
#include "tccc/api/describe_ai_latency.h"
#include "tccc/api/describe_tel_cdr.h"
#include "tccc/api/describe_tel_record_asr.h"
#include "tccc/client.h"
#include "tccc/error.h"
#include "tccc/export.h"
#include "tccc/request_options.h"
#include "tccc/session.h"

namespace tccc {
inline namespace v1 {

/// Why a part of a report is not there.
enum class Absence : std::uint8_t {
  failed,        ///< It could not be read: ReportPart::error says why.
  not_known,     ///< The service knows no such call, or none in the time that was asked for.
  not_ended,     ///< The call is up; the part is made after its end.
  not_ready,     ///< The service is still making it.
  not_answered,  ///< Nobody answered the call, so there is nothing.
  not_made,      ///< The service has none: not recorded, not asked for, not set up in the console, or not made yet.
};

/// "failed", "not_known", ...
TCCC_API std::string_view to_string(Absence absence) noexcept;

/// A part of a report, or why it is not there: either `value` is set, or `absence` is.
template <class T>
struct ReportPart {
  std::optional<T> value = {};          ///< The part.
  std::optional<Absence> absence = {};  ///< Why it is not there.
  std::optional<Error> error = {};      ///< When failed: what failed.

  /// Whether the part is there.
  explicit operator bool() const noexcept { return value.has_value(); }
  /// Undefined unless the part is there.
  const T& operator*() const noexcept { return *value; }
  /// Undefined unless the part is there.
  const T* operator->() const noexcept { return &*value; }
};

/// Where the sound and the text of a call can be fetched. Links are signed: fetch within a day, do not keep; a new
/// report has new ones.
struct CallLinks {
  std::string recording = {};         ///< Empty: none.
  std::string transcript = {};        ///< Empty: none.
  std::string custom_recording = {};  ///< Copy in the customer's own bucket, where that is set up.
};

/// Of the latencies of one stage, over all turns. Empty: not measured.
struct LatencySpread {
  std::optional<std::chrono::milliseconds> least = {};   ///< Smallest.
  std::optional<std::chrono::milliseconds> median = {};  ///< 50th percentile.
  std::optional<std::chrono::milliseconds> p90 = {};     ///< 90th percentile.
};

/// How fast the agent was. The spreads are those the service tells; where it tells none, such as for the first token,
/// they are computed from the turns by nearest rank.
struct CallLatency {
  std::vector<AILatencyDetail> turns = {};  ///< Each turn, as the service tells it.
  LatencySpread asr = {};                   ///< Speech recognition.
  LatencySpread llm = {};                   ///< Model.
  LatencySpread first_token = {};           ///< First token of the model.
  LatencySpread tts = {};                   ///< Speech synthesis.
  LatencySpread end_to_end = {};            ///< The whole turn.
};

/// One call.
struct CallReport {
  Session session = {};                                                ///< The call that was asked for.
  ReportPart<TelCdrInfo> record = {};                                  ///< Its record; there once the call has ended.
  ReportPart<CallLinks> links = {};                                    ///< There when at least one is.
  ReportPart<std::vector<AsrData>> transcript = {};                    ///< The sentences of the recording.
  ReportPart<std::vector<AICallInteractionRound>> rounds = {};         ///< Who said what, by rounds; China site.
  ReportPart<std::vector<AICallExtractResultElement>> extracted = {};  ///< What was extracted, as the request asked.
  ReportPart<std::vector<AIAnalysisResult>> analysis = {};             ///< Summary, mood and intention.
  ReportPart<CallLatency> latency = {};                                ///< How fast the agent was.
};

/// A part that is not there, in words.
struct MissingPart {
  std::string_view part = {};  ///< Such as "transcript".
  std::string why = {};        ///< One line.
};

/// The parts of a report that are not there, in the order of its members.
TCCC_API std::vector<MissingPart> missing_parts(const CallReport& report);

/// Asks for everything, up to eight requests one after another, and blocks until they are answered. What cannot be had
/// is missing in the report, the rest is there. To be asked after the call has ended (see wait_for_end); some parts
/// come minutes later.
TCCC_API CallReport call_report(const Client& client, const Session& session, const RequestOptions& options = {});

}  // namespace v1
}  // namespace tccc
