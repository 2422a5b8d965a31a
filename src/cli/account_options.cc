// SPDX-License-Identifier: Apache-2.0
// The options of configure and doctor.
#include "cli/account_options.h"

#include "cli/app_option.h"
#include "cli/option_text.h"

namespace tccc::cli {

void AccountOptions::add_to(CLI::App& app) {
  configure_ = app.add_subcommand("configure", "Write keys into the credentials file");
  add_value(*configure_, "--secret-id", values_.secret_id, "ID", "SecretId, in place of the question");
  add_value(*configure_, "--secret-key-file", values_.secret_key_file, "FILE|-",
            "File that holds the secret key; - is standard input");
  configure_->footer(
      "Asks for secret id, secret key (which is not shown) and region, and writes them\n"
      "into the profile of --profile, `default` without one. The file is readable by\n"
      "you alone and replaced in one step; other profiles and comments stay. Where\n"
      "standard input is no terminal, its lines are the answers.\n"
      "\n"
      "Examples:\n"
      "  tccc configure\n"
      "  tccc configure --profile staging --region ap-guangzhou\n"
      "  tccc configure --secret-id AKID... --secret-key-file - < key.txt");
  doctor_ = app.add_subcommand("doctor", "See whether calls can be placed from here, and what to do if not");
  doctor_->add_flag("--live", is_live_, "Have the service check the keys, with one harmless read");
  add_app_option(*doctor_, app_, "SdkAppId for --live");
  doctor_->footer(
      "Looks at credentials, libcurl, proxy, endpoint, TLS, clock and signature. Places\n"
      "no call. Sends one unsigned request, and with --live or to a mock one signed\n"
      "read; with --dry-run nothing. Exit status 0: healthy; 1: something failed, and\n"
      "a line for each says what to do.\n"
      "\n"
      "Examples:\n"
      "  tccc doctor\n"
      "  tccc doctor --live --app 1400000000\n"
      "  tccc doctor --endpoint https://127.0.0.1:8443 --ca-file ca.pem");
}

bool AccountOptions::parsed() const {
  return configure_->parsed() || doctor_->parsed();
}

Result<Command> AccountOptions::read() const {
  if (configure_->parsed()) return Command(values_);
  Doctor command;
  command.is_live = is_live_;
  const auto app = read_app_option(app_);
  if (!app) return app.error();
  command.app = app->value_or(0);
  if (is_live_ && command.app == 0) return usage_error("--app", "is needed for --live, or the variable TCCC_APP_ID");
  return Command(command);
}

}  // namespace tccc::cli
