// SPDX-License-Identifier: Apache-2.0
// How the arguments of the verbs are read that follow and steer calls.
#include "cli/follow_up_options.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tccc::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Arguments = std::vector<std::string>;

template <class Wanted>
Wanted parsed(const Arguments& arguments) {
  const auto line = parse_command_line(arguments);
  EXPECT_TRUE(line) << line.error();
  if (!line || !std::holds_alternative<Wanted>(line->command)) {
    ADD_FAILURE() << "another command";
    return {};
  }
  return std::get<Wanted>(line->command);
}

Error refused_follow_up(const Arguments& arguments) {
  const auto line = parse_command_line(arguments);
  EXPECT_FALSE(line);
  return line ? Error(Error::Details()) : line.error();
}

TEST(FollowUpOptions, ReadTheVerbsOfASession) {
  const std::vector<std::pair<std::string, SessionCommand::Verb>> verbs = {
      {"show", SessionCommand::Verb::show},
      {"wait", SessionCommand::Verb::wait},
      {"hangup", SessionCommand::Verb::hang_up},
      {"transcript", SessionCommand::Verb::transcript},
      {"latency", SessionCommand::Verb::latency}};
  for (const auto& [name, verb] : verbs) {
    const auto command = parsed<SessionCommand>({"session", name, "an-id", "--app", "7", "--output", "json"});
    EXPECT_EQ(command.verb, verb);
    EXPECT_EQ(command.id, "an-id");
    EXPECT_EQ(command.app, 7);
  }
  const auto say = parsed<SessionCommand>({"session", "say", "an-id", "Good bye.", "--app", "7", "--end-call"});
  EXPECT_EQ(say.verb, SessionCommand::Verb::say);
  EXPECT_EQ(say.text, "Good bye.");
  EXPECT_TRUE(say.end_call);
  const auto ask = parsed<SessionCommand>({"session", "ask", "an-id", "the price", "--interrupt", "--app", "7"});
  EXPECT_EQ(ask.verb, SessionCommand::Verb::ask);
  EXPECT_TRUE(ask.interrupt);
  EXPECT_EQ(parsed<SessionCommand>({"session", "transfer", "x", "--skill-group", "9", "--app", "7"}).skill_group, 9U);
  EXPECT_EQ(parsed<SessionCommand>({"session", "wait", "x", "--interval", "0.5", "--app", "7"}).interval,
            std::chrono::milliseconds(500));
}

TEST(FollowUpOptions, ReadRecordsTasksAndActions) {
  const auto cdr =
      parsed<Cdr>({"--show-numbers", "cdr", "--app", "7", "--since", "2h", "--phone", "1", "--phone", "2"});
  EXPECT_EQ(cdr.since, "2h");
  EXPECT_THAT(cdr.phones, ElementsAre("1", "2"));
  EXPECT_EQ(parsed<Agents>({"agents", "--app", "7"}).app, 7);
  const auto api = parsed<Api>({"api", "DescribeTelCdr", "-", "--dry-run"});
  EXPECT_EQ(api.action, "DescribeTelCdr");
  EXPECT_EQ(api.request, "-");
  const auto create = parsed<TaskCommand>({"task", "create", "--app", "7", "--agent", "15", "--callee", "1", "--callee",
                                           "2", "--caller", "3", "--tries", "2"});
  EXPECT_EQ(create.verb, TaskCommand::Verb::create);
  EXPECT_THAT(create.request.callees, ElementsAre("1", "2"));
  EXPECT_EQ(create.request.tries, 2U);
  EXPECT_EQ(parsed<TaskCommand>({"task", "stop", "4", "--app", "7"}).id, 4U);
  EXPECT_EQ(parsed<TaskCommand>({"task", "show", "--app", "7"}).id, 0U);
  const auto lost = parsed<ReconcileCommand>({"reconcile", "--app", "7", "--callee", "1", "--sent", "5m", "--wait"});
  EXPECT_EQ(lost.callee, "1");
  EXPECT_TRUE(lost.wait);
  const TimePoint sent{std::chrono::seconds(1735718400)};
  const std::string exact = "2025-01-01T08:00:00Z";
  EXPECT_EQ(parsed<ReconcileCommand>({"reconcile", "--app", "7", "--callee", "1", "--sent", exact}).sent, sent);
}

