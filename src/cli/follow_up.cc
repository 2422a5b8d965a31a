// SPDX-License-Identifier: Apache-2.0
// What the verbs share that read or steer what is there already.
#include "cli/follow_up.h"

#include <utility>

#include "cli/masked_json.h"
#include "codec/shown_json.h"

namespace tccc::cli {

ExitStatus fail_follow_up(const GlobalOptions& global, const Environment& environment, const Error& error,
                          Purpose purpose) {
  print_error(environment, global.output, error, purpose);
  const ExitStatus status = exit_status_of(error);
  return purpose == Purpose::read && status == ExitStatus::unknown ? ExitStatus::other : status;
}

std::optional<Client> open_client(const GlobalOptions& global, const Environment& environment, ExitStatus& status,
                                  std::shared_ptr<Telemetry> telemetry) {
  ClientOptions options = client_options(global, environment);
  options.telemetry = std::move(telemetry);
  const Result<Client> client = Client::create(environment.credentials, std::move(options));
  if (client) return *client;
  status = fail(global, environment, client.error());
  return std::nullopt;
}

Metered open_metered_client(const GlobalOptions& global, const Environment& environment,
                            const std::optional<ListenAddress>& metrics, ExitStatus& status) {
  Metered opened;
  if (metrics) {
    auto server = MetricsServer::start(*metrics, environment.err);
    if (!server) {
      status = fail(global, environment, server.error());
      return opened;
    }
    opened.server = *std::move(server);
  }
  opened.client = open_client(global, environment, status, opened.server ? opened.server->telemetry() : nullptr);
  return opened;
}

std::string json_for_output(const Environment& environment, const std::string& json) {
  return environment.is_out_terminal ? detail::shown_json(json) : json;
}

bool is_answer_written(const GlobalOptions& global, const Environment& environment, std::string_view json) {
  if (environment.out.flush()) return true;
  environment.err << "error: what was asked for is done, but standard output could not be written\n"
                  << shown_json(json, global.show_numbers, false)
                  << "\nnext: Do not send it again. Keep the ids of this answer.\n";
  return false;
}

void print_json_line(const GlobalOptions& global, const Environment& environment, std::string_view json) {
  environment.out << json_for_output(environment, shown_json(json, global.show_numbers, false)) << '\n';
}

}  // namespace tccc::cli
