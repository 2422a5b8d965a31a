// SPDX-License-Identifier: Apache-2.0
// `tccc mock`: the mock endpoint as a process of its own.
#include <optional>
#include <string>
#include <utility>

#include "cli/print_result.h"
#include "cli/stop_signals.h"
#include "cli/verbs.h"
#include "tccc/testing/mock_endpoint.h"

namespace tccc::cli {
namespace {

testing::MockEndpointOptions endpoint_options(const Mock& command) {
  testing::MockEndpointOptions options;
  options.address = command.address;
  options.port = command.port;
  options.tls = command.tls;
  options.directory = command.directory;
  options.requests_per_second = command.requests_per_second;
  options.reject_unknown_parameters = !command.allow_unknown;
  options.speed = command.speed;
  options.push.url = command.push_url;
  return options;
}

// Keys the endpoint made up are worthless elsewhere, and without them nobody could call it. The user's own are known to
// the user and stay unprinted.
void print_ready(const GlobalOptions& global, std::ostream& out, const testing::MockEndpoint& endpoint,
                 bool made_up_keys) {
  const std::string url = endpoint.endpoint();
  const std::string ca_file = endpoint.ca_file();
  const Credentials keys = endpoint.credentials();
  if (global.output == OutputFormat::json) {
    Members members = {{"Endpoint", url}, {"CaFile", ca_file}};
    if (made_up_keys) {
      members.emplace_back("SecretId", keys.secret_id);
      members.emplace_back("SecretKey", keys.secret_key.reveal());
    }
    print_json(out, members);
  } else {
    out << "endpoint: " << url << '\n';
    if (!ca_file.empty()) out << "ca_file: " << ca_file << '\n';
    if (made_up_keys) {
      out << "export TENCENTCLOUD_SECRET_ID=" << keys.secret_id << '\n'
          << "export TENCENTCLOUD_SECRET_KEY=" << keys.secret_key.reveal() << '\n';
    }
  }
}

}  // namespace

ExitStatus mock(const GlobalOptions& global, const Mock& command, const Environment& environment) {
  testing::MockEndpointOptions options = endpoint_options(command);
  const auto& own = environment.local_credentials ? environment.local_credentials : environment.credentials;
  const auto keys = own->credentials();
  // Calls with the same setup would fail, and nobody would look for the reason here.
  if (!keys && environment.has_local_keys && environment.has_local_keys()) {
    print_error(environment, global.output, keys.error(), Purpose::act);
    return exit_status_of(keys.error());
  }
  if (keys) options.credentials = *keys;

  std::optional<StopSignals> signals;
  if (!environment.wait_until_stopped) signals.emplace();
  auto endpoint = testing::MockEndpoint::start(std::move(options));
  if (!endpoint) {
    print_error(environment, global.output, endpoint.error(), Purpose::act);
    return endpoint.error().code() == ErrorCode::invalid_argument ? ExitStatus::invalid : ExitStatus::other;
  }
  print_ready(global, environment.out, *endpoint, !keys);
  // Nobody could find an endpoint whose address was not read.
  if (!environment.out.flush()) return ExitStatus::done;
  if (signals) {
    signals->wait();
  } else {
    environment.wait_until_stopped();
  }
  endpoint->stop();
  return ExitStatus::done;
}

}  // namespace tccc::cli
