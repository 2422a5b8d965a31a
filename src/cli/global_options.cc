// SPDX-License-Identifier: Apache-2.0
// The options that every verb takes.
#include "cli/global_options.h"

#include <chrono>
#include <optional>
#include <utility>

#include "cli/option_text.h"

namespace tccc::cli {
namespace {

constexpr double kLeastTimeout = 0.001;
constexpr double kMostTimeout = 3600;
constexpr int kMostAttempts = 100;

std::optional<Error> read_timeout(const std::string& text, const char* option,
                                  std::optional<std::chrono::milliseconds>& timeout) {
  if (text.empty()) return {};
  const auto read = read_seconds(text, kLeastTimeout, kMostTimeout);
  if (!read) return usage_error(option, "must be a number of seconds from 0.001 to 3600");
  timeout = *read;
  return {};
}

}  // namespace

void GlobalOptionSet::add_to(CLI::App& app) {
  add_value(app, "--endpoint", values_.endpoint, "HOST|URL",
            "Where requests go, in place of the site's host; plain http only to loopback");
  add_value(app, "--site", site_, "cn|intl", "Account system: cn (default) or intl")
      ->check(CLI::IsMember({"cn", "intl"}).description(""));
  add_value(app, "--region", values_.region, "NAME", "X-TC-Region; not needed");
  add_value(app, "--language", values_.language, "zh-CN|en-US", "Language of the service's messages");
  add_value(app, "--ca-file", values_.ca_file, "FILE", "Trusted authorities in PEM, in place of the system's");
  add_value(app, "--profile", values_.profile, "NAME",
            "Profile of the credentials file to sign with; the environment's keys are then not used");
  add_value(app, "--timeout", timeout_, "SECONDS", "Longest time for the whole call, default 30; fractions are fine");
  add_value(app, "--attempt-timeout", attempt_timeout_, "SECONDS",
            "Longest time for one request and its answer, default 15, or --timeout where that is given");
  add_value(app, "--connect-timeout", connect_timeout_, "SECONDS",
            "Longest time until a connection stands, TLS included; default 5");
  add_value(app, "--max-attempts", max_attempts_, "N",
            "Requests in all, default 3; 1 never repeats. A call that may ring is never repeated");
  add_value(app, "--output", output_, "text|json", "Form of results and errors: text (default) or json")
      ->check(CLI::IsMember({"text", "json"}).description(""));
  app.add_flag("--dry-run", values_.dry_run, "Print what would be sent, secrets hidden, and send nothing");
  app.add_flag("--show-numbers", values_.show_numbers, "Print phone numbers whole instead of masked");
  app.add_flag("--yes", values_.yes, "Do not ask before dialling; asked is only at a terminal");
  app.add_flag("-v,--verbose", values_.verbose,
               "Tell on standard error what is sent, answered and repeated, and how long it took");
}

Result<GlobalOptions> GlobalOptionSet::read() const {
  GlobalOptions global = values_;
  global.site = site_ == "intl" ? Site::international : Site::china;
  global.output = output_ == "json" ? OutputFormat::json : OutputFormat::text;
  if (auto error = read_timeout(timeout_, "--timeout", global.timeout)) return *error;
  if (auto error = read_timeout(attempt_timeout_, "--attempt-timeout", global.attempt_timeout)) return *error;
  if (auto error = read_timeout(connect_timeout_, "--connect-timeout", global.connect_timeout)) return *error;
  if (!max_attempts_.empty()) {
    int attempts = 0;
    if (!parse_number(max_attempts_, attempts) || attempts < 1 || attempts > kMostAttempts) {
      return usage_error("--max-attempts", "must be a whole number from 1 to 100");
    }
    global.max_attempts = attempts;
  }
  return global;
}

}  // namespace tccc::cli
