// SPDX-License-Identifier: Apache-2.0
// What `tccc doctor` found, and how it looks.
#include "cli/checkup.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <nlohmann/json.hpp>

#include "cli/help_format.h"
#include "cli/shown_text.h"

namespace tccc::cli {
namespace {

using nlohmann::ordered_json;

struct StatusLook {
  const char* word;
  const char* colour;
};

StatusLook look_of(CheckStatus status) {
  switch (status) {
    case CheckStatus::ok:
      return {"ok", "\033[32m"};
    case CheckStatus::warning:
      return {"warning", "\033[33m"};
    case CheckStatus::failed:
      return {"failed", "\033[31m"};
    case CheckStatus::skipped:
      break;
  }
  return {"skipped", ""};
}

std::string padded(std::string text, std::size_t width) {
  text.resize((std::max)(text.size(), width), ' ');
  return text;
}

void print_for_people(const Environment& environment, const Check& check) {
  constexpr std::size_t kStatusWidth = 9;
  constexpr std::size_t kNameWidth = 13;
  constexpr std::size_t kIndent = kStatusWidth + kNameWidth;
  const StatusLook look = look_of(check.status);
  const std::string word = padded(look.word, kStatusWidth);
  const bool is_coloured = environment.has_colour && environment.is_out_terminal;
  const auto in_column = [](const std::string& text) {
    return wrapped(shown_text(text), kIndent, kIndent, kHelpColumns) + '\n';
  };
  environment.out << (is_coloured ? look.colour + word + "\033[0m" : word) << padded(check.name, kNameWidth)
                  << in_column(check.detail);
  if (!check.remedy.empty()) environment.out << std::string(kIndent, ' ') << in_column("remedy: " + check.remedy);
}

}  // namespace

bool is_healthy(const std::vector<Check>& checks) {
  return std::none_of(checks.begin(), checks.end(),
                      [](const Check& check) { return check.status == CheckStatus::failed; });
}

void print_checks(const GlobalOptions& global, const Environment& environment, const std::vector<Check>& checks) {
  if (global.output == OutputFormat::json) {
    ordered_json rows = ordered_json::array();
    for (const Check& check : checks) {
      rows.push_back({{"Name", check.name},
                      {"Status", look_of(check.status).word},
                      {"Detail", check.detail},
                      {"Remedy", check.remedy}});
    }
    const ordered_json json = {{"Healthy", is_healthy(checks)}, {"Checks", std::move(rows)}};
    environment.out << json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n';
    return;
  }
  for (const Check& check : checks) {
    if (environment.is_out_terminal) {
      print_for_people(environment, check);
    } else {
      environment.out << look_of(check.status).word << '\t' << shown_text(check.name) << '\t'
                      << shown_text(check.detail) << '\t' << shown_text(check.remedy) << '\n';
    }
  }
}

}  // namespace tccc::cli
