// SPDX-License-Identifier: Apache-2.0
// Log records as text.
#include "tccc/log.h"

#include <array>
#include <cstdio>

namespace tccc {
inline namespace v1 {
namespace {

constexpr std::array<std::string_view, 4> kLevels = {"debug", "info", "warning", "error"};
constexpr std::array<std::string_view, 12> kEvents = {"limiter_wait",
                                                      "attempt_started",
                                                      "attempt_finished",
                                                      "retry_wait",
                                                      "clock_corrected",
                                                      "call_finished",
                                                      "credentials_refreshed",
                                                      "credentials_refresh_failed",
                                                      "credentials_file_exposed",
                                                      "callback_threw",
                                                      "shared_limit_lost",
                                                      "shared_limit_back"};

void add(std::string& line, std::string_view name, std::string_view value) {
  if (!value.empty()) line.append(" ").append(name).append("=").append(value);
}

void add_phase(std::string& line, std::string_view name, std::chrono::microseconds passed) {
  if (passed.count() > 0) add(line, name, std::to_string(passed.count()) + "us");
}

// Writes whole lines with one call each, so that threads do not mix theirs.
class StderrLog final : public LogSink {
 public:
  explicit StderrLog(LogLevel least) : least_(least) {}

  void log(const LogRecord& record) noexcept override {
    if (record.level < least_) return;
    const std::string line = "tccc " + std::string(to_string(record.level)) + " " + to_string(record) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
  }

 private:
  const LogLevel least_;
};

}  // namespace

LogSink::~LogSink() = default;

std::string_view to_string(LogLevel level) noexcept {
  const auto index = static_cast<std::size_t>(level);
  return index < kLevels.size() ? kLevels[index] : std::string_view("unknown");
}

std::string_view to_string(LogEvent event) noexcept {
  const auto index = static_cast<std::size_t>(event);
  return index < kEvents.size() ? kEvents[index] : std::string_view("unknown");
}

std::string to_string(const LogRecord& record) {
  std::string line(to_string(record.event));
  add(line, "action", record.action);
  add(line, "callee", record.callee);
  if (record.attempt > 0) add(line, "attempt", std::to_string(record.attempt));
  if (record.outcome) add(line, "outcome", to_string(*record.outcome));
  if (record.code != ErrorCode::ok) add(line, "code", to_string(record.code));
  add(line, "service_code", record.service_code);
  add(line, "request_id", record.request_id);
  if (record.http_status != 0) add(line, "http_status", std::to_string(record.http_status));
  if (record.wait.count() != 0) add(line, "wait", std::to_string(record.wait.count()) + "ms");
  add_phase(line, "name_lookup", record.timing.name_lookup);
  add_phase(line, "connect", record.timing.connect);
  add_phase(line, "tls", record.timing.tls);
  add_phase(line, "request_sent", record.timing.request_sent);
  add_phase(line, "first_byte", record.timing.first_byte);
  add_phase(line, "total", record.timing.total);
  if (record.timing.is_reused_connection) add(line, "connection", "reused");
  return line;
}

std::shared_ptr<LogSink> stderr_log(LogLevel least) {
  return std::make_shared<StderrLog>(least);
}

}  // namespace v1
}  // namespace tccc