TEST(FollowUpOptions, SearchForACallOnlyAtTheTimeItWasSent) {
  for (const char* text :
       {"2025-01-01", "2025-01-01T08:00", "2025-01-01T08:00:00", "3h", "2d", "2999-01-01T08:00:00Z"}) {
    const Error error = refused_follow_up({"reconcile", "--app", "7", "--callee", "1", "--sent", text});
    EXPECT_EQ(error.field(), "--sent") << text;
    EXPECT_THAT(error.message(), HasSubstr("must be the time that the failed command printed, with its zone")) << text;
  }
}

TEST(FollowUpOptions, BeginATaskAtATimeToCome) {
  const auto arguments = [](const std::string& start) {
    return Arguments{"task",     "create", "--app",    "7", "--agent", "15",
                     "--callee", "1",      "--caller", "3", "--start", start};
  };
  const auto start = parsed<TaskCommand>(arguments("2099-01-01T08:00:00Z")).start;
  ASSERT_TRUE(start);
  EXPECT_EQ(*start, TimePoint(std::chrono::seconds(4070937600)));
  for (const char* span : {"8h", "90m", "30s", "1d"}) {
    const Error error = refused_follow_up(arguments(span));
    EXPECT_EQ(error.field(), "--start") << span;
    EXPECT_THAT(error.message(), HasSubstr("leave it out to begin now")) << span;
  }
  const Error past = refused_follow_up(arguments("2025-01-01T08:00"));
  EXPECT_EQ(past.field(), "--start");
  EXPECT_EQ(past.message(), "is in the past; leave it out to begin now");
}

TEST(FollowUpOptions, NameWhatIsWrong) {
  EXPECT_THAT(refused_follow_up({"session"}).message(), HasSubstr("session what?"));
  EXPECT_THAT(refused_follow_up({"task"}).message(), HasSubstr("task what?"));
  EXPECT_EQ(refused_follow_up({"agents", "--app", "x"}).field(), "--app");
  EXPECT_EQ(refused_follow_up({"cdr", "--app", "7", "--since", "yesterday"}).field(), "--since");
  EXPECT_EQ(refused_follow_up({"cdr", "--app", "7", "--limit", "x"}).field(), "--limit");
  EXPECT_EQ(refused_follow_up({"session", "wait", "x", "--app", "7", "--interval", "0"}).field(), "--interval");
  EXPECT_EQ(refused_follow_up({"task", "show", "0", "--app", "7"}).field(), "TaskId");
  EXPECT_EQ(refused_follow_up({"task", "create", "--app", "7", "--agent", "15"}).field(), "--callee");
  EXPECT_EQ(refused_follow_up({"task", "create", "--request", "f", "--agent", "15"}).field(), "--agent");
  EXPECT_EQ(refused_follow_up({"reconcile", "--app", "7", "--callee", "1", "--sent", "soon"}).field(), "--sent");
}

TEST(FollowUpOptions, TakeATextThatBeginsAsOptionsDoAfterTwoDashesAndSaySoWithoutThem) {
  for (const char* verb : {"say", "ask"}) {
    for (const char* text : {"-hello", "-h", "-very good", "--hello", "-5 degrees", "-"}) {
      EXPECT_EQ(parsed<SessionCommand>({"session", verb, "s", "--app", "7", "--", text}).text, text);
    }
    for (const char* text : {"-hello", "-very good", "--hello", "-good"}) {
      const Error error = refused_follow_up({"session", verb, "s", text, "--app", "7"});
      EXPECT_THAT(error.message(), HasSubstr("a text that begins with - stands after --")) << text;
      EXPECT_THAT(error.message(), ::testing::Not(HasSubstr("ello"))) << text;
    }
  }
}

TEST(FollowUpOptions, RefuseWhatTheRequestSaysItself) {
  const Arguments create = {"task", "create", "--request", "-"};
  const Arguments lost = {"reconcile", "--request", "-", "--sent", "5m"};
  parsed<TaskCommand>(create);
  parsed<ReconcileCommand>(lost);
  for (const Arguments& by_file : {create, lost}) {
    for (const char* name : {"--app", "--agent", "--callee", "--caller"}) {
      Arguments both = by_file;
      both.insert(both.end(), {name, "7"});
      const Error error = refused_follow_up(both);
      EXPECT_EQ(error.field(), name) << by_file[0];
      EXPECT_THAT(error.message(), HasSubstr("cannot be given together with --request")) << by_file[0];
    }
  }
}

}  // namespace
}  // namespace tccc::cli
