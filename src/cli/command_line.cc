// SPDX-License-Identifier: Apache-2.0
// What the user asked for, read from the arguments of the program.
#include "cli/command_line.h"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/exit_status.h"
#include "cli/follow_up_options.h"
#include "cli/option_text.h"
#include "tccc/version.h"

namespace tccc::cli {
namespace {

constexpr double kMinTimeoutSeconds = 0.001;
constexpr double kMaxTimeoutSeconds = 3600;

bool is_plain_word(std::string_view text) {
  constexpr std::size_t kLongestVerb = 16;
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return text.size() <= kLongestVerb && std::all_of(text.begin(), text.end(), is_letter);
}

// Only options and what may be a misspelt verb are repeated: anything else may be a number or a key.
Error explain_unexpected(const std::string& word) {
  if (word.size() > 1 && word.front() == '-') {
    return usage_error(word.substr(0, word.find('=')), "is not an option here; see --help");
  }
  return usage_error({}, (is_plain_word(word) ? word : "a word") + " is not understood here; see --help");
}

class Parser {
 public:
  Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  Result<CommandLine> parse(const std::vector<std::string>& arguments);

 private:
  void add_global_options();
  void add_call();
  void add_sign();
  void add_mock();

  Error explain(const CLI::ParseError& error) const;
  Result<CommandLine> read_values() const;
  Result<GlobalOptions> read_global() const;
  Result<CallAgent> read_call_agent() const;
  Result<Sign> read_sign() const;
  Result<Mock> read_mock() const;

  CLI::App app_{"Places AI phone calls with Tencent Cloud Contact Center.", "tccc"};
  CLI::App* call_ai_ = nullptr;
  CLI::App* call_agent_ = nullptr;
  CLI::App* sign_ = nullptr;
  CLI::App* mock_ = nullptr;
  FollowUpOptions follow_up_;

