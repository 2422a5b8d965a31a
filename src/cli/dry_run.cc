// SPDX-License-Identifier: Apache-2.0
// `--dry-run`: a request goes the whole way of a real one, up to a transport that keeps it.
#include "cli/dry_run.h"

#include "cli/print_result.h"

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
    headers_.emplace_back(header.name, is_secret ? std::string_view("***") : header.value);
    if (header.name == "X-TC-Action") action_ = header.value;
  }
  if (action_.rfind("Describe", 0) == 0) body_ = request.body;
}

std::shared_ptr<CredentialsProvider> dry_run_credentials(const Environment& environment) {
  const auto& own = environment.local_credentials ? environment.local_credentials : environment.credentials;
  if (own->credentials()) return own;
  return static_credentials({"placeholder", Secret("placeholder"), {}});
}

void print_dry_run(std::ostream& out, OutputFormat format, const DryRunTransport& sent, std::string_view endpoint,
                   std::string_view action, std::string_view redacted_body) {
  if (format == OutputFormat::json) {
    // The body is put in as it stands: parsing and printing it again could change it.
    out << R"({"DryRun":true,"Endpoint":)" << json_text(endpoint) << R"(,"Action":)" << json_text(action)
        << R"(,"Request":)" << redacted_body << "}\n";
    return;
  }
  out << "POST " << sent.url() << '\n';
  for (const auto& [name, value] : sent.headers()) out << name << ": " << value << '\n';
  out << '\n' << redacted_body << '\n';
}

}  // namespace tccc::cli
