// SPDX-License-Identifier: Apache-2.0
// `--dry-run`: a request goes the whole way of a real one, up to a transport that keeps it.
#include "cli/dry_run.h"

#include "cli/print_result.h"
#include "cli/redacted_json.h"
#include "codec/shown_json.h"
#include "model/action.h"

namespace tccc::cli {

HttpExchange DryRunTransport::send(const HttpRequest& request) {
  if (url_.empty()) remember(request);
  // An answer that is final, so that nothing is tried again.
  HttpExchange exchange;
  exchange.status = 200;
  exchange.body = R"({"Response":{"Error":{"Code":"DryRunOperation","Message":"not sent"},"RequestId":""}})";
  return exchange;
}

void DryRunTransport::remember(const HttpRequest& request) {
  url_ = request.url;
  for (const HttpHeader& header : request.headers) {
    const bool is_secret = header.name == "Authorization" || header.name == "X-TC-Token";
    headers_.emplace_back(header.name, is_secret ? kRedacted : header.value);
    if (header.name == "X-TC-Action") action_ = header.value;
  }
  const detail::Action* known = detail::find_action(action_);
  // Of an action the library does not know nobody can say what is secret.
  redacted_body_ =
      known == nullptr ? json_text(kRedacted) : redacted_json(*known->request, request.body, has_whole_numbers_);
}

std::shared_ptr<CredentialsProvider> dry_run_credentials(const Environment& environment) {
  const auto& own = environment.local_credentials ? environment.local_credentials : environment.credentials;
  if (own->credentials()) return own;
  return static_credentials({"placeholder", Secret("placeholder"), {}});
}

void print_dry_run(const GlobalOptions& global, const Environment& environment, const DryRunTransport& sent,
                   std::string_view endpoint) {
  std::ostream& out = environment.out;
  const std::string& whole = sent.redacted_body();
  const std::string body = environment.is_out_terminal ? detail::shown_json(whole) : whole;
  if (global.output == OutputFormat::json) {
    // The body is put in as it stands: parsing and printing it again could change it.
    out << R"({"DryRun":true,"Endpoint":)" << json_text(endpoint) << R"(,"Action":)" << json_text(sent.action())
        << R"(,"Request":)" << body << "}\n";
    return;
  }
  out << "POST " << sent.url() << '\n';
  for (const auto& [name, value] : sent.headers()) out << name << ": " << value << '\n';
  out << '\n' << body << '\n';
}

}  // namespace tccc::cli
