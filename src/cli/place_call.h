// SPDX-License-Identifier: Apache-2.0
// What the call verbs share: from a request to the printed result.
#pragma once

#include <chrono>
#include <memory>
#include <ostream>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command_line.h"
#include "cli/confirm.h"
#include "cli/dry_run.h"
#include "cli/environment.h"
#include "cli/exit_status.h"
#include "cli/print_result.h"
#include "cli/stop_signals.h"
#include "tccc/client.h"
#include "tccc/lint.h"

namespace tccc::cli {

ClientOptions client_options(const GlobalOptions& global, const Environment& environment);

/// Prints an error where the format wants it and gives its exit status.
ExitStatus fail(const GlobalOptions& global, const Environment& environment, const Error& error);

void print_warnings(std::ostream& err, const std::vector<LintFinding>& findings);

/// Prints the ids of a placed call; when standard output cannot take them they go to standard error.
ExitStatus print_placed(const GlobalOptions& global, const Environment& environment, std::string_view session_id,
                        std::string_view request_id);

/// What signals do once the outcome is told.
CancelOnStop::Afterwards after_telling(const Environment& environment) noexcept;

/// `https://host:port` without its scheme: the Host header.
std::string_view host_of(std::string_view endpoint) noexcept;

/// Prints the request as it would be sent.
template <class Request>
ExitStatus show_call(const GlobalOptions& global, const Environment& environment, ClientOptions options,
                     const Request& request) {
  const auto transport = std::make_shared<DryRunTransport>(global.show_numbers);
  options.transport = transport;
  const Result<Client> client = Client::create(dry_run_credentials(environment), std::move(options));
  if (!client) return fail(global, environment, client.error());
  const auto answer = client->send(request);
  if (!transport->has_request() && !answer) return fail(global, environment, answer.error());
  print_dry_run(global, environment, *transport, client->endpoint());
  return ExitStatus::done;
}

template <class Request>
ExitStatus send_call(const GlobalOptions& global, const Environment& environment, ClientOptions options,
                     std::string_view action, const Request& request) {
  const Result<Client> client = Client::create(environment.credentials, std::move(options));
  if (!client) return fail(global, environment, client.error());

  const CancelOnStop stop(last_words(Purpose::place), after_telling(environment));  // until all is told
  RequestOptions attended;
  attended.cancellation = stop.token();
  if (global.verbose) environment.err << "sending " << action << " to " << client->endpoint() << std::endl;
  const auto start = std::chrono::steady_clock::now();
  const auto placed = client->send(request, attended);
  const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
  if (global.verbose) environment.err << "took " << elapsed.count() << " ms\n";

  if (!placed) return fail(global, environment, placed.error());
  return print_placed(global, environment, placed->session_id, placed->request_id);
}

/// Warns about the request, then asks and sends it, or only shows it for --dry-run.
template <class Request>
ExitStatus place_call(const GlobalOptions& global, const Environment& environment, std::string_view action,
                      const Request& request) {
  ClientOptions options = client_options(global, environment);
  print_warnings(environment.err, lint(request, LintContext{options.site, options.timeouts.attempt}));
  if (global.dry_run) return show_call(global, environment, std::move(options), request);
  const auto refused = confirm(global, environment, call_question(global, {request.callee}) + " now?");
  if (refused) return fail(global, environment, *refused);
  return send_call(global, environment, std::move(options), action, request);
}

}  // namespace tccc::cli
