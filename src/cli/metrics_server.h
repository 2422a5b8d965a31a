// SPDX-License-Identifier: Apache-2.0
// `--metrics`: what a verb that runs for long has counted, for Prometheus to fetch.
#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string_view>

#include "cli/command_line.h"
#include "tccc/prometheus.h"
#include "tccc/result.h"

namespace tccc::cli {

/// `127.0.0.1:9464`, `[::1]:9464`, or a port alone, of 127.0.0.1. None for anything else.
std::optional<ListenAddress> read_listen_address(std::string_view text);

/// Serves `GET /metrics` while it lives.
class MetricsServer {
 public:
  /// Prints where it listens. Fails with invalid_argument that names `--metrics`.
  static Result<std::unique_ptr<MetricsServer>> start(const ListenAddress& where, std::ostream& err);
  ~MetricsServer();
  MetricsServer(const MetricsServer&) = delete;
  MetricsServer& operator=(const MetricsServer&) = delete;

  /// For the client whose calls are to be counted.
  std::shared_ptr<Telemetry> telemetry() const;

 private:
  class Core;
  explicit MetricsServer(std::unique_ptr<Core> core);

  const std::unique_ptr<Core> core_;
};

}  // namespace tccc::cli