  // Numbers stay text until read_values: CLI11 would take 010 for octal and lose the digits of a bad one.
  GlobalOptions global_;
  std::string site_ = "cn";
  std::string timeout_;
  std::string output_ = "text";
  bool yes_ = false;
  std::string request_file_;
  std::string app_id_;
  std::string agent_id_;
  std::string callee_;
  std::vector<std::string> callers_;
  std::vector<std::string> variables_;
  Sign sign_values_{{}, {}, {}, {}, "application/json", "POST", {}, "ccc", false};
  std::string timestamp_;
  std::string address_ = "127.0.0.1";
  std::string port_ = "0";
  std::string directory_;
  std::string rate_ = "20";
  bool plain_http_ = false;
  bool allow_unknown_ = false;
  std::string speed_ = "1";
  std::string push_url_;
};

Parser::Parser() {
  app_.require_subcommand(1);
  app_.fallthrough();  // handed down to every verb
  app_.set_version_flag("--version", "tccc " + std::string(version()), "Print the version and exit");
  app_.get_formatter()->column_width(32);
  add_global_options();
  add_call();
  follow_up_.add_to(app_);
  add_sign();
  add_mock();
  app_.footer(
      "Options above may stand before or after the verb. Keys come from the environment (TENCENTCLOUD_SECRET_ID,\n"
      "TENCENTCLOUD_SECRET_KEY and, for temporary keys, TENCENTCLOUD_TOKEN), else from the credentials file\n"
      "(~/.tencentcloud/credentials), else from the role of the machine or pod. Data goes to standard output,\n"
      "everything else to standard error.\n\n"
      "Examples:\n"
      "  tccc call ai --request call.json --dry-run\n"
      "  tccc call agent --app 1400000000 --agent 15 --callee 008612300000000 --output json\n"
      "  tccc session show SESSION --app 1400000000\n"
      "  tccc cdr --app 1400000000 --since 24h\n"
      "  tccc api DescribeTelCdr @request.json\n"
      "  tccc mock\n\n" +
      std::string(exit_status_help()));
}

void Parser::add_global_options() {
  add_value(app_, "--endpoint", global_.endpoint, "HOST|URL",
            "Where requests go, in place of the site's host; plain http only to loopback");
  add_value(app_, "--site", site_, "cn|intl", "Account system: cn (default) or intl")
      ->check(CLI::IsMember({"cn", "intl"}).description(""));
  add_value(app_, "--region", global_.region, "NAME", "X-TC-Region; not needed");
  add_value(app_, "--language", global_.language, "zh-CN|en-US", "Language of the service's messages");
  add_value(app_, "--ca-file", global_.ca_file, "FILE", "Trusted authorities in PEM, in place of the system's");
  add_value(app_, "--profile", global_.profile, "NAME",
            "Profile of the credentials file to sign with; the environment's keys are then not used");
  add_value(app_, "--timeout", timeout_, "SECONDS", "Longest time for the whole call, default 30; fractions are fine");
  add_value(app_, "--output", output_, "text|json", "Form of results and errors: text (default) or json")
      ->check(CLI::IsMember({"text", "json"}).description(""));
  app_.add_flag("--dry-run", global_.dry_run, "Print what would be sent, secrets hidden, and send nothing");
  app_.add_flag("--show-numbers", global_.show_numbers, "Print phone numbers whole instead of masked");
  app_.add_flag("--yes", yes_, "Do not ask before dialling; nothing asks yet");
  app_.add_flag("-v,--verbose", global_.verbose, "Tell on standard error what is done and how long it took");
}

void Parser::add_call() {
  constexpr const char* kRequestHelp = "Request as the JSON object of the service's own pages; - is standard input";
  constexpr const char* kGlobalHelp =
      "Options of `tccc --help` (--dry-run, --output, --endpoint, ...) are taken here too.\n\n";

  CLI::App* call = app_.add_subcommand("call", "Place a call on which an AI speaks");
  call->require_subcommand(1);
  call->footer("Place a call: `tccc call ai` or `tccc call agent`; each has its own --help.");

  call_ai_ = call->add_subcommand("ai", "CreateAICall: model, voice and manners are in the request");
  add_value(*call_ai_, "--request", request_file_, "FILE|-", kRequestHelp)->required();
  call_ai_->footer(kGlobalHelp +
                   std::string("Examples:\n"
                               "  tccc call ai --request call.json\n"
                               "  tccc call ai --request - --output json < call.json\n\n") +
                   exit_status_help());

  call_agent_ = call->add_subcommand("agent", "CreateAIAgentCall: an agent saved in the console speaks");
  add_value(*call_agent_, "--request", request_file_, "FILE|-", kRequestHelp);
  add_value(*call_agent_, "--app", app_id_, "ID", "SdkAppId, the application's id");
  add_value(*call_agent_, "--agent", agent_id_, "ID", "AIAgentId, the agent's id");
  add_value(*call_agent_, "--callee", callee_, "NUMBER", "Number to call, such as 008612300000000");
  add_values(*call_agent_, "--caller", callers_, "NUMBER", "Own number to call from; may be repeated");
  add_values(*call_agent_, "--var", variables_, "KEY=VALUE", "Variable of the agent's prompt; may be repeated");
  call_agent_->footer(
      "Give either --request or --app, --agent and --callee with what else is needed, not both.\n" +
      std::string(kGlobalHelp) +
      "Examples:\n"
      "  tccc call agent --request call.json\n"
      "  tccc call agent --app 1400000000 --agent 15 --callee 008612300000000 --var name=Li --var day=Monday\n\n" +
      exit_status_help());
}

void Parser::add_sign() {
  sign_ = app_.add_subcommand("sign", "Show every stage of a request's TC3-HMAC-SHA256 signature; sends nothing");
  add_value(*sign_, "--payload,payload", sign_values_.payload_file, "FILE|-", "Exact body; - is standard input");
  add_value(*sign_, "--action", sign_values_.action, "NAME", "Action, signed only with --sign-action");
  add_value(*sign_, "--host", sign_values_.host, "HOST", "Host header, default that of the endpoint");
  add_value(*sign_, "--timestamp", timestamp_, "SECONDS", "Unix time, default now");
  add_value(*sign_, "--content-type", sign_values_.content_type, "TYPE",
            "Content-Type header, default application/json");
  add_value(*sign_, "--method", sign_values_.method, "POST|GET", "HTTP method, default POST")
      ->check(CLI::IsMember({"POST", "GET"}).description(""));
  add_value(*sign_, "--query", sign_values_.query, "TEXT", "Query string as sent, for GET");
  add_value(*sign_, "--service", sign_values_.service, "NAME", "Product in the credential scope, default ccc");
  sign_->add_flag("--sign-action", sign_values_.sign_action, "Cover X-TC-Action as well, as `tccc call` does");
  sign_->footer(
      "Signs with the keys that `tccc call` would use and never prints the secret key.\n\n"
      "Example:\n"
      "  tccc sign --payload call.json --action CreateAICall --host ccc.tencentcloudapi.com --timestamp 1735689600");
}

void Parser::add_mock() {
  mock_ =
      app_.add_subcommand("mock", "Run a stand-in for the service on this machine, to try things without an account");
  add_value(*mock_, "--port", port_, "N", "Port, default 0: any free one");
  add_value(*mock_, "--address", address_, "ADDRESS", "Address to listen on, default 127.0.0.1");
  mock_->add_flag("--http", plain_http_, "Speak plain HTTP instead of HTTPS");
  add_value(*mock_, "--directory", directory_, "DIR",
            "Where to write ca.pem, the throw-away authority; default a temporary directory, removed at the end");
  add_value(*mock_, "--rate", rate_, "N",
            "Requests per second and action before RequestLimitExceeded, default 20; 0: no limit");
  mock_->add_flag("--allow-unknown", allow_unknown_, "Accept parameters this version does not know");
  add_value(*mock_, "--speed", speed_, "N", "How many times as fast calls ring, talk and end; default 1");
  add_value(*mock_, "--push-url", push_url_, "URL",
            "Where to push the ends of calls, such as http://127.0.0.1:8080/pushes; without credentials");
  mock_->footer(
      "Accepts the keys of the environment or the credentials file or, when there are none, makes some up and prints "
      "them. Prints where it\n"
      "listens, then runs until SIGINT or SIGTERM.\n\n"
      "Example:\n"
      "  tccc mock &\n"
      "  tccc call ai --request call.json --endpoint ENDPOINT --ca-file CA_FILE    with the values it printed");
}

Result<CommandLine> Parser::parse(const std::vector<std::string>& arguments) {
  for (const std::string& argument : arguments) {
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
  if ((extra || missing) && !unexpected.empty()) return explain_unexpected(unexpected.front());
  if (missing && app_.get_subcommands().empty()) {
    return usage_error({}, "a verb is needed, such as call, session, cdr, api or mock; see --help");
  }
  if (missing && app_.got_subcommand("call") && !call_ai_->parsed() && !call_agent_->parsed()) {
    return usage_error({}, "call what? call ai or call agent; see --help");
  }
  if (missing && !follow_up_.missing_verb().empty()) return usage_error({}, follow_up_.missing_verb());
  return usage_error({}, error.what());
}

Result<CommandLine> Parser::read_values() const {
  const auto with = [&](auto command) -> Result<CommandLine> {
    auto global = read_global();
    if (!global) return global.error();
    if (!command) return command.error();
    return CommandLine{*std::move(global), Command(*std::move(command))};
  };
  if (call_ai_->parsed()) return with(Result<CallAi>(CallAi{request_file_}));
  if (call_agent_->parsed()) return with(read_call_agent());
  if (sign_->parsed()) return with(read_sign());
  if (follow_up_.parsed()) return with(follow_up_.read());
  return with(read_mock());
}

Result<GlobalOptions> Parser::read_global() const {
  GlobalOptions global = global_;
  global.site = site_ == "intl" ? Site::international : Site::china;
  global.output = output_ == "json" ? OutputFormat::json : OutputFormat::text;
  if (!timeout_.empty()) {
    double seconds = 0;
    if (!parse_number(timeout_, seconds) || !(seconds >= kMinTimeoutSeconds && seconds <= kMaxTimeoutSeconds)) {
      return usage_error("--timeout", "must be a number of seconds from 0.001 to 3600");
    }
    global.timeout = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
  }
  return global;
}

Result<CallAgent> Parser::read_call_agent() const {
  CallAgent command;
  command.request_file = request_file_;
  const bool by_file = call_agent_->count("--request") > 0;
  for (const char* name : {"--app", "--agent", "--callee", "--caller", "--var"}) {
    const bool given = call_agent_->count(name) > 0;
    if (by_file && given) return usage_error(name, "cannot be given together with --request");
  }
  if (by_file && request_file_.empty()) return usage_error("--request", "must name a file");
  if (by_file) return command;
  for (const char* name : {"--app", "--agent", "--callee"}) {
    if (call_agent_->count(name) == 0) return usage_error(name, "is needed, unless --request gives the whole request");
  }
  if (!parse_number(app_id_, command.request.sdk_app_id)) return usage_error("--app", "must be a whole number");
  if (!parse_number(agent_id_, command.request.ai_agent_id)) return usage_error("--agent", "must be a whole number");
  command.request.callee = callee_;
  command.request.callers = callers_;
  for (const std::string& variable : variables_) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string::npos || equals == 0) return usage_error("--var", "must be KEY=VALUE");
    command.request.variables.push_back({variable.substr(0, equals), variable.substr(equals + 1)});
  }
  return command;
}

Result<Sign> Parser::read_sign() const {
  Sign command = sign_values_;
  if (command.payload_file.empty() && command.method == "POST") return usage_error("--payload", "is needed for POST");
  if (command.sign_action && command.action.empty()) return usage_error("--action", "is needed for --sign-action");
  if (command.host.find_first_of(" /@") != std::string::npos) {
    return usage_error("--host", "must be a host name, with :PORT where it is sent with one");
  }
  if (!timestamp_.empty()) {
    std::int64_t timestamp = 0;
    if (!parse_number(timestamp_, timestamp)) return usage_error("--timestamp", "must be whole Unix seconds");
    command.timestamp = timestamp;
  }
  return command;
}

Result<Mock> Parser::read_mock() const {
  Mock command;
  command.address = address_;
  command.tls = !plain_http_;
  command.directory = directory_;
  command.allow_unknown = allow_unknown_;
  command.push_url = push_url_;
  if (!parse_number(port_, command.port)) return usage_error("--port", "must be a number from 0 to 65535");
  if (!parse_number(rate_, command.requests_per_second)) return usage_error("--rate", "must be a whole number");
  if (!parse_number(speed_, command.speed)) return usage_error("--speed", "must be a number");
  return command;
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
