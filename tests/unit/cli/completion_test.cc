// SPDX-License-Identifier: Apache-2.0
// What is made of the declared verbs: completion, the manual page, help that fits a terminal.
#include <algorithm>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command_line.h"
#include "cli/help_format.h"

namespace tccc::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string text_of(const std::vector<std::string>& arguments) {
  const auto line = parse_command_line(arguments);
  EXPECT_TRUE(line) << line.error();
  const auto* shown = line ? std::get_if<ShowText>(&line->command) : nullptr;
  return shown == nullptr ? std::string() : shown->text;
}

const std::vector<std::vector<std::string>> kVerbs = {{},
                                                      {"call"},
                                                      {"call", "ai"},
                                                      {"call", "agent"},
                                                      {"session"},
                                                      {"session", "show"},
                                                      {"agents"},
                                                      {"session", "say"},
                                                      {"session", "transfer"},
                                                      {"task"},
                                                      {"cdr"},
                                                      {"task", "create"},
                                                      {"api"},
                                                      {"reconcile"},
                                                      {"sign"},
                                                      {"mock"},
                                                      {"doctor"},
                                                      {"configure"},
                                                      {"completion"}};

TEST(Help, FitsATerminalOf80Columns) {
  for (std::vector<std::string> arguments : kVerbs) {
    arguments.emplace_back("--help");
    std::istringstream help(text_of(arguments));
    for (std::string line; std::getline(help, line);) EXPECT_LE(line.size(), kHelpColumns) << line;
  }
}

TEST(Help, IsBrokenBetweenWords) {
  EXPECT_EQ(wrapped("one two three", 0, 2, 8), "one two\n  three");
  EXPECT_EQ(wrapped("one two three", 5, 2, 8), "one\n  two\n  three");
  EXPECT_EQ(wrapped("incomprehensible", 0, 2, 8), "incomprehensible");
  EXPECT_EQ(wrapped("", 0, 2, 8), "");
}

TEST(Completion, KnowsEveryVerbAndOptionInEveryShell) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string script = text_of({"completion", shell});
    for (const char* word : {"reconcile", "hangup", "transfer", "doctor", "show-numbers", "skill-group", "intl"}) {
      EXPECT_THAT(script, HasSubstr(word)) << shell;
    }
    EXPECT_THAT(script, Not(HasSubstr("manual"))) << "the hidden verb, in " << shell;
  }
}

TEST(Completion, IsRefusedForAShellItDoesNotKnow) {
  EXPECT_FALSE(parse_command_line({"completion", "csh"}));
  EXPECT_FALSE(parse_command_line({"completion"}));
}

TEST(ManualPage, HasASectionForEachVerbAndNoBareHyphens) {
  const std::string page = text_of({"manual"});
  for (const char* text : {".TH TCCC 1", ".SH SYNOPSIS", ".SS tccc call ai", ".SS tccc session transfer", ".SH FILES",
                           ".SS tccc completion", "\\-\\-dry\\-run", ".SH EXIT STATUS"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
  EXPECT_THAT(page, Not(HasSubstr(" --")));
}

}  // namespace
}  // namespace tccc::cli
