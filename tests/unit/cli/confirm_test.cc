// SPDX-License-Identifier: Apache-2.0
// The question before phones ring.
#include "cli/confirm.h"

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "tccc/testing/scripted_transport.h"

namespace tccc::cli {
namespace {

using tccc::testing::ScriptedTransport;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::vector<std::string> kCall = {"call", "agent", "--app", "7", "--agent", "15", "--callee", "008612300000000"};
const std::vector<std::vector<std::string>> kPlacing = {
    kCall,
    {"call", "ai", "--request", "-"},
    {"task", "create", "--app", "7", "--agent", "15", "--callee", "008612300000000", "--caller", "008601000000001"},
    {"api", "CreateAICall", "{}"},
    {"api", "CreateCallOutSession", "{}"},
    {"task", "resume", "3", "--app", "7"},
    {"api", "ResumeAutoCalloutTask", R"({"SdkAppId":7,"TaskId":3})"},
    {"api", "ResumePredictiveDialingCampaign", "{}"},
    {"api", "StartSomething", "{}"},
};

class Confirm : public ::testing::Test {
 protected:
  int run(std::vector<std::string> arguments, const std::string& answer, const std::vector<std::string>& more = {}) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::istringstream in(answer);
    std::ostringstream out;
    std::ostringstream err;
    Environment environment{in, out, err, static_credentials({"AKID", Secret("key"), {}}), transport_};
    environment.is_in_terminal = is_in_terminal_;
    environment.is_err_terminal = is_err_terminal_;
    const int status = cli::run(arguments, environment);
    out_ = out.str();
    err_ = err.str();
    return status;
  }

  bool is_in_terminal_ = true;
  bool is_err_terminal_ = true;
  std::shared_ptr<ScriptedTransport> transport_ =
      std::make_shared<ScriptedTransport>([](const HttpRequest&) { return tccc::testing::success("s"); });
  std::string out_;
  std::string err_;
};

TEST_F(Confirm, NothingIsDialledWithoutAYes) {
  for (const char* answer : {"", "\n", "n\n", "no\n", "yellow\n"}) {
    EXPECT_EQ(run(kCall, answer), 7) << answer;
    EXPECT_THAT(err_, HasSubstr("Call 0086123****0000 now? [y/N] "));
  }
  EXPECT_EQ(run(kCall, "n\n", {"--output", "json"}), 7);
  EXPECT_THAT(out_, HasSubstr(R"("code":"cancelled")"));
  EXPECT_THAT(transport_->requests(), IsEmpty());
}

TEST_F(Confirm, EveryVerbThatPlacesCallsAsks) {
  const std::string request =
      R"({"SdkAppId":7,"Callee":"008612300000000","LLMType":"openai","Model":"m","APIKey":"k","APIUrl":"https://h/"})";
  for (const auto& arguments : kPlacing) {
    EXPECT_EQ(run(arguments, arguments[1] == "ai" ? request : "n\n"), 7) << arguments[0] << ' ' << arguments[1];
    EXPECT_THAT(err_, HasSubstr("[y/N]"));
  }
  EXPECT_THAT(transport_->requests(), IsEmpty());
}

TEST_F(Confirm, AYesDials) {
  EXPECT_EQ(run(kCall, "y\n"), 0) << err_;
  EXPECT_EQ(run(kCall, "yes\n"), 0) << err_;
  EXPECT_THAT(transport_->requests(), SizeIs(2));
}

TEST_F(Confirm, NobodyIsAskedWhoGaveYesOrIsNoPerson) {
  EXPECT_EQ(run(kCall, "", {"--yes"}), 0) << err_;
  EXPECT_THAT(err_, Not(HasSubstr("[y/N]")));
  EXPECT_EQ(run(kCall, "", {"--dry-run"}), 0);
  EXPECT_THAT(err_, Not(HasSubstr("[y/N]")));
  is_in_terminal_ = false;
  EXPECT_EQ(run(kCall, ""), 0) << err_;
  is_in_terminal_ = true;
  is_err_terminal_ = false;
  EXPECT_EQ(run(kCall, ""), 0) << err_;
}

TEST_F(Confirm, ATaskGoesOnAfterAYes) {
  EXPECT_EQ(run({"task", "resume", "3", "--app", "7"}, "y\n"), 0) << err_;
  EXPECT_THAT(err_, HasSubstr("Resume task 3, which has phones ring? [y/N] "));
  EXPECT_EQ(run({"task", "resume", "3", "--app", "7"}, "", {"--yes"}), 0) << err_;
  EXPECT_EQ(run({"task", "resume", "3", "--app", "7"}, "", {"--dry-run"}), 0) << err_;
  is_in_terminal_ = false;
  EXPECT_EQ(run({"task", "resume", "3", "--app", "7"}, ""), 0) << err_;
  EXPECT_THAT(transport_->requests(), SizeIs(3));
}

TEST_F(Confirm, WhatHasNoPhoneRingIsNotAskedAbout) {
  for (const char* action : {"DescribeTelCdr", "PauseAutoCalloutTask", "BindSomething"}) {
    run({"api", action, R"({"SdkAppId":7,"TaskId":3})"}, "");
    EXPECT_THAT(err_, Not(HasSubstr("[y/N]"))) << action;
  }
  run({"task", "pause", "3", "--app", "7"}, "");
  EXPECT_THAT(err_, Not(HasSubstr("[y/N]")));
  EXPECT_THAT(transport_->requests(), SizeIs(4));
}

TEST_F(Confirm, VerboseTellsOfEachAttemptWithoutTheNumber) {
  EXPECT_EQ(run(kCall, "", {"--yes", "-v"}), 0);
  EXPECT_THAT(err_, HasSubstr("attempt_finished action=CreateAIAgentCall"));
  EXPECT_THAT(err_, Not(HasSubstr("008612300000000")));
}

TEST_F(Confirm, AttemptsAreAsManyAsWanted) {
  transport_ = std::make_shared<ScriptedTransport>([](const HttpRequest&) { return tccc::testing::not_connected(); });
  EXPECT_EQ(run(kCall, "", {"--yes", "--max-attempts", "1"}), 7);
  EXPECT_THAT(transport_->requests(), SizeIs(1));
}

}  // namespace
}  // namespace tccc::cli
