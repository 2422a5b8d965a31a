// SPDX-License-Identifier: Apache-2.0
// What the verbs share that read or steer what is there already: from a request to a printed answer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cli/command_line.h"
#include "cli/environment.h"
#include "cli/exit_status.h"
#include "cli/masked_json.h"
#include "cli/metrics_server.h"
#include "cli/place_call.h"
#include "cli/print_result.h"
#include "cli/stop_signals.h"
#include "tccc/client.h"
#include "tccc/response_json.h"

namespace tccc::cli {

/// Prints an error of a request that places no call, and gives its exit status: a read that failed has no doubtful
/// outcome.
ExitStatus fail_follow_up(const GlobalOptions& global, const Environment& environment, const Error& error,
                          Purpose purpose);

/// A client as the options want it; an error has been printed, and `status` set, when there is none.
std::optional<Client> open_client(const GlobalOptions& global, const Environment& environment, ExitStatus& status,
                                  std::shared_ptr<Telemetry> telemetry = {});

/// What serves the metrics of a verb that waits, and counts the calls of its client.
struct Metered {
  std::unique_ptr<MetricsServer> server = {};  ///< Null where none was asked for.
  std::optional<Client> client = {};
};

/// The same with `--metrics`.
Metered open_metered_client(const GlobalOptions& global, const Environment& environment,
                            const std::optional<ListenAddress>& metrics, ExitStatus& status);

/// JSON text as standard output is to get it: at a terminal nothing in it steers that.
std::string json_for_output(const Environment& environment, const std::string& json);

/// Shows the first request of a verb that sends several reads; `read` does its work with a client.
template <class Read>
ExitStatus show_first_read(const GlobalOptions& global, const Environment& environment, const Read& read) {
  const auto transport = std::make_shared<DryRunTransport>(global.show_numbers);
  ClientOptions options = client_options(global, environment);
  options.transport = transport;
  const Result<Client> client = Client::create(dry_run_credentials(environment), std::move(options));
  if (!client) return fail(global, environment, client.error());
  const std::optional<Error> error = read(*client);
  if (!transport->has_request() && error) return fail(global, environment, *error);
  print_dry_run(global, environment, *transport, client->endpoint());
  environment.err << "note: this is the first request; those after it depend on the answers\n";
  return ExitStatus::done;
}

/// Prints the answer as one line of JSON.
template <class Response>
void print_response_json(const GlobalOptions& global, const Environment& environment, const Response& response);

void print_json_line(const GlobalOptions& global, const Environment& environment, std::string_view json);

template <class Response>
void print_response_json(const GlobalOptions& global, const Environment& environment, const Response& response) {
  print_json_line(global, environment, response_json(response));
}

/// Whether standard output took the answer of what may have phones ring. If not, the answer is on standard error:
/// nobody could follow the calls without the ids in it, and who sees nothing orders them again.
bool is_answer_written(const GlobalOptions& global, const Environment& environment, std::string_view json);

/// Sends a request, or shows it for --dry-run; `print` gets the response where text is wanted.
template <class Request, class Print>
ExitStatus follow_up(const GlobalOptions& global, const Environment& environment, std::string_view action,
                     Purpose purpose, const Request& request, const Print& print) {
  ClientOptions options = client_options(global, environment);
  print_warnings(environment.err, lint(request, LintContext{options.site, options.timeouts.attempt}));
  if (global.dry_run) return show_call(global, environment, std::move(options), request);
  ExitStatus status = ExitStatus::done;
  const auto client = open_client(global, environment, status);
  if (!client) return status;
  std::optional<CancelOnStop> stop;  // until all is told
  RequestOptions attended;
  if (may_ring(purpose)) {
    attended.cancellation = stop.emplace(last_words(purpose), after_telling(environment)).token();
  }
  if (global.verbose) environment.err << "sending " << action << " to " << client->endpoint() << std::endl;
  const auto response = client->send(request, attended);
  if (!response) return fail_follow_up(global, environment, response.error(), purpose);
  if (global.output == OutputFormat::json) {
    print_response_json(global, environment, *response);
  } else {
    print(*response);
  }
  const bool is_lost = may_ring(purpose) && !is_answer_written(global, environment, response_json(*response));
  return is_lost ? ExitStatus::unknown : ExitStatus::done;
}

/// The same for what answers nothing but its request id; `done` is the line to print.
template <class Request>
ExitStatus act(const GlobalOptions& global, const Environment& environment, std::string_view action,
               const Request& request, const char* done, Purpose purpose = Purpose::act) {
  return follow_up(global, environment, action, purpose, request,
                   [&](const ResponseOf<Request>&) { environment.out << done << '\n'; });
}

}  // namespace tccc::cli
