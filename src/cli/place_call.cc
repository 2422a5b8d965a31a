// SPDX-License-Identifier: Apache-2.0
// What the call verbs share: from a request to the printed result.
#include "cli/place_call.h"

#include <algorithm>

#include "cli/print_result.h"
#include "cli/verbose_log.h"

namespace tccc::cli {

ClientOptions client_options(const GlobalOptions& global, const Environment& environment) {
  ClientOptions options;
  options.site = global.site;
  options.endpoint = global.endpoint;
  options.region = global.region;
  if (options.region.empty() && environment.region_of) options.region = environment.region_of(global.profile);
  options.language = global.language;
  options.tls.ca_file = global.ca_file;
  options.transport = environment.transport;
  if (global.timeout) {
    options.timeouts.total = *global.timeout;
    options.timeouts.attempt = *global.timeout;  // who asks for patience means the answer too
    options.timeouts.connect = (std::min)(options.timeouts.connect, *global.timeout);
  }
  if (global.attempt_timeout) options.timeouts.attempt = *global.attempt_timeout;
  if (global.connect_timeout) options.timeouts.connect = *global.connect_timeout;
  if (global.max_attempts) options.retry.max_attempts = *global.max_attempts;
  if (global.verbose && !global.dry_run) options.log = verbose_log(environment.err);
  return options;
}

ExitStatus fail(const GlobalOptions& global, const Environment& environment, const Error& error) {
  print_error(environment, global.output, error);
  return exit_status_of(error);
}

void print_warnings(std::ostream& err, const std::vector<LintFinding>& findings) {
  for (const LintFinding& finding : findings) {
    err << "warning: " << printable(finding.field) << ": " << printable(finding.message) << '\n';
  }
}

ExitStatus print_placed(const GlobalOptions& global, const Environment& environment, std::string_view session_id,
                        std::string_view request_id) {
  print_response(environment.out, global.output, session_id, request_id);
  if (environment.out.flush()) return ExitStatus::done;
  environment.err << "error: the call was placed, but standard output could not be written\n";
  print_response(environment.err, global.output, session_id, request_id);
  environment.err << "next: Do not dial again. Keep the SessionId: `tccc session show` takes it.\n";
  return ExitStatus::unknown;  // of scripts, that is the one which does not dial again
}

CancelOnStop::Afterwards after_telling(const Environment& environment) noexcept {
  using Afterwards = CancelOnStop::Afterwards;
  return environment.is_process_over_after ? Afterwards::nothing : Afterwards::as_before;
}

std::string_view host_of(std::string_view endpoint) noexcept {
  const std::size_t scheme = endpoint.find("://");
  return scheme == std::string_view::npos ? endpoint : endpoint.substr(scheme + 3);
}

}  // namespace tccc::cli
