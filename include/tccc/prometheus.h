// SPDX-License-Identifier: Apache-2.0
// The metrics of calls in the text format of Prometheus.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tccc/export.h"
#include "tccc/telemetry.h"

namespace tccc {
inline namespace v1 {

/// Value of the Content-Type header for PrometheusMetrics::text().
inline constexpr std::string_view kPrometheusContentType = "text/plain; version=0.0.4; charset=utf-8";

/// Counts the calls of the clients it is given to, for an application that serves `GET /metrics` itself:
///
///     auto metrics = std::make_shared<tccc::PrometheusMetrics>();
///     options.telemetry = metrics;
///     ... metrics->text()
///
/// Thread-safe. The names are those of instrument_table() in the spelling of Prometheus, such as
/// `http_client_request_duration_seconds`.
class TCCC_API PrometheusMetrics final : public Telemetry {
 public:
  PrometheusMetrics();
  ~PrometheusMetrics() override;

  std::unique_ptr<CallTrace> start_call(const CallStart& call) noexcept override;

  /// All metrics that have a value, each with HELP and TYPE.
  std::string text() const;

 private:
  class Registry;
  class Trace;

  const std::shared_ptr<Registry> registry_;  // shared with the traces
};

}  // namespace v1
}  // namespace tccc
