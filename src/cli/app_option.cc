// SPDX-License-Identifier: Apache-2.0
// `--app`, which the variable TCCC_APP_ID stands for.
#include "cli/app_option.h"

#include "auth/environment.h"
#include "cli/command_line.h"
#include "cli/option_text.h"

namespace tccc::cli {
namespace {

constexpr const char* kVariable = "TCCC_APP_ID";

}  // namespace

// Not told to CLI11, which would give the variable to the verbs that were not called as well: they share a target, and
// the last of them would overwrite the option of the one that was.
void add_app_option(CLI::App& verb, std::string& target, const std::string& description) {
  add_value(verb, "--app", target, "ID", description + "; default $" + kVariable);
}

Result<std::optional<std::int64_t>> read_app_option(const std::string& text) {
  const std::string value = text.empty() ? detail::read_variable(kVariable) : text;
  if (value.empty()) return std::optional<std::int64_t>();
  std::int64_t app = 0;
  if (!parse_number(value, app) || app < 0) {
    return usage_error(text.empty() ? kVariable : "--app", "must be a whole number");
  }
  return std::optional<std::int64_t>(app);
}

}  // namespace tccc::cli
