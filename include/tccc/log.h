// SPDX-License-Identifier: Apache-2.0
// Seam: what happened to a call, step by step, for logs and metrics. Records hold no secret, no prompt, no phone
// number.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tccc/error.h"
#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// How much a record matters.
enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// "debug", "info", "warning", "error".
TCCC_API std::string_view to_string(LogLevel level) noexcept;

/// What a record tells of.
enum class LogEvent : std::uint8_t {
  limiter_wait,      ///< The rate limiter lets the request start later; `wait` is set.
  attempt_started,   ///< A request is about to be sent.
  attempt_finished,  ///< It was answered or given up; `code`, `outcome`, `http_status`, `timing` are set.
  retry_wait,        ///< It will be repeated; `wait` is set.
  clock_corrected,   ///< The service's clock differs; `wait` is the difference.
  call_finished,     ///< The call ended; `code` is `ok` on success.

  credentials_refreshed,       ///< A provider has fetched credentials; `wait` is how long they are valid.
  credentials_refresh_failed,  ///< It could not; `code` says why, `wait` how long those it has are valid, 0 for none.
  credentials_file_exposed,    ///< Other users of the machine can read or change the file of the keys.

  callback_threw,  ///< An exception came out of the callback of an asynchronous call, which has ended all the same.
};

/// "limiter_wait", "attempt_started", ...
TCCC_API std::string_view to_string(LogEvent event) noexcept;

/// Where the time of one exchange went, each counted from its start; zero where a phase was not reached.
struct ExchangeTiming {
  std::chrono::microseconds name_lookup{0};   ///< The name is resolved.
  std::chrono::microseconds connect{0};       ///< The connection is made.
  std::chrono::microseconds tls{0};           ///< TLS is agreed on.
  std::chrono::microseconds request_sent{0};  ///< The request begins to leave.
  std::chrono::microseconds first_byte{0};    ///< The answer begins.
  std::chrono::microseconds total{0};         ///< The exchange is over.
  bool is_reused_connection = false;          ///< Whether the connection was there already.
};

/// One record. Views are valid during LogSink::log only.
struct LogRecord {
  LogLevel level = LogLevel::debug;            ///< How much it matters.
  LogEvent event = LogEvent::attempt_started;  ///< What it tells of; decides which members are set.
  std::string_view action = {};                ///< Such as `CreateAICall`; empty for credentials.
  std::string_view callee = {};                ///< Masked, such as `0086130****0000`; empty where the action has none.
  int attempt = 0;                             ///< Counted from 1; 0 before the first.
  ErrorCode code = ErrorCode::ok;              ///< `ok` on success.
  std::optional<Outcome> outcome = {};         ///< Of a failure.
  std::string_view service_code = {};          ///< As the service spelt it; empty without one.
  std::string_view request_id = {};            ///< The service's id of the request; empty without an answer.
  int http_status = 0;                         ///< 0 without an answer.
  std::chrono::milliseconds wait{0};           ///< See LogEvent.
  ExchangeTiming timing = {};                  ///< Of attempt_finished.
};

/// One line of text: `attempt_finished action=CreateAICall attempt=1 outcome=unknown code=connection_lost ...`.
TCCC_API std::string to_string(const LogRecord& record);

/// Receives records, on whatever thread the call is on. Thread-safe, quick, does not throw; must not call the client.
class TCCC_API LogSink {
 public:
  LogSink() = default;
  LogSink(const LogSink&) = delete;
  LogSink& operator=(const LogSink&) = delete;
  virtual ~LogSink();
  /// Takes one record.
  virtual void log(const LogRecord& record) noexcept = 0;
};

/// Writes records of at least `least` as lines to stderr.
TCCC_API std::shared_ptr<LogSink> stderr_log(LogLevel least = LogLevel::info);

}  // namespace v1
}  // namespace tccc
