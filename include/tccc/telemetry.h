// SPDX-License-Identifier: Apache-2.0
// Seam: spans and metrics of calls, with the names of OpenTelemetry. What is told holds no secret, no prompt and no
// phone number, not even a masked one.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "tccc/error.h"
#include "tccc/export.h"
#include "tccc/log.h"

namespace tccc {
inline namespace v1 {

/// Where requests go. Views are valid as long as the client.
struct TelemetryServer {
  std::string_view address = {};  ///< Name or address without brackets, such as `ccc.tencentcloudapi.com`.
  int port = 0;                   ///< Such as 443.
  std::string_view url = {};      ///< Such as `https://ccc.tencentcloudapi.com/`.
};

/// A call begins. The name of the action is valid as long as the trace.
struct CallStart {
  std::string_view action = {};                        ///< Such as `CreateAICall`.
  bool places_call = false;                            ///< Whether phones may ring.
  std::chrono::system_clock::time_point started_at{};  ///< By the clock of the client.
  TelemetryServer server = {};                         ///< Where its requests go.
};

/// A request is about to be sent.
struct AttemptStart {
  std::string_view action = {};                        ///< Such as `CreateAICall`.
  int number = 0;                                      ///< Counted from 1 within the call.
  std::chrono::system_clock::time_point started_at{};  ///< By the clock of the client.
  TelemetryServer server = {};                         ///< Where the request goes.
};

/// A request was answered or given up. Views are valid during CallTrace::attempt_ended only.
struct AttemptEnd {
  std::string_view action = {};                        ///< Such as `CreateAICall`.
  int number = 0;                                      ///< Counted from 1 within the call.
  std::chrono::system_clock::time_point started_at{};  ///< By the clock of the client.
  std::chrono::microseconds duration{0};  ///< From its start to its answer, or to the end of waiting for one.
  TelemetryServer server = {};            ///< Where the request went.
  int http_status = 0;                    ///< 0: there was none.
  ErrorCode code = ErrorCode::ok;         ///< `ok` on success.
  std::optional<Outcome> outcome = {};    ///< None on success.
  std::string_view service_code = {};     ///< Error.Code of the answer; empty where there is none.
  std::string_view request_id = {};       ///< RequestId of the answer; empty where there is none.
  ExchangeTiming timing = {};             ///< When each of its phases was over.
};

/// A call has ended, with the result that the caller gets. Views are valid during CallTrace::call_ended only.
struct CallEnd {
  std::string_view action = {};                        ///< Such as `CreateAICall`.
  bool places_call = false;                            ///< Whether phones may ring.
  std::chrono::system_clock::time_point started_at{};  ///< By the clock of the client.
  std::chrono::microseconds duration{0};               ///< Of the whole call, waits included.
  std::chrono::microseconds limiter_wait{0};           ///< Of which the rate limiter held it back.
  std::chrono::microseconds backoff{0};                ///< Of which it waited before repetitions.
  int attempts = 0;                                    ///< Requests that were started.
  int http_status = 0;                                 ///< Of the last answer.
  ErrorCode code = ErrorCode::ok;                      ///< `ok` on success.
  std::optional<Outcome> outcome = {};                 ///< None on success.
  std::string_view service_code = {};                  ///< Error.Code of the last answer; empty where there is none.
  std::string_view request_id = {};                    ///< Of the last answer.
  std::string_view session_id = {};  ///< Of the call that was placed; empty where none was or the action has none.
};

/// Follows one call. Used by one thread at a time, which need not be the one that started the call. Each
/// attempt_started() is followed by one attempt_ended(), and all by one call_ended(); then the trace is destroyed.
/// Quick, does not throw; must not call the client.
class TCCC_API CallTrace {
 public:
  CallTrace() = default;
  CallTrace(const CallTrace&) = delete;
  CallTrace& operator=(const CallTrace&) = delete;
  virtual ~CallTrace();
  virtual void attempt_started(const AttemptStart& attempt) noexcept = 0;  ///< A request is about to be sent.
  virtual void attempt_ended(const AttemptEnd& attempt) noexcept = 0;      ///< It was answered or given up.
  virtual void call_ended(const CallEnd& call) noexcept = 0;               ///< The call has its result.
};

/// Receives the calls of a client; see ClientOptions::telemetry. Thread-safe; outlives its traces where the client owns
/// it.
class TCCC_API Telemetry {
 public:
  Telemetry() = default;
  Telemetry(const Telemetry&) = delete;
  Telemetry& operator=(const Telemetry&) = delete;
  virtual ~Telemetry();
  /// Called on the thread of the caller, also for send_async, so that the span that is active there can become the
  /// parent; but the reads of wait_for_end_async start on the loop thread. Null: this call is not followed. Not called
  /// in a child made by fork(), where the client is of no use.
  virtual std::unique_ptr<CallTrace> start_call(const CallStart& call) noexcept = 0;
};

/// A name of the semantic conventions of OpenTelemetry or, below `tccc.`, of this library, and a value.
struct TelemetryAttribute {
  std::string_view name = {};                                     ///< Such as one of attribute_name.
  std::variant<std::string_view, std::int64_t, bool> value = {};  ///< Text, number or yes and no.
};
using TelemetryAttributes = std::vector<TelemetryAttribute>;  ///< Each name once.

/// Names of attributes. Those outside `tccc.` are stable in the semantic conventions.
namespace attribute_name {
inline constexpr std::string_view error_type = "error.type";  ///< Name of the ErrorCode, such as `connection_lost`.
inline constexpr std::string_view request_method = "http.request.method";  ///< `POST`.
inline constexpr std::string_view resend_count =
    "http.request.resend_count";  ///< Repetitions before this attempt; absent at the first.
inline constexpr std::string_view status_code = "http.response.status_code";  ///< HTTP status of the answer.
inline constexpr std::string_view server_address = "server.address";          ///< TelemetryServer::address.
inline constexpr std::string_view server_port = "server.port";                ///< TelemetryServer::port.
inline constexpr std::string_view url_full = "url.full";                      ///< TelemetryServer::url.
inline constexpr std::string_view action = "tccc.action";                     ///< Name of the action.
inline constexpr std::string_view attempts = "tccc.attempts";                 ///< CallEnd::attempts.
inline constexpr std::string_view connection = "tccc.connection";    ///< `new`, `reused`, or `none` when none was made.
inline constexpr std::string_view outcome = "tccc.outcome";          ///< `success`, `not_sent`, `rejected`, `unknown`.
inline constexpr std::string_view phase = "tccc.phase";              ///< See RequestPhase.
inline constexpr std::string_view places_call = "tccc.places_call";  ///< CallStart::places_call.
inline constexpr std::string_view request_id = "tccc.request_id";    ///< RequestId of the answer.
inline constexpr std::string_view service_code = "tccc.service_code";  ///< Error.Code of the answer.
inline constexpr std::string_view session_id = "tccc.session_id";      ///< SessionId of the call that was placed.
}  // namespace attribute_name

/// Name of the span of an attempt, of kind client. That of a call is named after its action.
inline constexpr std::string_view kAttemptSpanName = "POST";

/// Attributes of spans: of the call, then, when it has ended, those it has gained; of an attempt likewise. The views in
/// them are those of the argument.
TCCC_API TelemetryAttributes span_attributes(const CallStart& call);
TCCC_API TelemetryAttributes span_attributes(const CallEnd& call);          ///< What the call has gained at its end.
TCCC_API TelemetryAttributes span_attributes(const AttemptStart& attempt);  ///< Of an attempt that begins.
TCCC_API TelemetryAttributes span_attributes(const AttemptEnd& attempt);    ///< What it has gained at its end.

/// Where the time of one request goes.
enum class RequestPhase : std::uint8_t { name_lookup, connect, tls, send, wait, receive };

/// "name_lookup", "connect", "tls", "send", "wait", "receive".
TCCC_API std::string_view to_string(RequestPhase phase) noexcept;

/// What a metric does with its values.
enum class InstrumentKind : std::uint8_t { histogram, counter, up_down_counter };

/// A metric.
struct Instrument {
  std::string_view name = {};                       ///< Such as `tccc.call.duration`.
  InstrumentKind kind = InstrumentKind::histogram;  ///< What it does with its values.
  std::string_view unit = {};                       ///< Of UCUM: `s`, `{request}`, ...
  std::string_view description = {};                ///< One sentence, for people.
  const double* bounds = nullptr;                   ///< Upper bounds of the buckets of a histogram, rising.
  std::size_t bound_count = 0;                      ///< How many `bounds` there are; 0 where it is no histogram.
};

/// All metrics.
struct InstrumentTable {
  const Instrument* first;  ///< In static memory.
  std::size_t size;         ///< How many there are.

  const Instrument* begin() const noexcept { return first; }       ///< For range-for.
  const Instrument* end() const noexcept { return first + size; }  ///< For range-for.
};
TCCC_API InstrumentTable instrument_table() noexcept;  ///< Every metric that measurements() fills.

/// One value of one metric. Its attributes have few different values, whatever is sent or answered: an action that the
/// library does not know is `other`.
struct Measurement {
  const Instrument* instrument = nullptr;  ///< In instrument_table().
  double value = 0;                        ///< In the unit of the instrument.
  TelemetryAttributes attributes = {};     ///< What it is counted by.
};

/// What is to be recorded at each event.
TCCC_API std::vector<Measurement> measurements(const CallStart& call);
TCCC_API std::vector<Measurement> measurements(const CallEnd& call);        ///< At the end of a call.
TCCC_API std::vector<Measurement> measurements(const AttemptEnd& attempt);  ///< At the end of an attempt.

}  // namespace v1
}  // namespace tccc
