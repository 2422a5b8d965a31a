// SPDX-License-Identifier: Apache-2.0
// The options of mock.
#include "cli/mock_options.h"

#include <utility>

#include "cli/option_text.h"

namespace tccc::cli {

void MockOptions::add_to(CLI::App& app) {
  mock_ =
      app.add_subcommand("mock", "Run a stand-in for the service on this machine, to try things without an account");
  add_value(*mock_, "--port", port_, "N", "Port, default 0: any free one");
  add_value(*mock_, "--address", address_, "ADDRESS", "Address to listen on, default 127.0.0.1");
  mock_->add_flag("--http", plain_http_, "Speak plain HTTP instead of HTTPS");
  add_value(*mock_, "--directory", directory_, "DIR",
            "Where to write ca.pem, the throw-away authority; default a temporary directory, removed at the end");
  add_value(*mock_, "--rate", rate_, "N",
            "Requests per second and action before RequestLimitExceeded, default 20; 0: no limit");
  mock_->add_flag("--allow-unknown", allow_unknown_, "Accept parameters this version does not know");
  add_value(*mock_, "--speed", speed_, "N", "How many times as fast calls ring, talk and end; default 1");
  add_value(*mock_, "--push-url", push_url_, "URL",
            "Where to push the ends of calls, such as http://127.0.0.1:8080/pushes; without credentials");
  mock_->footer(
      "Accepts the keys of the environment or the credentials file or, when there are\n"
      "none, makes some up and prints them; keys that are wrong there are an error.\n"
      "Prints where it listens, then runs until SIGINT or SIGTERM.\n\n"
      "Example, with the values it printed:\n"
      "  tccc mock &\n"
      "  tccc call ai --request call.json --endpoint ENDPOINT --ca-file CA_FILE");
}

bool MockOptions::parsed() const {
  return mock_->parsed();
}

Result<Command> MockOptions::read() const {
  Mock command;
  command.address = address_;
  command.tls = !plain_http_;
  command.directory = directory_;
  command.allow_unknown = allow_unknown_;
  command.push_url = push_url_;
  if (!parse_number(port_, command.port)) return usage_error("--port", "must be a number from 0 to 65535");
  if (!parse_number(rate_, command.requests_per_second)) return usage_error("--rate", "must be a whole number");
  if (!parse_number(speed_, command.speed)) return usage_error("--speed", "must be a number");
  return Command(std::move(command));
}

}  // namespace tccc::cli
