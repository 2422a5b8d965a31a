// SPDX-License-Identifier: Apache-2.0
// The options of sign.
#include "cli/sign_options.h"

#include <cstdint>
#include <utility>

#include "cli/option_text.h"

namespace tccc::cli {

void SignOptions::add_to(CLI::App& app) {
  sign_ = app.add_subcommand("sign", "Show every stage of a request's TC3-HMAC-SHA256 signature; sends nothing");
  add_value(*sign_, "--payload,payload", values_.payload_file, "FILE|-", "Exact body; - is standard input");
  add_value(*sign_, "--action", values_.action, "NAME", "Action, signed only with --sign-action");
  add_value(*sign_, "--host", values_.host, "HOST", "Host header, default that of the endpoint");
  add_value(*sign_, "--timestamp", timestamp_, "SECONDS", "Unix time, default now");
  add_value(*sign_, "--content-type", values_.content_type, "TYPE", "Content-Type header, default application/json");
  add_value(*sign_, "--method", values_.method, "POST|GET", "HTTP method, default POST")
      ->check(CLI::IsMember({"POST", "GET"}).description(""));
  add_text(*sign_, "--query", values_.query, "TEXT", "Query string as sent, for GET");
  add_value(*sign_, "--service", values_.service, "NAME", "Product in the credential scope, default ccc");
  sign_->add_flag("--sign-action", values_.sign_action, "Cover X-TC-Action as well, as `tccc call` does");
  sign_->footer(
      "Signs with the keys that `tccc call` would use and never prints the secret key.\n\n"
      "Example:\n"
      "  tccc sign --payload call.json --action CreateAICall \\\n"
      "    --host ccc.tencentcloudapi.com --timestamp 1735689600");
}

bool SignOptions::parsed() const {
  return sign_->parsed();
}

Result<Command> SignOptions::read() const {
  Sign command = values_;
  if (command.payload_file.empty() && command.method == "POST") return usage_error("--payload", "is needed for POST");
  if (command.sign_action && command.action.empty()) return usage_error("--action", "is needed for --sign-action");
  if (command.host.find_first_of(" /@") != std::string::npos) {
    return usage_error("--host", "must be a host name, with :PORT where it is sent with one");
  }
  if (!timestamp_.empty()) {
    std::int64_t timestamp = 0;
    if (!parse_number(timestamp_, timestamp)) return usage_error("--timestamp", "must be whole Unix seconds");
    command.timestamp = timestamp;
  }
  return Command(std::move(command));
}

}  // namespace tccc::cli
