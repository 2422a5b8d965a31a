// SPDX-License-Identifier: Apache-2.0
// What spans tell.
#include "tccc/telemetry.h"
#include "telemetry/shown_result.h"

namespace tccc {
inline namespace v1 {
namespace {

std::int64_t number(int value) {
  return value;
}

void add_text(TelemetryAttributes& attributes, std::string_view name, std::string_view value) {
  if (!value.empty()) attributes.push_back({name, value});
}

void add_result(TelemetryAttributes& attributes, ErrorCode code, const std::optional<Outcome>& outcome,
                std::string_view service_code, std::string_view request_id) {
  attributes.push_back({attribute_name::outcome, detail::shown_outcome(outcome)});
  if (code != ErrorCode::ok) attributes.push_back({attribute_name::error_type, to_string(code)});
  add_text(attributes, attribute_name::service_code, service_code);
  add_text(attributes, attribute_name::request_id, request_id);
}

}  // namespace

CallTrace::~CallTrace() = default;
Telemetry::~Telemetry() = default;

TelemetryAttributes span_attributes(const CallStart& call) {
  return {{attribute_name::action, call.action},
          {attribute_name::places_call, call.places_call},
          {attribute_name::server_address, call.server.address},
          {attribute_name::server_port, number(call.server.port)}};
}

TelemetryAttributes span_attributes(const CallEnd& call) {
  TelemetryAttributes attributes = {{attribute_name::attempts, number(call.attempts)}};
  add_result(attributes, call.code, call.outcome, call.service_code, call.request_id);
  add_text(attributes, attribute_name::session_id, call.session_id);
  return attributes;
}

TelemetryAttributes span_attributes(const AttemptStart& attempt) {
  TelemetryAttributes attributes = {{attribute_name::request_method, std::string_view("POST")},
                                    {attribute_name::server_address, attempt.server.address},
                                    {attribute_name::server_port, number(attempt.server.port)},
                                    {attribute_name::url_full, attempt.server.url},
                                    {attribute_name::action, attempt.action}};
  if (attempt.number > 1) attributes.push_back({attribute_name::resend_count, number(attempt.number - 1)});
  return attributes;
}

TelemetryAttributes span_attributes(const AttemptEnd& attempt) {
  TelemetryAttributes attributes;
  if (attempt.http_status != 0) attributes.push_back({attribute_name::status_code, number(attempt.http_status)});
  add_result(attributes, attempt.code, attempt.outcome, attempt.service_code, attempt.request_id);
  attributes.push_back({attribute_name::connection, detail::shown_connection(attempt.timing)});
  return attributes;
}

}  // namespace v1
}  // namespace tccc
