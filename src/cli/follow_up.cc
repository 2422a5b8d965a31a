// SPDX-License-Identifier: Apache-2.0
// What the verbs share that read or steer what is there already.
#include "cli/follow_up.h"

#include "cli/masked_json.h"

namespace tccc::cli {

ExitStatus fail_follow_up(const GlobalOptions& global, const Environment& environment, const Error& error,
                          Purpose purpose) {
  print_error(environment, global.output, error, purpose);
  const ExitStatus status = exit_status_of(error);
  return purpose == Purpose::read && status == ExitStatus::unknown ? ExitStatus::other : status;
}

std::optional<Client> open_client(const GlobalOptions& global, const Environment& environment, ExitStatus& status) {
  const Result<Client> client = Client::create(environment.credentials, client_options(global, environment));
  if (client) return *client;
  status = fail(global, environment, client.error());
  return std::nullopt;
}

void print_json_line(const GlobalOptions& global, const Environment& environment, std::string_view json) {
  environment.out << shown_json(json, global.show_numbers, false) << '\n';
}

}  // namespace tccc::cli
