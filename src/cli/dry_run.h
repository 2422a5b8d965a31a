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

/// Sends nothing and remembers the first request, of its body only what can be shown.
class DryRunTransport final : public Transport {
 public:
  explicit DryRunTransport(bool has_whole_numbers) noexcept : has_whole_numbers_(has_whole_numbers) {}

  HttpExchange send(const HttpRequest& request) override;

  /// Whether a request came as far as being sent.
  bool has_request() const noexcept { return !url_.empty(); }
  const std::string& url() const noexcept { return url_; }
  const std::string& action() const noexcept { return action_; }
  /// As redacted_json() gives it; of an action that the library does not know nothing.
  const std::string& redacted_body() const noexcept { return redacted_body_; }
  /// In the order of sending; what signs or authenticates is `***`.
  const std::vector<std::pair<std::string, std::string>>& headers() const noexcept { return headers_; }

 private:
  void remember(const HttpRequest& request);

  const bool has_whole_numbers_;
  std::string url_;
  std::string action_;
  std::string redacted_body_;
  std::vector<std::pair<std::string, std::string>> headers_;
};

/// The user's credentials, or placeholders: a dry run needs none.
std::shared_ptr<CredentialsProvider> dry_run_credentials(const Environment& environment);

/// Prints what would have been sent to `endpoint`.
void print_dry_run(const GlobalOptions& global, const Environment& environment, const DryRunTransport& sent,
                   std::string_view endpoint);

}  // namespace tccc::cli
