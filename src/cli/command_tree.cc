// SPDX-License-Identifier: Apache-2.0
// Verbs and options as they were declared.
#include "cli/command_tree.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace tccc::cli {
namespace {

OptionEntry entry_of(const CLI::Option& option) {
  OptionEntry entry;
  for (const std::string& name : option.get_snames()) entry.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) entry.names.push_back("--" + name);
  entry.is_argument = entry.names.empty();
  if (entry.is_argument) entry.names.push_back(option.get_name(true, false));
  if (option.get_type_size() != 0) entry.value = option.get_type_name();
  entry.description = option.get_description();
  entry.is_required = option.get_required();
  return entry;
}

std::vector<const CLI::App*> shown_verbs(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* verb) { return !verb->get_group().empty(); });
}

}  // namespace

bool OptionEntry::takes_file() const {
  return value.find("FILE") != std::string::npos;
}

bool OptionEntry::takes_directory() const {
  return value == "DIR";
}

std::vector<std::string> OptionEntry::choices() const {
  // What is to be typed as it stands is in lower case, at least in part.
  const bool is_literal = std::any_of(value.begin(), value.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  std::vector<std::string> words;
  if (!is_literal) return words;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = (std::min)(value.find('|', begin), value.size());
    words.push_back(value.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::string CommandEntry::path() const {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<CommandEntry> list_commands(const CLI::App& program) {
  std::vector<CommandEntry> commands;
  std::vector<std::pair<const CLI::App*, std::vector<std::string>>> open = {{&program, {}}};
  while (!open.empty()) {
    const auto [app, words] = std::move(open.back());
    open.pop_back();
    CommandEntry command;
    command.words = words;
    command.description = app->get_description();
    command.footer = app->get_footer();
    for (const CLI::Option* option : app->get_options([](const CLI::Option*) { return true; })) {
      // Each verb has a --help; once is enough.
      if (words.empty() || option != app->get_help_ptr()) command.options.push_back(entry_of(*option));
    }
    command.verbs = shown_verbs(*app);
    for (auto verb = command.verbs.rbegin(); verb != command.verbs.rend(); ++verb) {
      open.emplace_back(*verb, words);
      open.back().second.push_back((*verb)->get_name());
    }
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace tccc::cli
