// SPDX-License-Identifier: Apache-2.0
// The verbs that follow and steer calls, with a scripted network.
#include <chrono>
#include <ctime>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/program.h"
#include "tccc/testing/scripted_transport.h"

namespace tccc::cli {
namespace {

using nlohmann::json;
using tccc::testing::ScriptedTransport;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using Arguments = std::vector<std::string>;

HttpExchange answer(std::string members) {
  HttpExchange exchange;
  exchange.request_left = true;
  exchange.status = 200;
  exchange.body = R"({"Response":{"RequestId":"r")" + members + "}}";
  return exchange;
}

struct FollowedUp {
  int status;
  std::string out;
  std::string err;
};

class FollowUp : public ::testing::Test {
 protected:
  FollowedUp run(const Arguments& arguments, const std::string& input = {}) {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    Environment environment{in, out, err, static_credentials({"AKID", Secret("key"), {}}), transport_};
    environment.is_out_terminal = is_out_terminal_;
    const int status = cli::run(arguments, environment);
    return {status, out.str(), err.str()};
  }
  json sent(std::size_t index = 0) const { return json::parse(transport_->requests().at(index).body); }

  std::shared_ptr<ScriptedTransport> transport_ = std::make_shared<ScriptedTransport>();
  bool is_out_terminal_ = false;
};

TEST_F(FollowUp, SaysATextThatWaitsForItsTurn) {
  transport_->push(answer(""));
  const FollowedUp finished = run({"session", "say", "s", "Good bye.", "--end-call", "--app", "7"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(sent(), json::parse(R"({"SdkAppId":7,"SessionId":"s","Command":"ServerPushText","ServerPushText":{
    "Text":"Good bye.","Interrupt":false,"StopAfterPlay":true,"DropMode":1,"AddHistory":true}})"));
}

TEST_F(FollowUp, ACommandThatMayHaveTakenEffectIsNotRepeated) {
  transport_->push(tccc::testing::lost_answer());
  const FollowedUp finished = run({"session", "ask", "s", "the price", "--app", "7"});
  EXPECT_EQ(finished.status, 6);
  EXPECT_THAT(finished.err, HasSubstr("It may have taken effect"));
  EXPECT_THAT(transport_->requests(), SizeIs(1));
}

TEST_F(FollowUp, ATaskThatMayExistIsLookedForAmongTheTasks) {
  const Arguments verbs[] = {
      {"task", "create", "--app", "7", "--agent", "15", "--callee", "008613000000000", "--caller", "008601000000001"},
      {"api", "CreateAutoCalloutTask",
       R"({"SdkAppId":7,"NotBefore":1735689600,"Callees":["008613000000000"],"Callers":["008601000000001"]})"},
  };
  for (const Arguments& arguments : verbs) {
    transport_->push(tccc::testing::lost_answer());
    const FollowedUp finished = run(arguments);
    EXPECT_EQ(finished.status, 6);
    EXPECT_THAT(finished.err, HasSubstr("do not create it again before `tccc task show`"));
    EXPECT_THAT(finished.err, Not(HasSubstr("reconcile")));
  }
  EXPECT_THAT(transport_->requests(), SizeIs(2));
}

TEST_F(FollowUp, AReadThatFailsLeavesNoDoubt) {
  for (int i = 0; i < 10; ++i) transport_->push(tccc::testing::service_error("InternalError"));
  const FollowedUp finished = run({"session", "transcript", "s", "--app", "7", "--timeout", "1"});
  EXPECT_EQ(finished.status, 1);
  EXPECT_THAT(finished.err, HasSubstr("Nothing was changed"));
  EXPECT_THAT(finished.err, Not(HasSubstr("phone")));
}

TEST_F(FollowUp, ListsAgentsOverAllPages) {
  transport_->push(answer(R"(,"TotalCount":2,"AIAgentInfoList":[{"AIAgentId":1,"AIAgentName":"回访"}])"));
  transport_->push(
      answer(R"(,"TotalCount":2,"AIAgentInfoList":[{"AIAgentId":2,"AIAgentName":"b","VariableNames":["x","y"]}])"));
  const FollowedUp finished = run({"agents", "--app", "7"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(finished.out, "AGENT\tNAME\tVARIABLES\n1\t回访\t\n2\tb\tx, y\n");
}

TEST_F(FollowUp, TellsHowManyRecordsThereAreWhereItShowsFewer) {
  transport_->push(answer(R"(,"TotalCount":7,"TelCdrList":[{"SessionId":"s"},{"SessionId":"t"}])"));
  const FollowedUp finished = run({"cdr", "--app", "7", "--limit", "1", "--output", "json"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_THAT(finished.out, HasSubstr(R"("TotalCount":7)"));
}

TEST_F(FollowUp, LetsNoRequestOutlastTheWaitItIsPartOf) {
  transport_->push(answer(R"(,"TotalCount":1,"TelCdrList":[{"SessionId":"s","EndStatus":1}])"));
  EXPECT_EQ(run({"session", "wait", "s", "--app", "7", "--timeout", "1"}).status, 0);
  EXPECT_LE(transport_->requests().at(0).timeout, std::chrono::seconds(1));
}

TEST_F(FollowUp, TellsOfAFoundCallOnStandardErrorWhenStandardOutputIsBroken) {
  const std::time_t now = std::time(nullptr);
  char sent_at[32] = {};
  ASSERT_NE(std::strftime(sent_at, sizeof(sent_at), "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now)), 0U);
  transport_->push(answer(R"(,"Total":1,"Sessions":[{"SessionID":"s-7","Callee":"008613000000000","StartTimestamp":")" +
                          std::to_string(now) + R"(","Direction":1}])"));
  transport_->push(answer(R"(,"TotalCount":0)"));
  transport_->push(answer(R"(,"Total":0)"));
  std::istringstream in;
  std::ostream out(nullptr);
  std::ostringstream err;
  const int status =
      cli::run({"reconcile", "--app", "7", "--callee", "008613000000000", "--sent", sent_at, "--output", "json"},
               {in, out, err, static_credentials({"AKID", Secret("key"), {}}), transport_});
  EXPECT_EQ(status, 6);
  EXPECT_THAT(err.str(), HasSubstr("SessionId: s-7"));
}

TEST_F(FollowUp, AsksForANumberInEachSpellingThatRecordsMayHave) {
  const std::pair<std::string, json> asked[] = {
      {"008613000000000", {"008613000000000", "+8613000000000", "13000000000"}},
      {"+86 130 0000 0000", {"+86 130 0000 0000", "008613000000000", "+8613000000000", "13000000000"}},
      {"13000000000", {"13000000000", "008613000000000", "+8613000000000"}},
      {"008601012345678", {"008601012345678", "+861012345678", "01012345678"}},
      {"anonymous", {"anonymous"}},
  };
  for (const auto& [phone, wanted] : asked) {
    transport_->push(answer(R"(,"TotalCount":1,"TelCdrList":[{"SessionId":"s"}])"));
    const FollowedUp finished = run({"cdr", "--app", "7", "--phone", phone});
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_THAT(finished.err, IsEmpty());
    EXPECT_EQ(sent(transport_->requests().size() - 1).at("Phones"), wanted);
  }
  transport_->push(answer(R"(,"TotalCount":0)"));
  run({"cdr", "--app", "7", "--site", "intl", "--phone", "6505550123"});
  EXPECT_EQ(sent(transport_->requests().size() - 1).at("Phones"), json({"6505550123"}));
}

TEST_F(FollowUp, SaysHowItAskedForNumbersWithoutARecord) {
  transport_->push(answer(R"(,"TotalCount":0)"));
  const FollowedUp finished = run({"cdr", "--app", "7", "--phone", "13000000000", "--phone", "1300000000012345"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(finished.err,
            "note: no record of 0086130****0000 in this time; asked for with 00, with + and without country code\n"
            "note: no record of 1300000****2345 in this time; asked for as it stands, for it cannot be read: give it "
            "with 00 or + and its country code\n");
  transport_->push(answer(R"(,"TotalCount":0)"));
  EXPECT_THAT(run({"cdr", "--app", "7"}).err, IsEmpty());
}

TEST_F(FollowUp, MasksNumbersOfRecords) {
  const std::string record =
      R"(,"TotalCount":1,"TelCdrList":[{"SessionId":"s","Callee":"008613000000000","EndStatus":206,"Duration":65}])";
  for (const bool whole : {false, true}) {
    for (const char* format : {"text", "json"}) {
      transport_->push(answer(record));
      Arguments arguments = {"cdr", "--app", "7", "--output", format};
      if (whole) arguments.emplace_back("--show-numbers");
      const FollowedUp finished = run(arguments);
      EXPECT_EQ(finished.status, 0) << finished.err;
      EXPECT_EQ(finished.out.find("008613000000000") != std::string::npos, whole) << finished.out;
    }
  }
}

TEST_F(FollowUp, JsonDoesNotSteerATerminal) {
  const std::string steering = "\u009b2J\u202e";
  const std::string escaped = "\\u009b2J\\u202e";
  for (const bool is_terminal : {false, true}) {
    is_out_terminal_ = is_terminal;
    transport_->push(answer(R"(,"TotalCount":1,"TelCdrList":[{"SessionId":")" + steering + R"("}])"));
    transport_->push(answer(R"(,"Name":")" + steering + "\""));
    std::string printed = run({"cdr", "--app", "7", "--output", "json"}).out;
    printed += run({"api", "DescribeSomething"}).out;
    printed += run({"api", "DescribeTelCdr", R"({"Phones":[],"SdkAppId":")" + steering + "\"}", "--dry-run"}).out;
    const std::string& wanted = is_terminal ? escaped : steering;
    std::size_t found = 0;
    for (std::size_t at = printed.find(wanted); at != std::string::npos; at = printed.find(wanted, at + 1)) ++found;
    EXPECT_EQ(found, 3U) << printed;
    EXPECT_EQ(printed.find(is_terminal ? steering : escaped), std::string::npos) << printed;
  }
}

TEST_F(FollowUp, LatenciesAreBarsToOneScale) {
  transport_->push(answer(R"(,"AILatencyDetail":[{"RoundId":"1","ASRLatency":100,"LLMLatency":400}])"));
  const FollowedUp finished = run({"session", "latency", "s", "--app", "7"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_THAT(finished.out, HasSubstr("100 ms  " + std::string(10, '#') + "\n"));
  EXPECT_THAT(finished.out, HasSubstr("400 ms  " + std::string(40, '#') + "\n"));
}

TEST_F(FollowUp, SendsAnyAction) {
  transport_->push(answer(R"(,"Callee":"008613000000000","N":1.50)"));
  const FollowedUp finished = run({"api", "BindSomething", "-", "--output", "json"}, R"({"SdkAppId":7})");
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(json::parse(finished.out), json::parse(R"({"Callee":"0086130****0000","N":1.5,"RequestId":"r"})"));
  EXPECT_EQ(transport_->requests().at(0).action, "BindSomething");
  EXPECT_EQ(sent(), json::parse(R"({"SdkAppId":7})"));
}

TEST_F(FollowUp, ADryRunSendsNothingAndShowsNoSecret) {
  const FollowedUp known =
      run({"api", "CreateAICall", R"({"APIKey":"not-a-key","Callee":"008613000000000"})", "--dry-run"});
  EXPECT_EQ(known.status, 0) << known.err;
  EXPECT_THAT(known.out, HasSubstr("0086130****0000"));
  EXPECT_THAT(known.out, Not(HasSubstr("not-a-key")));
  const FollowedUp unknown = run({"api", "BindSomething", R"({"Token":"not-a-key"})", "--dry-run"});
  EXPECT_THAT(unknown.out, Not(HasSubstr("not-a-key")));
  EXPECT_EQ(run({"session", "hangup", "s", "--app", "7", "--dry-run"}).status, 0);
  EXPECT_THAT(transport_->requests(), IsEmpty());
}

TEST_F(FollowUp, ADryRunShowsTheRequestAsItWouldBeSent) {
  const auto shown = [this](const std::string& request) {
    return json::parse(run({"api", "CreateAICall", request, "--dry-run", "--output", "json"}).out)["Request"].dump();
  };
  EXPECT_EQ(shown("{}"), "{}");
  EXPECT_EQ(shown(R"({"APIKey":"not-a-key","LLMType":"openai"})"), R"({"APIKey":"***","LLMType":"openai"})");
}

TEST_F(FollowUp, ADryRunOfSeveralReadsShowsTheFirst) {
  const Arguments verbs[] = {
      {"session", "show", "s", "--app", "7"},
      {"session", "wait", "s", "--app", "7"},
      {"reconcile", "--app", "7", "--callee", "008613000000000", "--sent", "5m"},
  };
  for (Arguments arguments : verbs) {
    arguments.insert(arguments.end(), {"--dry-run", "--output", "json"});
    const FollowedUp finished = run(arguments);
    EXPECT_EQ(finished.status, 0) << finished.err;
    const json shown = json::parse(finished.out);
    EXPECT_EQ(shown.at("DryRun"), true);
    EXPECT_THAT(shown.at("Action").get<std::string>(), HasSubstr("Describe"));
    EXPECT_EQ(shown.at("Request").at("SdkAppId"), 7);
    EXPECT_THAT(finished.out, Not(HasSubstr("008613000000000")));
    EXPECT_THAT(finished.err, HasSubstr("first request"));
  }
  EXPECT_THAT(transport_->requests(), IsEmpty());
}

TEST_F(FollowUp, ATaskIsShownWithItsNumbers) {
  transport_->push(answer(
      R"(,"Name":"n","State":5,"NotBefore":1735689600,"Callees":[{"Callee":"008613000000000","State":4,"Sessions":["a","b"]}])"));
  const FollowedUp finished = run({"task", "show", "3", "--app", "7"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_THAT(finished.out, HasSubstr("state: paused"));
  EXPECT_THAT(finished.out, HasSubstr("0086130****0000\twaiting\t2\tb"));
  EXPECT_EQ(sent(), json::parse(R"({"SdkAppId":7,"TaskId":3})"));
}

}  // namespace
}  // namespace tccc::cli
