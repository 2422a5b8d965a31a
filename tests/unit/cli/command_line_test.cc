// SPDX-License-Identifier: Apache-2.0
// How the arguments of the program are read.
#include "cli/command_line.h"

#include <stdlib.h>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/account_options.h"
#include "cli/call_options.h"
#include "cli/command_tree.h"
#include "cli/follow_up_options.h"
#include "cli/global_options.h"
#include "cli/mock_options.h"
#include "cli/shell_options.h"
#include "cli/sign_options.h"

namespace tccc::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Arguments = std::vector<std::string>;

CommandLine parsed(const Arguments& arguments) {
  const auto line = parse_command_line(arguments);
  EXPECT_TRUE(line) << line.error();
  return line ? *line : CommandLine();
}

Error refused(const Arguments& arguments) {
  const auto line = parse_command_line(arguments);
  EXPECT_FALSE(line);
  return line ? Error(Error::Details()) : line.error();
}

Arguments agent_call(const Arguments& more = {}) {
  Arguments arguments = {"call", "agent", "--app", "1400000000", "--agent", "15", "--callee", "008612300000000"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

// TCCC_APP_ID for the life of this object.
class AppVariable {
 public:
  explicit AppVariable(const char* value) {
    const char* before = getenv(kName);
    if (before != nullptr) before_ = before;
    setenv(kName, value, 1);
  }
  AppVariable(const AppVariable&) = delete;
  AppVariable& operator=(const AppVariable&) = delete;
  ~AppVariable() {
    unsetenv(kName);
    if (before_) setenv(kName, before_->c_str(), 1);
  }

 private:
  static constexpr const char* kName = "TCCC_APP_ID";
  std::optional<std::string> before_;
};

std::vector<CommandEntry> all_commands() {
  CLI::App app;
  GlobalOptionSet global;
  CallOptions call;
  FollowUpOptions follow_up;
  SignOptions sign;
  MockOptions mock;
  AccountOptions account;
  ShellOptions shell;
  global.add_to(app);
  const std::vector<VerbGroup*> groups = {&account, &call, &follow_up, &sign, &mock, &shell};
  for (VerbGroup* group : groups) group->add_to(app);
  std::vector<CommandEntry> commands = list_commands(app);
  for (CommandEntry& command : commands) command.verbs.clear();  // which are gone
  return commands;
}

TEST(CommandLine, TakesGlobalOptionsBeforeBetweenAndAfterTheVerb) {
  const Arguments verb_variants[] = {
      {"--dry-run", "--site", "intl", "--output", "json", "call", "ai", "--request", "-"},
      {"call", "--dry-run", "--site", "intl", "--output", "json", "ai", "--request", "-"},
      {"call", "ai", "--request", "-", "--dry-run", "--site", "intl", "--output", "json"},
      {"call", "ai", "--dry-run", "--site=intl", "--request", "-", "--output=json"},
  };
  for (const Arguments& arguments : verb_variants) {
    const CommandLine line = parsed(arguments);
    EXPECT_TRUE(line.global.dry_run);
    EXPECT_EQ(line.global.site, Site::international);
    EXPECT_EQ(line.global.output, OutputFormat::json);
    ASSERT_TRUE(std::holds_alternative<CallAi>(line.command));
    EXPECT_EQ(std::get<CallAi>(line.command).request_file, "-");
  }
}

TEST(CommandLine, ReadsEveryGlobalOption) {
  const GlobalOptions global = parsed({"mock", "--endpoint", "127.0.0.1:8443", "--region", "ap-guangzhou", "--language",
                                       "en-US", "--ca-file", "ca.pem", "--timeout", "2.5", "-v", "--yes"})
                                   .global;
  EXPECT_EQ(global.endpoint, "127.0.0.1:8443");
  EXPECT_EQ(global.site, Site::china);
  EXPECT_EQ(global.region, "ap-guangzhou");
  EXPECT_EQ(global.language, "en-US");
  EXPECT_EQ(global.ca_file, "ca.pem");
  EXPECT_EQ(global.timeout, std::chrono::milliseconds(2500));
  EXPECT_EQ(global.output, OutputFormat::text);
  EXPECT_FALSE(global.dry_run);
  EXPECT_TRUE(global.verbose);
}

TEST(CommandLine, ReadsAnAgentCallFromFlags) {
  const CommandLine line = parsed(agent_call({"--caller", "008601012345678", "--var", "name=Li", "--caller",
                                              "008601012345679", "--var", "sum=1+1=2", "--var", "empty="}));
  const auto& request = std::get<CallAgent>(line.command).request;
  EXPECT_EQ(request.sdk_app_id, 1400000000);
  EXPECT_EQ(request.ai_agent_id, 15U);
  EXPECT_EQ(request.callee, "008612300000000");
  EXPECT_THAT(request.callers, ElementsAre("008601012345678", "008601012345679"));
  ASSERT_EQ(request.variables.size(), 3U);
  EXPECT_EQ(request.variables[0].key, "name");
  EXPECT_EQ(request.variables[0].value, "Li");
  EXPECT_EQ(request.variables[1].value, "1+1=2");
  EXPECT_EQ(request.variables[2].value, "");
}

TEST(CommandLine, KeepsValuesThatLookLikeLists) {
  const CommandLine line = parsed(agent_call({"--var", "k=[a,b]", "--var", "[x=1,y=2]"}));
  const auto& variables = std::get<CallAgent>(line.command).request.variables;
  ASSERT_EQ(variables.size(), 2U);
  EXPECT_EQ(variables[0].value, "[a,b]");
  EXPECT_EQ(variables[1].key, "[x");
}

TEST(CommandLine, TakesOneValuePerRepeatedFlag) {
  EXPECT_THAT(refused(agent_call({"--caller", "008601012345678", "008601012345679"})).message(),
              HasSubstr("not understood"));
}

TEST(CommandLine, ReadsNumbersAsDecimal) {
  const CommandLine line =
      parsed({"call", "agent", "--app", "010", "--agent", "18446744073709551615", "--callee", "1"});
  EXPECT_EQ(std::get<CallAgent>(line.command).request.sdk_app_id, 10);
  EXPECT_EQ(std::get<CallAgent>(line.command).request.ai_agent_id, 18446744073709551615U);
}

struct WrongUse {
  Arguments arguments;
  std::string field;
};

TEST(CommandLine, NamesTheOptionAtFault) {
  const WrongUse wrong_uses[] = {
      {{"call", "agent", "--request", "a.json", "--app", "1"}, "--app"},
      {{"call", "agent", "--request", "a.json", "--caller", "1"}, "--caller"},
      {{"call", "agent", "--request", "a.json", "--var", "a=b"}, "--var"},
      {{"call", "agent", "--request", ""}, "--request"},
      {{"call", "agent"}, "--app"},
      {{"call", "agent", "--app", "1"}, "--agent"},
      {{"call", "agent", "--app", "1", "--agent", "2"}, "--callee"},
      {{"call", "agent", "--app", "x", "--agent", "2", "--callee", "1"}, "--app"},
      {{"call", "agent", "--app", "0x10", "--agent", "2", "--callee", "1"}, "--app"},
      {{"call", "agent", "--app", "1", "--agent", "18446744073709551616", "--callee", "1"}, "--agent"},
      {agent_call({"--var", "name"}), "--var"},
      {agent_call({"--var", "=value"}), "--var"},
      {agent_call({"--timeout", "0"}), "--timeout"},
      {agent_call({"--timeout", "nan"}), "--timeout"},
      {agent_call({"--timeout", "1s"}), "--timeout"},
      {agent_call({"--timeout", "3601"}), "--timeout"},
      {agent_call({"--region="}), "--region"},
      {agent_call({"--colour", "red"}), "--colour"},
      {agent_call({"--colour=red"}), "--colour"},
      {{"sign"}, "--payload"},
      {{"sign", "--payload", "p", "--timestamp", "soon"}, "--timestamp"},
      {{"sign", "--payload", "p", "--sign-action"}, "--action"},
      {{"sign", "--payload", "p", "--host", "https://ccc.localhost"}, "--host"},
      {{"mock", "--port", "65536"}, "--port"},
      {{"mock", "--rate", "-"}, "--rate"},
  };
  for (const WrongUse& wrong : wrong_uses) {
    const Error error = refused(wrong.arguments);
    EXPECT_EQ(error.field(), wrong.field) << ::testing::PrintToString(wrong.arguments);
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    EXPECT_EQ(error.outcome(), Outcome::not_sent);
  }
}

TEST(CommandLine, TellsWhatIsMissing) {
  EXPECT_THAT(refused({}).message(), HasSubstr("verb"));
  EXPECT_THAT(refused({"--dry-run"}).message(), HasSubstr("verb"));
  EXPECT_THAT(refused({"cal", "ai"}).message(), HasSubstr("cal is not understood"));
  EXPECT_THAT(refused({"call"}).message(), HasSubstr("call agent"));
  EXPECT_THAT(refused({"call", "robot", "--request", "a"}).message(), HasSubstr("robot is not understood"));
  EXPECT_THAT(refused({"call", "ai"}).message(), HasSubstr("--request"));
  EXPECT_THAT(refused({"call", "ai", "--request"}).message(), HasSubstr("--request"));
  EXPECT_THAT(refused({"call", "ai", "--request", "a", "--request", "b"}).message(), HasSubstr("--request"));
  EXPECT_THAT(refused({"call", "ai", "--request", "a", "--site", "us"}).message(), HasSubstr("--site"));
  EXPECT_THAT(refused({"call", "ai", "--request", "a", "--output", "xml"}).message(), HasSubstr("--output"));
  EXPECT_THAT(refused({"sign", "p", "--method", "PUT"}).message(), HasSubstr("--method"));
}

TEST(CommandLine, NamesAnOptionThatIsMissing) {
  EXPECT_EQ(refused({"call", "ai"}).field(), "--request");
  EXPECT_EQ(refused({"reconcile", "--app", "1", "--callee", "008612300000000"}).field(), "--sent");
}

TEST(CommandLine, DoesNotTakeAnOptionForAValue) {
  EXPECT_THAT(refused({"call", "agent", "--app", "1", "--agent", "2", "--callee", "--dry-run"}).message(),
              HasSubstr("--callee"));
  EXPECT_THAT(refused({"call", "ai", "--request", "--dry-run"}).message(), HasSubstr("--request"));
}

// Otherwise `--endpoint "$unset"` goes to the real service, and `--start "$unset"` has phones ring now.
TEST(CommandLine, TakesNoEmptyValueOfAnyOptionThatNeedsOne) {
  std::size_t seen = 0;
  for (const CommandEntry& command : all_commands()) {
    Arguments places = command.words.empty() ? Arguments{"mock"} : command.words;
    for (const OptionEntry& option : command.options) {
      if (option.value.empty() || option.names.back() == "--query") continue;  // which may be empty
      Arguments arguments = places;
      if (!option.is_argument) arguments.push_back(option.names.back());
      arguments.emplace_back();
      const Error error = refused(arguments);
      EXPECT_EQ(error.field(), option.names.back()) << ::testing::PrintToString(arguments);
      EXPECT_THAT(error.message(), HasSubstr("needs a value")) << ::testing::PrintToString(arguments);
      if (option.is_argument) places.emplace_back("x");
      ++seen;
    }
  }
  EXPECT_GT(seen, 60U);
}

TEST(CommandLine, TakesAnEmptyVariableForNone) {
  const AppVariable empty("");
  EXPECT_EQ(refused({"agents"}).field(), "--app");
  EXPECT_EQ(std::get<Doctor>(parsed({"doctor"}).command).app, 0);
}

TEST(CommandLine, BlamesTheVariableThatIsWrong) {
  for (const char* wrong : {"x", "-5", "99999999999999999999"}) {
    const AppVariable variable(wrong);
    for (const Arguments& arguments : {Arguments{"agents"}, Arguments{"session", "show", "s"}, Arguments{"doctor"}}) {
      const Error error = refused(arguments);
      EXPECT_EQ(error.field(), "TCCC_APP_ID") << wrong << ' ' << arguments[0];
      EXPECT_THAT(error.message(), Not(HasSubstr("--app"))) << wrong << ' ' << arguments[0];
    }
  }
}

TEST(CommandLine, TakesTheOptionBeforeTheVariable) {
  const AppVariable variable("7");
  EXPECT_EQ(std::get<Agents>(parsed({"agents"}).command).app, 7);
  EXPECT_EQ(std::get<Agents>(parsed({"agents", "--app", "5"}).command).app, 5);
  EXPECT_EQ(std::get<Cdr>(parsed({"cdr", "--app=5"}).command).app, 5);
  EXPECT_EQ(std::get<SessionCommand>(parsed({"session", "show", "s", "--app", "5"}).command).app, 5);
  EXPECT_EQ(std::get<TaskCommand>(parsed({"task", "show", "--app", "5"}).command).app, 5);
  EXPECT_EQ(std::get<Doctor>(parsed({"doctor", "--app", "5"}).command).app, 5);
  EXPECT_EQ(refused({"agents", "--app", "x"}).field(), "--app");
  EXPECT_EQ(refused({"call", "agent"}).field(), "--app");  // which does not read the variable
  const AppVariable other("x");
  EXPECT_EQ(std::get<Agents>(parsed({"agents", "--app", "5"}).command).app, 5);
  EXPECT_TRUE(std::holds_alternative<Mock>(parsed({"mock"}).command));
}

TEST(CommandLine, DoesNotRepeatWordsItDoesNotUnderstand) {
  const Error error = refused({"call", "agent", "008613800138000"});
  EXPECT_THAT(error.to_string(), Not(HasSubstr("008613800138000")));
}

TEST(CommandLine, RepeatsNoValue) {
  const Arguments wrong_uses[] = {
      {"doctor", "--site", "AKIDsecretvalue"},
      {"doctor", "--output=AKIDsecretvalue"},
      {"configure", "-kAKIDsecretvalue"},
      {"doctor", "-vAKIDsecretvalue"},
      {"completion", "AKIDsecretvalue"},
      {"doctor", "--dry-run=AKIDsecretvalue"},
      {"sign", "p", "--method", "--AKIDsecretvalue"},
      {"doctor", "--site", "x not in {AKIDsecretvalue}"},
  };
  for (const Arguments& arguments : wrong_uses) {
    EXPECT_THAT(refused(arguments).to_string(), Not(HasSubstr("secretvalue"))) << ::testing::PrintToString(arguments);
  }
  EXPECT_EQ(refused({"doctor", "--site", "us"}).message(), "--site: must be one of cn,intl");
  EXPECT_EQ(refused({"doctor", "--region", "--yes"}).message(), "--region: needs a value, but an option follows");
  EXPECT_EQ(refused({"configure", "-kAKIDsecretvalue"}).field(), "-k");
  EXPECT_EQ(refused({"configure", "-\xc3\xa9"}).field(), "-");
}

TEST(CommandLine, ShowsHelpAndVersion) {
  const auto text_of = [](const Arguments& arguments) {
    const CommandLine line = parsed(arguments);
    const auto* shown = std::get_if<ShowText>(&line.command);
    return shown == nullptr ? std::string() : shown->text;
  };
  EXPECT_THAT(text_of({"--version"}), ::testing::StartsWith("tccc "));
  EXPECT_THAT(text_of({"--help"}), HasSubstr("Exit status:"));
  EXPECT_THAT(text_of({"--help"}), HasSubstr("TENCENTCLOUD_SECRET_ID"));
  EXPECT_THAT(text_of({"call", "--help"}), HasSubstr("agent"));
  EXPECT_THAT(text_of({"call", "agent", "--help"}), HasSubstr("Exit status:"));
  EXPECT_THAT(text_of({"call", "ai", "--help"}), HasSubstr("Example"));
  EXPECT_THAT(text_of({"sign", "--help"}), HasSubstr("Example"));
  EXPECT_THAT(text_of({"mock", "-h"}), HasSubstr("Example"));
}

TEST(CommandLine, ReadsSign) {
  const CommandLine line =
      parsed({"sign", "--payload", "-", "--action", "CreateAICall", "--host", "ccc.localhost", "--timestamp",
              "1735689600", "--content-type", "application/json; charset=utf-8", "--sign-action"});
  const auto& sign = std::get<Sign>(line.command);
  EXPECT_EQ(sign.payload_file, "-");
  EXPECT_EQ(sign.action, "CreateAICall");
  EXPECT_EQ(sign.host, "ccc.localhost");
  EXPECT_EQ(sign.timestamp, 1735689600);
  EXPECT_EQ(sign.content_type, "application/json; charset=utf-8");
  EXPECT_EQ(sign.method, "POST");
  EXPECT_EQ(sign.service, "ccc");
  EXPECT_TRUE(sign.sign_action);
}

TEST(CommandLine, ReadsSignWithThePayloadByItself) {
  const auto sign = std::get<Sign>(parsed({"sign", "body.json", "--host", "h"}).command);
  EXPECT_EQ(sign.payload_file, "body.json");
  EXPECT_EQ(sign.content_type, "application/json");
}

TEST(CommandLine, ReadsSignOfARequestWithoutBody) {
  EXPECT_EQ(std::get<Sign>(parsed({"sign", "--payload", "a.json", "--query", ""}).command).query, "");
  const auto sign = std::get<Sign>(parsed({"sign", "--method", "GET", "--query", "A=1", "--service", "cvm"}).command);
  EXPECT_EQ(sign.payload_file, "");
  EXPECT_EQ(sign.query, "A=1");
  EXPECT_EQ(sign.service, "cvm");
}

TEST(CommandLine, ReadsMock) {
  const auto defaults = std::get<Mock>(parsed({"mock"}).command);
  EXPECT_EQ(defaults.address, "127.0.0.1");
  EXPECT_EQ(defaults.port, 0);
  EXPECT_TRUE(defaults.tls);
  EXPECT_EQ(defaults.requests_per_second, 20U);
  EXPECT_FALSE(defaults.allow_unknown);
  EXPECT_EQ(defaults.push_url, "");

  const auto mock = std::get<Mock>(parsed({"mock", "--port", "8443", "--address", "::1", "--http", "--directory", "d",
                                           "--rate", "0", "--allow-unknown", "--push-url", "http://[::1]:1/"})
                                       .command);
  EXPECT_EQ(mock.address, "::1");
  EXPECT_EQ(mock.port, 8443);
  EXPECT_FALSE(mock.tls);
  EXPECT_EQ(mock.directory, "d");
  EXPECT_EQ(mock.requests_per_second, 0U);
  EXPECT_TRUE(mock.allow_unknown);
  EXPECT_EQ(mock.push_url, "http://[::1]:1/");
}

TEST(CommandLine, FindsTheOutputFormatAmongWrongArguments) {
  EXPECT_EQ(find_output_format({"cal", "--output", "json"}), OutputFormat::json);
  EXPECT_EQ(find_output_format({"--output=json", "--bad"}), OutputFormat::json);
  EXPECT_EQ(find_output_format({"call", "--output", "text"}), OutputFormat::text);
  EXPECT_EQ(find_output_format({"--output"}), OutputFormat::text);
}

}  // namespace
}  // namespace tccc::cli
