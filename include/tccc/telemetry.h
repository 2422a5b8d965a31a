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
  int port = 0;
  std::string_view url = {};  ///< Such as `https://ccc.tencentcloudapi.com/`.
};

/// A call begins. The name of the action is valid as long as the trace.
struct CallStart {
  std::string_view action = {};
  bool places_call = false;                            ///< Whether phones may ring.
  std::chrono::system_clock::time_point started_at{};  ///< By the clock of the client.
  TelemetryServer server = {};
};

/// A request is about to be sent.
struct AttemptStart {
  std::string_view action = {};
  int number = 0;  ///< Counted from 1 within the call.
  std::chrono::system_clock::time_point started_at{};
  TelemetryServer server = {};
};

/// A request was answered or given up. Views are valid during CallTrace::attempt_ended only.
struct AttemptEnd {
  std::string_view action = {};
  int number = 0;
  std::chrono::system_clock::time_point started_at{};
  std::chrono::microseconds duration{0};
  TelemetryServer server = {};
  int http_status = 0;                  ///< 0: there was none.
  ErrorCode code = ErrorCode::ok;       ///< `ok` on success.
  std::optional<Outcome> outcome = {};  ///< None on success.
  std::string_view service_code = {};
  std::string_view request_id = {};
  ExchangeTiming timing = {};
};

/// A call has ended, with the result that the caller gets. Views are valid during CallTrace::call_ended only.
struct CallEnd {
  std::string_view action = {};
  bool places_call = false;
  std::chrono::system_clock::time_point started_at{};
  std::chrono::microseconds duration{0};      ///< Of the whole call, waits included.
  std::chrono::microseconds limiter_wait{0};  ///< Of which the rate limiter held it back.
  std::chrono::microseconds backoff{0};       ///< Of which it waited before repetitions.
  int attempts = 0;
  int http_status = 0;  ///< Of the last answer.
  ErrorCode code = ErrorCode::ok;
  std::optional<Outcome> outcome = {};
  std::string_view service_code = {};
  std::string_view request_id = {};  ///< Of the last answer.
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
  virtual void attempt_started(const AttemptStart& attempt) noexcept = 0;
  virtual void attempt_ended(const AttemptEnd& attempt) noexcept = 0;
  virtual void call_ended(const CallEnd& call) noexcept = 0;
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
  std::string_view name = {};
  std::variant<std::string_view, std::int64_t, bool> value = {};
};
using TelemetryAttributes = std::vector<TelemetryAttribute>;

/// Names of attributes. Those outside `tccc.` are stable in the semantic conventions.
namespace attribute_name {
inline constexpr std::string_view error_type = "error.type";  ///< Name of the ErrorCode, such as `connection_lost`.
inline constexpr std::string_view request_method = "http.request.method";
inline constexpr std::string_view resend_count = "http.request.resend_count";
inline constexpr std::string_view status_code = "http.response.status_code";
inline constexpr std::string_view server_address = "server.address";
inline constexpr std::string_view server_port = "server.port";
inline constexpr std::string_view url_full = "url.full";
inline constexpr std::string_view action = "tccc.action";
inline constexpr std::string_view attempts = "tccc.attempts";
inline constexpr std::string_view connection = "tccc.connection";  ///< `new`, `reused`, or `none` when none was made.
inline constexpr std::string_view outcome = "tccc.outcome";        ///< `success`, `not_sent`, `rejected`, `unknown`.
inline constexpr std::string_view phase = "tccc.phase";            ///< See RequestPhase.
inline constexpr std::string_view places_call = "tccc.places_call";
inline constexpr std::string_view request_id = "tccc.request_id";
inline constexpr std::string_view service_code = "tccc.service_code";
inline constexpr std::string_view session_id = "tccc.session_id";
}  // namespace attribute_name

/// Name of the span of an attempt, of kind client. That of a call is named after its action.
inline constexpr std::string_view kAttemptSpanName = "POST";

/// Attributes of spans: of the call, then, when it has ended, those it has gained; of an attempt likewise. The views in
/// them are those of the argument.
TCCC_API TelemetryAttributes span_attributes(const CallStart& call);
TCCC_API TelemetryAttributes span_attributes(const CallEnd& call);
TCCC_API TelemetryAttributes span_attributes(const AttemptStart& attempt);
TCCC_API TelemetryAttributes span_attributes(const AttemptEnd& attempt);

/// Where the time of one request goes.
enum class RequestPhase : std::uint8_t { name_lookup, connect, tls, send, wait, receive };

/// "name_lookup", "connect", "tls", "send", "wait", "receive".
TCCC_API std::string_view to_string(RequestPhase phase) noexcept;

/// What a metric does with its values.
enum class InstrumentKind : std::uint8_t { histogram, counter, up_down_counter };

/// A metric.
struct Instrument {
  std::string_view name = {};
  InstrumentKind kind = InstrumentKind::histogram;
  std::string_view unit = {};  ///< Of UCUM: `s`, `{request}`, ...
  std::string_view description = {};
  const double* bounds = nullptr;  ///< Upper bounds of the buckets of a histogram, rising.
  std::size_t bound_count = 0;
};

/// All metrics.
struct InstrumentTable {
  const Instrument* first;
  std::size_t size;

  const Instrument* begin() const noexcept { return first; }
  const Instrument* end() const noexcept { return first + size; }
};
TCCC_API InstrumentTable instrument_table() noexcept;

/// One value of one metric. Its attributes have few different values, whatever is sent or answered: an action that the
/// library does not know is `other`.
struct Measurement {
  const Instrument* instrument = nullptr;  ///< In instrument_table().
  double value = 0;
  TelemetryAttributes attributes = {};
};

/// What is to be recorded at each event.
TCCC_API std::vector<Measurement> measurements(const CallStart& call);
TCCC_API std::vector<Measurement> measurements(const CallEnd& call);
TCCC_API std::vector<Measurement> measurements(const AttemptEnd& attempt);

}  // namespace v1
}  // namespace tccc
