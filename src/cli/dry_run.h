// SPDX-License-Identifier: Apache-2.0
// `--dry-run`: a request goes the whole way of a real one, up to a transport that keeps it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command_line.h"
#include "cli/environment.h"

namespace tccc::cli {

/// Sends nothing and remembers the first request. Of its body only that of an action that reads, which holds no secret;
/// what is printed of others is the redacted text.
class DryRunTransport final : public Transport {
 public:
  HttpExchange send(const HttpRequest& request) override;

  /// Whether a request came as far as being sent.
  bool has_request() const noexcept { return !url_.empty(); }
  const std::string& url() const noexcept { return url_; }
  const std::string& action() const noexcept { return action_; }
  const std::string& body() const noexcept { return body_; }
  /// In the order of sending; what signs or authenticates is `***`.
  const std::vector<std::pair<std::string, std::string>>& headers() const noexcept { return headers_; }

 private:
  void remember(const HttpRequest& request);

  std::string url_;
  std::string action_;
  std::string body_;
  std::vector<std::pair<std::string, std::string>> headers_;
};

/// The user's credentials, or placeholders: a dry run needs none.
std::shared_ptr<CredentialsProvider> dry_run_credentials(const Environment& environment);

/// Prints what would have been sent to `endpoint`.
void print_dry_run(std::ostream& out, OutputFormat format, const DryRunTransport& sent, std::string_view endpoint,
                   std::string_view action, std::string_view redacted_body);

}  // namespace tccc::cli
