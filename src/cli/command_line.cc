// SPDX-License-Identifier: Apache-2.0
// What the user asked for, read from the arguments of the program.
#include "cli/command_line.h"

#include <algorithm>
#include <array>
#include <memory>
#include <sstream>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/account_options.h"
#include "cli/call_options.h"
#include "cli/exit_status.h"
#include "cli/follow_up_options.h"
#include "cli/global_options.h"
#include "cli/help_format.h"
#include "cli/mock_options.h"
#include "cli/shell_options.h"
#include "cli/sign_options.h"
#include "tccc/version.h"

namespace tccc::cli {
namespace {

bool is_plain_word(std::string_view text) {
  constexpr std::size_t kLongestVerb = 16;
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return text.size() <= kLongestVerb && std::all_of(text.begin(), text.end(), is_letter);
}

constexpr const char* kTextAfterDashes = "a text that begins with - stands after --, and options before that";

/// Whether CLI11 would find `-h` or `-v` in a word that is neither, such as a text to say.
bool begins_with_flag(std::string_view word) {
  constexpr std::string_view kFlags = "hv";
  if (word.size() < 3 || word.front() != '-' || kFlags.find(word[1]) == std::string_view::npos) return false;
  return word.find_first_not_of(kFlags, 1) != std::string_view::npos;
}

// Only options and what may be a misspelt verb are repeated: anything else may be a number or a key.
Error explain_unexpected(const std::string& word, bool takes_text) {
  if (word.size() > 1 && word.front() == '-') {
    const bool is_long = word[1] == '-';
    const bool is_letter = word[1] > ' ' && word[1] < 0x7f;
    std::string option = is_long ? word : is_letter ? word.substr(0, 2) : "-";  // what follows may be a value
    option.resize((std::min)(option.find('='), option.size()));
    const std::string remedy = takes_text ? kTextAfterDashes : "see --help";
    return usage_error(std::move(option), "is not an option here; " + remedy);
  }
  return usage_error({}, (is_plain_word(word) ? word : "a word") + " is not understood here; see --help");
}

// `--site: us not in {cn,intl}`: CLI11's own texts repeat the value, those of option_text.h do not.
Error explain_value(const CLI::ValidationError& error) {
  constexpr std::string_view kChoices = " not in {";
  const std::string text = error.what();
  const std::string option = text.substr(0, text.find(':'));
  const std::size_t choices = text.rfind(kChoices);
  if (choices != std::string::npos && text.back() == '}') {
    const std::size_t begin = choices + kChoices.size();
    return usage_error(option, option + ": must be one of " + text.substr(begin, text.size() - begin - 1));
  }
  if (text.rfind(option + ": needs a value", 0) == 0) return usage_error(option, text);
  return usage_error(option, option + ": cannot have that value; see --help");
}

// `--app` of `--app is required`; empty where a text begins with no option.
std::string leading_option(std::string_view text) {
  if (text.substr(0, 2) != "--") return {};
  return std::string(text.substr(0, text.find_first_of(": ")));
}

// Help has them under another name otherwise.
void name_verbs(CLI::App& program) {
  std::vector<CLI::App*> open = {&program};
  while (!open.empty()) {
    CLI::App* app = open.back();
    open.pop_back();
    for (CLI::App* verb : app->get_subcommands([](CLI::App*) { return true; })) {
      if (!verb->get_group().empty()) verb->group("Verbs");
      open.push_back(verb);
    }
  }
}

class Parser {
 public:
  Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  Result<CommandLine> parse(const std::vector<std::string>& arguments);

 private:
  Error explain(const CLI::ParseError& error) const;
  Result<CommandLine> read_values() const;

