// SPDX-License-Identifier: Apache-2.0
// Help as a terminal of 80 columns shows it.
#include "cli/help_format.h"

#include <algorithm>

namespace tccc::cli {
namespace {

constexpr std::size_t kDescriptionColumn = 28;

std::string entry(const std::string& name, std::string_view description) {
  std::string line = "  " + name;
  if (description.empty()) return line + '\n';
  // A long name has the line to itself.
  if (line.size() + 2 > kDescriptionColumn) line += '\n' + std::string(kDescriptionColumn, ' ');
  line.resize((std::max)(line.size(), kDescriptionColumn), ' ');
  return line + wrapped(description, kDescriptionColumn, kDescriptionColumn, kHelpColumns) + '\n';
}

}  // namespace

HelpFormat::HelpFormat() {
  label("Positionals", "Arguments");
  label("SUBCOMMAND", "VERB");
}

std::string HelpFormat::make_option(const CLI::Option* option, bool is_positional) const {
  return entry(make_option_name(option, is_positional) + make_option_opts(option), make_option_desc(option));
}

std::string HelpFormat::make_subcommand(const CLI::App* verb) const {
  return entry(verb->get_name(), verb->get_description());
}

std::string wrapped(std::string_view text, std::size_t used, std::size_t indent, std::size_t columns) {
  std::string lines;
  std::size_t column = used;
  bool is_first_word = true;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix((std::min)(word.size() + 1, text.size()));
    if (!is_first_word && column + 1 + word.size() > columns) {
      lines += '\n' + std::string(indent, ' ');
      column = indent;
      is_first_word = true;
    }
    if (!is_first_word) lines += ' ';
    column += word.size() + (is_first_word ? 0 : 1);
    lines += word;
    is_first_word = false;
  }
  return lines;
}

}  // namespace tccc::cli
