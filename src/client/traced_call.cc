// SPDX-License-Identifier: Apache-2.0
// One call as a Telemetry is told of it.
#include "client/traced_call.h"

#include <charconv>
#include <string_view>
#include <utility>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

/// `ccc.tencentcloudapi.com`, `127.0.0.1:8443` or `[::1]:8443`, and the scheme.
TelemetryServer server_of(const Endpoint& endpoint) {
  constexpr std::string_view kPlain = "http:";
  TelemetryServer server;
  server.url = endpoint.url;
  server.address = endpoint.host;
  server.port = server.url.substr(0, kPlain.size()) == kPlain ? 80 : 443;
  const std::size_t colon = server.address.rfind(':');
  const std::size_t bracket = server.address.rfind(']');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    const std::string_view port = server.address.substr(colon + 1);
    std::from_chars(port.data(), port.data() + port.size(), server.port);
    server.address = server.address.substr(0, colon);
  }
  if (bracket != std::string_view::npos) server.address = server.address.substr(1, bracket - 1);
  return server;
}

/// An id or code of the service, unless something of the request stood in it and was masked: not even that is told.
std::string_view unmasked(std::string_view id) {
  return id.find('*') == std::string_view::npos ? id : std::string_view();
}

}  // namespace

TracedCall::TracedCall(const ClientCore& core, const Action& action) noexcept
    : core_(&core),
      action_(&action),
      server_(server_of(core.endpoint())),
      started_at_(core.options().clock->now()),
      begin_(core.options().clock->steady_now()) {}

std::optional<TracedCall> TracedCall::start(const ClientCore& core, const Action& action) {
  TracedCall call(core, action);
  call.trace_ = core.options().telemetry->start_call({action.name, action.places_call, call.started_at_, call.server_});
  if (call.trace_ == nullptr) return {};
  return call;
}

TracedCall::Duration TracedCall::since(SteadyTime begin) const noexcept {
  return std::chrono::duration_cast<Duration>(core_->options().clock->steady_now() - begin);
}

void TracedCall::wait_begins(Wait wait, SteadyTime now) {
  waits_for_ = wait;
  wait_begin_ = now;
}

void TracedCall::wait_ends(SteadyTime now) {
  if (!waits_for_) return;
  (*waits_for_ == Wait::limiter ? limiter_wait_ : backoff_) += std::chrono::duration_cast<Duration>(now - wait_begin_);
  waits_for_.reset();
}

void TracedCall::attempt_starts(int number) {
  open_attempt_ = number;
  attempt_started_at_ = core_->options().clock->now();
  attempt_begin_ = core_->options().clock->steady_now();
  trace_->attempt_started({action_->name, number, attempt_started_at_, server_});
}

void TracedCall::attempt_ends(const LogRecord& finished) {
  AttemptEnd end;
  end.action = action_->name;
  end.number = std::exchange(open_attempt_, 0);
  end.started_at = attempt_started_at_;
  end.duration = since(attempt_begin_);
  end.server = server_;
  end.http_status = finished.http_status;
  end.code = finished.code;
  end.outcome = finished.outcome;
  end.service_code = unmasked(finished.service_code);
  end.request_id = unmasked(finished.request_id);
  end.timing = finished.timing;
  trace_->attempt_ended(end);
}

void TracedCall::end(CallEnd end) {
  wait_ends(core_->options().clock->steady_now());
  if (open_attempt_ != 0) {
    LogRecord unfinished;
    unfinished.code = end.code;
    unfinished.outcome = end.outcome;
    attempt_ends(unfinished);
  }
  end.action = action_->name;
  end.places_call = action_->places_call;
  end.started_at = started_at_;
  end.duration = since(begin_);
  end.limiter_wait = limiter_wait_;
  end.backoff = backoff_;
  end.service_code = unmasked(end.service_code);
  end.request_id = unmasked(end.request_id);
  end.session_id = unmasked(end.session_id);
  trace_->call_ended(end);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