  CLI::App app_{"Places AI phone calls with Tencent Cloud Contact Center.", "tccc"};
  GlobalOptionSet global_;
  CallOptions call_;
  FollowUpOptions follow_up_;
  SignOptions sign_;
  MockOptions mock_;
  AccountOptions account_;
  ShellOptions shell_;
  const std::array<VerbGroup*, 6> groups_ = {&account_, &call_, &follow_up_, &sign_, &mock_, &shell_};
};

Parser::Parser() {
  app_.require_subcommand(1);
  app_.fallthrough();  // handed down to every verb
  app_.set_version_flag("--version", "tccc " + std::string(version()), "Print the version and exit");
  app_.formatter(std::make_shared<HelpFormat>());
  global_.add_to(app_);
  for (VerbGroup* group : groups_) group->add_to(app_);
  name_verbs(app_);
  app_.footer(
      "Options above may stand before or after the verb. Keys come from the\n"
      "environment (TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and, for temporary\n"
      "keys, TENCENTCLOUD_TOKEN), else from the credentials file, which\n"
      "`tccc configure` writes (~/.tencentcloud/credentials), else from the role of the\n"
      "machine or pod. Data goes to standard output, everything else to standard error.\n"
      "\n"
      "Examples:\n"
      "  tccc configure\n"
      "  tccc doctor\n"
      "  tccc call ai --request call.json --dry-run\n"
      "  tccc call agent --app 1400000000 --agent 15 --callee 008612300000000\n"
      "  tccc session show SESSION --app 1400000000\n"
      "  tccc cdr --app 1400000000 --since 24h\n"
      "  tccc api DescribeTelCdr @request.json\n"
      "  tccc mock\n"
      "\n" +
      std::string(exit_status_help()));
}

Result<CommandLine> Parser::parse(const std::vector<std::string>& arguments) {
  for (const std::string& argument : arguments) {
    if (argument == "--") break;  // what follows is no option
    if (begins_with_flag(argument)) {
      return usage_error(argument.substr(0, 2), std::string("takes nothing after it; ") + kTextAfterDashes);
    }
    // CLI11 reads `--region= x` as `--region x`.
    if (argument.size() > 3 && argument.rfind("--", 0) == 0 && argument.find('=') == argument.size() - 1) {
      return usage_error(argument.substr(0, argument.size() - 1), "needs a value");
    }
  }
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app_.parse(std::move(reversed));
  } catch (const CLI::Success& request_for_text) {
    std::ostringstream text;
    app_.exit(request_for_text, text, text);
    CommandLine line;
    line.command = ShowText{text.str()};
    return line;
  } catch (const CLI::ParseError& error) {
    return explain(error);
  }
  return read_values();
}

Error Parser::explain(const CLI::ParseError& error) const {
  const std::vector<std::string> unexpected = app_.remaining(true);
  const bool extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
  const bool missing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  // A misspelt verb shows as a missing one.
  if ((extra || missing) && !unexpected.empty()) return explain_unexpected(unexpected.front(), follow_up_.takes_text());
  if (missing && app_.get_subcommands().empty()) {
    return usage_error({}, "a verb is needed, such as call, session, cdr, api or mock; see --help");
  }
  for (const VerbGroup* group : groups_) {
    if (missing && !group->missing_verb().empty()) return usage_error({}, group->missing_verb());
  }
  if (const auto* validation = dynamic_cast<const CLI::ValidationError*>(&error)) return explain_value(*validation);
  const bool mismatch = dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr;
  if (missing || mismatch) return usage_error(leading_option(error.what()), error.what());
  if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr) {
    return usage_error({}, "an option that takes no value was given one; see --help");
  }
  return usage_error({}, "the arguments are not understood; see --help");
}

Result<CommandLine> Parser::read_values() const {
  auto global = global_.read();
  if (!global) return global.error();
  const auto given =
      std::find_if(groups_.begin(), groups_.end(), [](const VerbGroup* group) { return group->parsed(); });
  auto command = (*given)->read();  // without one CLI11 has refused
  if (!command) return command.error();
  return CommandLine{*std::move(global), *std::move(command)};
}

}  // namespace

Result<CommandLine> parse_command_line(const std::vector<std::string>& arguments) {
  return Parser().parse(arguments);
}

OutputFormat find_output_format(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool split = arguments[i] == "--output" && i + 1 < arguments.size() && arguments[i + 1] == "json";
    if (split || arguments[i] == "--output=json") return OutputFormat::json;
  }
  return OutputFormat::text;
}

Error usage_error(std::string option, std::string message) {
  Error::Details details;
  details.code = ErrorCode::invalid_argument;
  details.outcome = Outcome::not_sent;
  details.field = std::move(option);
  details.message = std::move(message);
  return Error(std::move(details));
}

}  // namespace tccc::cli
