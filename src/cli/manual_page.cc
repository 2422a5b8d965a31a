// SPDX-License-Identifier: Apache-2.0
// tccc(1), of the same texts as the help.
#include "cli/manual_page.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "cli/command_tree.h"
#include "cli/exit_status.h"
#include "tccc/version.h"

namespace tccc::cli {
namespace {

// Hyphens that are typed as such, and no letter that the language takes for its own.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '-') {
      result += "\\-";
    } else if (c == '\\') {
      result += "\\e";
    } else {
      const bool is_at_start = result.empty() || result.back() == '\n';
      if (is_at_start && (c == '.' || c == '\'')) result += "\\&";
      result += c;
    }
  }
  return result;
}

std::string bold(std::string_view text) {
  return "\\fB" + escaped(text) + "\\fR";
}

std::string italic(std::string_view text) {
  return "\\fI" + escaped(text) + "\\fR";
}

std::string as_it_stands(std::string_view text) {
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (text.empty()) return {};
  std::string lines = ".nf\n";
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix((std::min)(line.size() + 1, text.size()));
    lines += line.empty() ? ".sp\n" : escaped(line) + "\n";
  }
  return lines + ".fi\n";
}

// The exit statuses have a section of their own.
std::string_view without_exit_statuses(std::string_view footer) {
  return footer.substr(0, footer.find("Exit status:\n"));
}

std::string option_text(const OptionEntry& option) {
  std::string text = ".TP\n";
  for (const std::string& name : option.names) {
    if (&name != option.names.data()) text += ", ";
    text += option.is_argument ? italic(option.value.empty() ? name : option.value) : bold(name);
  }
  if (!option.is_argument && !option.value.empty()) text += " " + italic(option.value);
  return text + "\n" + escaped(option.description) + (option.is_required ? " (required)" : "") + ".\n";
}

std::string synopsis(const CommandEntry& command) {
  std::string text = ".B " + escaped("tccc " + command.path()) + "\n";
  std::string arguments;
  for (const OptionEntry& option : command.options) {
    if (!option.is_required && !option.is_argument) continue;
    const std::string name = italic(option.value);
    const std::string argument = option.is_argument ? name : bold(option.names.back()) + " " + name;
    arguments += (option.is_required ? argument : "[" + argument + "]") + " ";
  }
  return text + arguments + "[" + italic("OPTION") + "]...\n";
}

constexpr const char* kEnvironment =
    ".SH ENVIRONMENT\n"
    ".TP\n.BR TENCENTCLOUD_SECRET_ID \", \" TENCENTCLOUD_SECRET_KEY\nThe keys to sign with.\n"
    ".TP\n.BR TENCENTCLOUD_TOKEN \", \" TENCENTCLOUD_SESSION_TOKEN\nThe token of temporary keys.\n"
    ".TP\n.B TENCENTCLOUD_CREDENTIALS_FILE\nThe credentials file, in place of the usual ones.\n"
    ".TP\n.B TCCC_APP_ID\nThe application, where no \\fB\\-\\-app\\fR is given.\n"
    ".TP\n.BR https_proxy \", \" all_proxy \", \" no_proxy\nThe way to the service.\n"
    ".TP\n.B NO_COLOR\nWhen set to anything, nothing is coloured.\n"
    ".SH FILES\n"
    ".TP\n.I ~/.tencentcloud/credentials\nKeys by profile, shared with the SDKs of Tencent Cloud; "
    "\\fBtccc configure\\fR writes it.\n"
    ".TP\n.I /etc/tencentcloud/credentials\nThe same for all users.\n";

}  // namespace

std::string manual_page(const CLI::App& program) {
  const std::vector<CommandEntry> commands = list_commands(program);
  const CommandEntry& whole = commands.front();
  std::string page = ".\\\" Made of the help of the program.\n.TH TCCC 1 \"\" \"tccc " + std::string(version()) +
                     "\" \"User Commands\"\n.SH NAME\ntccc \\- place AI phone calls with Tencent Cloud Contact Center\n"
                     ".SH SYNOPSIS\n.B tccc\n[" +
                     italic("OPTION") + "]... " + italic("VERB") + " [" + italic("ARGUMENT") +
                     "]...\n.SH DESCRIPTION\n" + escaped(whole.description) + "\n" + ".PP\n" +
                     as_it_stands(without_exit_statuses(whole.footer)) +
                     ".SH OPTIONS\nThey may stand before or after the verb.\n";
  for (const OptionEntry& option : whole.options) page += option_text(option);
  page += ".SH VERBS\n";
  for (const CommandEntry& command : commands) {
    if (command.words.empty() || !command.verbs.empty()) continue;
    page +=
        ".SS tccc " + escaped(command.path()) + "\n" + escaped(command.description) + ".\n.PP\n" + synopsis(command);
    for (const OptionEntry& option : command.options) page += option_text(option);
    const std::string footer = as_it_stands(without_exit_statuses(command.footer));
    if (!footer.empty()) page += ".PP\n" + footer;
  }
  const std::string_view statuses = exit_status_help();
  page += ".SH EXIT STATUS\n" + as_it_stands(statuses.substr(statuses.find('\n') + 1)) + kEnvironment;
  return page;
}

}  // namespace tccc::cli
