// SPDX-License-Identifier: Apache-2.0
// Scripts with which shells complete verbs, options and their values. All three find the verb in the same way: words of
// the line that go on from the verb so far, those left out that are the value of an option.
#include "cli/completion.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "cli/command_tree.h"

namespace tccc::cli {
namespace {

std::string joined(const std::vector<std::string>& words, const char* separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

// For all three shells: '...' with the quotes of the text taken out of it.
std::string in_quotes(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
    } else {
      result += c;
    }
  }
  return result + "'";
}

/// The names of all options for which `is_wanted`, each once.
template <class IsWanted>
std::vector<std::string> option_names(const std::vector<CommandEntry>& commands, const IsWanted& is_wanted) {
  std::set<std::string> names;
  for (const CommandEntry& command : commands) {
    for (const OptionEntry& option : command.options) {
      if (!option.is_argument && is_wanted(option)) names.insert(option.names.begin(), option.names.end());
    }
  }
  return {names.begin(), names.end()};
}

std::vector<std::string> options_with_value(const std::vector<CommandEntry>& commands) {
  return option_names(commands, [](const OptionEntry& option) { return !option.value.empty(); });
}

/// Each set of choices with the options that have it.
std::vector<OptionEntry> options_with_choices(const std::vector<CommandEntry>& commands) {
  std::vector<OptionEntry> found;
  for (const CommandEntry& command : commands) {
    for (const OptionEntry& option : command.options) {
      if (!option.is_argument && !option.choices().empty()) found.push_back(option);
    }
  }
  return found;
}

std::vector<std::string> verb_names(const CommandEntry& command) {
  std::vector<std::string> names;
  for (const CLI::App* verb : command.verbs) names.push_back(verb->get_name());
  return names;
}

bool takes_file(const OptionEntry& option) {
  return option.takes_file();
}

bool takes_directory(const OptionEntry& option) {
  return option.takes_directory();
}

/// What stands for a word without dash: verbs, or words of the argument, or files.
std::vector<std::string> argument_choices(const CommandEntry& command) {
  for (const OptionEntry& option : command.options) {
    if (option.is_argument && !option.choices().empty()) return option.choices();
  }
  return verb_names(command);
}

/// `'call' | 'call ai'`, the patterns of a case for every verb.
std::string verb_patterns(const std::vector<CommandEntry>& commands) {
  std::vector<std::string> patterns;
  for (const CommandEntry& command : commands) {
    if (!command.words.empty()) patterns.push_back("' " + command.path() + "'");
  }
  return joined(patterns, " | ");
}

std::string own_options(const CommandEntry& command) {
  std::vector<std::string> names;
  for (const OptionEntry& option : command.options) {
    if (!option.is_argument) names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return joined(names, " ");
}

// zsh takes what follows a colon for the description.
std::string zsh_row(const std::string& name, const std::string& description) {
  return "      " + in_quotes(name + ":" + description) + "\n";
}

std::string zsh_rows(const CommandEntry& command) {
  std::string rows = "    options+=(\n";
  for (const OptionEntry& option : command.options) {
    for (const std::string& name : option.names) {
      if (!option.is_argument) rows += zsh_row(name, option.description);
    }
  }
  rows += "    )\n    verbs=(\n";
  if (command.verbs.empty()) {
    for (const std::string& word : argument_choices(command)) rows += "      " + in_quotes(word) + "\n";
  }
  for (const CLI::App* verb : command.verbs) rows += zsh_row(verb->get_name(), verb->get_description());
  return rows + "    )\n";
}

std::string fish_option(const std::string& condition, const OptionEntry& option) {
  std::string line = "complete -c tccc" + condition;
  for (const std::string& name : option.names) {
    line += name.compare(0, 2, "--") == 0 ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  const std::vector<std::string> choices = option.choices();
  if (!choices.empty()) {
    line += " -x -a " + in_quotes(joined(choices, " "));
  } else if (option.takes_file() || option.takes_directory()) {
    line += " -r -F";
  } else if (!option.value.empty()) {
    line += " -x";
  }
  return line + " -d " + in_quotes(option.description) + "\n";
}

}  // namespace

std::string bash_completion(const CLI::App& program) {
  const std::vector<CommandEntry> commands = list_commands(program);
  std::string script =
      "# Completion of tccc for bash, made by `tccc completion bash`.\n"
      "_tccc() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
      "  local verb='' words='' options='' i\n"
      "  COMPREPLY=()\n"
      "  # bash makes three words of --option=value.\n"
      "  if [[ $current == '=' ]]; then\n"
      "    current=''\n"
      "  elif [[ $previous == '=' ]]; then\n"
      "    previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
      "  fi\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case ${COMP_WORDS[i]} in\n"
      "      " +
      joined(options_with_value(commands), " | ") +
      ")\n"
      "        i=$((i + 1))\n"
      "        [[ ${COMP_WORDS[i]} == '=' ]] && i=$((i + 1))\n"
      "        continue\n"
      "        ;;\n"
      "    esac\n"
      "    case \"$verb ${COMP_WORDS[i]}\" in\n"
      "      " +
      verb_patterns(commands) +
      ") verb=\"$verb ${COMP_WORDS[i]}\" ;;\n"
      "    esac\n"
      "  done\n"
      "  case $previous in\n";
  for (const OptionEntry& option : options_with_choices(commands)) {
    script += "    " + joined(option.names, " | ") + ") words=" + in_quotes(joined(option.choices(), " ")) + " ;;\n";
  }
  script += "    " + joined(option_names(commands, takes_file), " | ") +
            ")\n"
            "      compopt -o filenames\n"
            "      mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
            "      return\n"
            "      ;;\n"
            "    " +
            joined(option_names(commands, takes_directory), " | ") +
            ")\n"
            "      compopt -o filenames\n"
            "      mapfile -t COMPREPLY < <(compgen -d -- \"$current\")\n"
            "      return\n"
            "      ;;\n"
            "    " +
            joined(options_with_value(commands), " | ") +
            ") return ;;\n"
            "  esac\n"
            "  if [[ -n $words ]]; then\n"
            "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
            "    return\n"
            "  fi\n"
            "  case $verb in\n";
  for (const CommandEntry& command : commands) {
    const bool has_file = std::any_of(command.options.begin(), command.options.end(), [](const OptionEntry& option) {
      return option.is_argument && takes_file(option);
    });
    script += "    " + in_quotes((command.words.empty() ? "" : " ") + command.path()) + ")\n";
    script += "      words=" + in_quotes(joined(argument_choices(command), " ")) + "\n";
    script += "      options=" + in_quotes(command.words.empty() ? "" : own_options(command)) + "\n";
    if (has_file) script += "      [[ $current != -* ]] && mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n";
    script += "      ;;\n";
  }
  script +=
      "  esac\n"
      "  if [[ $current == -* ]]; then\n"
      "    words=\"$options " +
      own_options(commands.front()) +
      "\"\n"
      "  fi\n"
      "  [[ -z $words ]] || mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
      "}\n"
      "complete -F _tccc tccc\n";
  return script;
}

std::string zsh_completion(const CLI::App& program) {
  const std::vector<CommandEntry> commands = list_commands(program);
  std::string script =
      "#compdef tccc\n"
      "# Completion of tccc for zsh, made by `tccc completion zsh`.\n"
      "_tccc() {\n"
      "  local verb='' previous=${words[CURRENT-1]} i\n"
      "  local -a options verbs\n"
      "  for ((i = 2; i < CURRENT; i++)); do\n"
      "    case ${words[i]} in\n"
      "      (" +
      joined(options_with_value(commands), "|") +
      ") i=$((i + 1)); continue ;;\n"
      "    esac\n"
      "    case \"$verb ${words[i]}\" in\n"
      "      (" +
      verb_patterns(commands) +
      ") verb=\"$verb ${words[i]}\" ;;\n"
      "    esac\n"
      "  done\n"
      "  case $previous in\n";
  for (const OptionEntry& option : options_with_choices(commands)) {
    script += "    (" + joined(option.names, "|") + ") compadd -- " + joined(option.choices(), " ") + "; return ;;\n";
  }
  script += "    (" + joined(option_names(commands, takes_file), "|") + ") _files; return ;;\n    (" +
            joined(option_names(commands, takes_directory), "|") + ") _files -/; return ;;\n    (" +
            joined(options_with_value(commands), "|") + ") return ;;\n  esac\n  case $verb in\n";
  for (const CommandEntry& command : commands) {
    script += "    (" + in_quotes((command.words.empty() ? "" : " ") + command.path()) + ")\n";
    script += zsh_rows(command) + "    ;;\n";
  }
  CommandEntry global = commands.front();
  global.verbs.clear();
  script +=
      "  esac\n"
      "  if [[ -n $verb ]]; then\n"
      "    options+=(\n";
  for (const OptionEntry& option : global.options) {
    for (const std::string& name : option.names) script += zsh_row(name, option.description);
  }
  script +=
      "    )\n"
      "  fi\n"
      "  if [[ $PREFIX == -* ]]; then\n"
      "    _describe -o option options\n"
      "  elif (( $#verbs )); then\n"
      "    _describe verb verbs\n"
      "  else\n"
      "    _files\n"
      "  fi\n"
      "}\n"
      "if [[ $funcstack[1] == _tccc ]]; then\n"
      "  _tccc \"$@\"\n"
      "else\n"
      "  compdef _tccc tccc\n"
      "fi\n";
  return script;
}

std::string fish_completion(const CLI::App& program) {
  const std::vector<CommandEntry> commands = list_commands(program);
  std::vector<std::string> paths;
  for (const CommandEntry& command : commands) {
    if (!command.words.empty()) paths.push_back(in_quotes(command.path()));
  }
  std::string script =
      "# Completion of tccc for fish, made by `tccc completion fish`.\n"
      "function __fish_tccc_at\n"
      "  set -l verb\n"
      "  set -l is_value 0\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    if test $is_value = 1\n"
      "      set is_value 0\n"
      "      continue\n"
      "    end\n"
      "    switch $word\n"
      "      case " +
      joined(options_with_value(commands), " ") +
      "\n"
      "        set is_value 1\n"
      "      case '*'\n"
      "        if contains -- (string join ' ' $verb $word) " +
      joined(paths, " ") +
      "\n"
      "          set -a verb $word\n"
      "        end\n"
      "    end\n"
      "  end\n"
      "  test \"$verb\" = \"$argv\"\n"
      "end\n"
      "complete -c tccc -f\n";
  for (const OptionEntry& option : commands.front().options) script += fish_option("", option);
  for (const CommandEntry& command : commands) {
    const std::string condition = " -n " + in_quotes("__fish_tccc_at " + command.path());
    for (const CLI::App* verb : command.verbs) {
      script += "complete -c tccc" + condition + " -a " + verb->get_name() + " -d " +
                in_quotes(verb->get_description()) + "\n";
    }
    if (command.words.empty()) continue;
    for (const OptionEntry& option : command.options) {
      if (!option.is_argument) {
        script += fish_option(condition, option);
      } else if (!option.choices().empty()) {
        script += "complete -c tccc" + condition + " -a " + in_quotes(joined(option.choices(), " ")) + "\n";
      } else if (option.takes_file()) {
        script += "complete -c tccc" + condition + " -F\n";
      }
    }
  }
  return script;
}

}  // namespace tccc::cli
