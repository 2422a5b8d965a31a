// SPDX-License-Identifier: Apache-2.0
// The metrics, and what each event adds to them.
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "model/action.h"
#include "tccc/telemetry.h"
#include "telemetry/shown_result.h"

namespace tccc {
inline namespace v1 {
namespace {

// As the semantic conventions advise for http.client.request.duration.
constexpr std::array<double, 14> kSeconds = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
constexpr std::array<double, 6> kAttempts = {0, 1, 2, 3, 5, 10};

enum Metric : std::size_t {
  calls_active,
  call_duration,
  attempts,
  limiter_wait,
  backoff,
  request_duration,
  requests,
  phase
};

constexpr std::array<Instrument, 8> kInstruments = {{
    {"tccc.calls.active", InstrumentKind::up_down_counter, "{call}", "Calls that have begun and not ended."},
    {"tccc.call.duration", InstrumentKind::histogram, "s", "Time from the beginning of a call to its result.",
     kSeconds.data(), kSeconds.size()},
    {"tccc.call.attempts", InstrumentKind::histogram, "{request}", "Requests that a call took.", kAttempts.data(),
     kAttempts.size()},
    {"tccc.limiter.wait.duration", InstrumentKind::histogram, "s", "Time that the rate limiter held a call back.",
     kSeconds.data(), kSeconds.size()},
    {"tccc.backoff.duration", InstrumentKind::histogram, "s", "Time that a call waited before repetitions.",
     kSeconds.data(), kSeconds.size()},
    {"http.client.request.duration", InstrumentKind::histogram, "s", "Duration of HTTP client requests.",
     kSeconds.data(), kSeconds.size()},
    {"tccc.requests", InstrumentKind::counter, "{request}", "Requests by the connection they were given."},
    {"tccc.request.phase.duration", InstrumentKind::histogram, "s", "Time of one phase of a request.", kSeconds.data(),
     kSeconds.size()},
}};

constexpr std::array<std::string_view, 6> kPhases = {"name_lookup", "connect", "tls", "send", "wait", "receive"};

// Statuses that are told; a server can make up hundreds.
constexpr int kStatuses[] = {200, 301, 302, 307, 308, 400, 401, 403, 404, 405, 407, 408,
                             411, 413, 414, 421, 429, 431, 500, 501, 502, 503, 504};

double seconds(std::chrono::microseconds duration) {
  return std::chrono::duration<double>(duration).count();
}

std::string_view bounded_action(std::string_view action) {
  const detail::Action* known = detail::find_action(action);
  return known == nullptr ? std::string_view("other") : known->name;
}

TelemetryAttribute action_attribute(std::string_view action) {
  return {attribute_name::action, bounded_action(action)};
}

void add_phases(const ExchangeTiming& timing, std::vector<Measurement>& made) {
  using Duration = std::chrono::microseconds;
  const std::pair<RequestPhase, Duration> ends[] = {
      {RequestPhase::name_lookup, timing.name_lookup},
      {RequestPhase::connect, timing.connect},
      {RequestPhase::tls, timing.tls},
      {RequestPhase::send, timing.request_sent},
      {RequestPhase::wait, timing.first_byte},
      {RequestPhase::receive, timing.first_byte.count() > 0 ? timing.total : Duration::zero()}};
  Duration begin{0};
  for (const auto& [phase, end] : ends) {
    const bool is_set_up = phase < RequestPhase::send;
    if (end.count() <= 0 || (is_set_up && timing.is_reused_connection)) continue;
    const Duration passed = (std::max)(end - begin, Duration::zero());
    made.push_back({&kInstruments[Metric::phase], seconds(passed), {{attribute_name::phase, to_string(phase)}}});
    begin = (std::max)(begin, end);
  }
}

}  // namespace

std::string_view to_string(RequestPhase phase) noexcept {
  const auto index = static_cast<std::size_t>(phase);
  return index < kPhases.size() ? kPhases[index] : std::string_view("unknown");
}

InstrumentTable instrument_table() noexcept {
  return {kInstruments.data(), kInstruments.size()};
}

std::vector<Measurement> measurements(const CallStart& call) {
  return {{&kInstruments[calls_active], 1, {action_attribute(call.action)}}};
}

std::vector<Measurement> measurements(const CallEnd& call) {
  const TelemetryAttribute action = action_attribute(call.action);
  TelemetryAttributes result = {action, {attribute_name::outcome, detail::shown_outcome(call.outcome)}};
  if (call.code != ErrorCode::ok) result.push_back({attribute_name::error_type, to_string(call.code)});
  return {{&kInstruments[calls_active], -1, {action}},
          {&kInstruments[call_duration], seconds(call.duration), result},
          {&kInstruments[attempts], static_cast<double>(call.attempts), {action}},
          {&kInstruments[limiter_wait], seconds(call.limiter_wait), {action}},
          {&kInstruments[backoff], seconds(call.backoff), {action}}};
}

std::vector<Measurement> measurements(const AttemptEnd& attempt) {
  const TelemetryAttribute action = action_attribute(attempt.action);
  TelemetryAttributes request = {{attribute_name::request_method, std::string_view("POST")},
                                 {attribute_name::server_address, attempt.server.address},
                                 {attribute_name::server_port, std::int64_t{attempt.server.port}},
                                 action};
  if (attempt.http_status != 0) {
    TelemetryAttribute status = {attribute_name::status_code, std::string_view("other")};
    if (std::find(std::begin(kStatuses), std::end(kStatuses), attempt.http_status) != std::end(kStatuses)) {
      status.value = std::int64_t{attempt.http_status};
    }
    request.push_back(status);
  }
  if (attempt.code != ErrorCode::ok) request.push_back({attribute_name::error_type, to_string(attempt.code)});
  std::vector<Measurement> made = {
      {&kInstruments[request_duration], seconds(attempt.duration), std::move(request)},
      {&kInstruments[requests], 1, {action, {attribute_name::connection, detail::shown_connection(attempt.timing)}}}};
  add_phases(attempt.timing, made);
  return made;
}

}  // namespace v1
}  // namespace tccc
