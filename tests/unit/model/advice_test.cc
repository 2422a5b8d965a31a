// SPDX-License-Identifier: Apache-2.0
// Advice on requests that steer calls and tasks: what the fields say one by one, and together.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tccc/tccc.h"

namespace tccc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class Request>
std::vector<std::string> remarked(const Request& request, Site site = Site::china) {
  LintContext context;
  context.site = site;
  std::vector<std::string> fields;
  for (const LintFinding& finding : lint(request, context)) fields.push_back(finding.field);
  return fields;
}

ControlAIConversationRequest speaking() {
  ControlAIConversationRequest request;
  request.command = conversation_command::server_push_text;
  request.server_push_text.emplace().text = "Hello";
  return request;
}

TEST(AdviceOnCommands, LeavesACommandWithItsMemberAlone) {
  EXPECT_THAT(remarked(speaking()), IsEmpty());
  ControlAIConversationRequest request;
  request.command = conversation_command::invoke_llm;
  request.invoke_llm.emplace().content = "Say goodbye";
  EXPECT_THAT(remarked(request), IsEmpty());
}

TEST(AdviceOnCommands, RemarksOnACommandWithoutItsMember) {
  ControlAIConversationRequest request = speaking();
  request.server_push_text.reset();
  EXPECT_THAT(remarked(request), ElementsAre("ServerPushText"));
  request.command = conversation_command::invoke_llm;
  EXPECT_THAT(remarked(request), ElementsAre("InvokeLLM"));
}

TEST(AdviceOnCommands, RemarksOnAMemberWithoutItsCommand) {
  ControlAIConversationRequest request = speaking();
  request.command.reset();
  EXPECT_THAT(remarked(request), ElementsAre("Command", "ServerPushText"));
  request.command = "serverPushText";
  EXPECT_THAT(remarked(request), ElementsAre("Command", "ServerPushText"));
}

TEST(AdviceOnCommands, RemarksOnNothingToSpeakAndOnTwoThingsToSpeak) {
  ControlAIConversationRequest request = speaking();
  request.server_push_text->audio = "AAAA";
  EXPECT_THAT(remarked(request), ElementsAre("ServerPushText.Text"));
  request.server_push_text = ServerPushText();
  EXPECT_THAT(remarked(request), ElementsAre("ServerPushText"));
}

CreateAutoCalloutTaskRequest task() {
  CreateAutoCalloutTaskRequest request;
  request.not_before = TimePoint(std::chrono::seconds(1777641412));
  request.callees = {"008613000000000"};
  request.callers = {"008601012345678"};
  request.ai_agent_id = 973;
  return request;
}

TEST(AdviceOnTasks, LeavesAPlainTaskAlone) {
  EXPECT_THAT(remarked(task()), IsEmpty());
}

TEST(AdviceOnTasks, WantsOneWhoAnswers) {
  CreateAutoCalloutTaskRequest request = task();
  request.ivr_id = 3;
  EXPECT_THAT(remarked(request), ElementsAre("IvrId"));
  request.ivr_id.reset();
  request.ai_agent_id.reset();
  EXPECT_THAT(remarked(request), ElementsAre("AIAgentId"));
}

TEST(AdviceOnTasks, RemarksOnTimesAndNumbersThatCannotBeMeant) {
  CreateAutoCalloutTaskRequest request = task();
  request.not_after = request.not_before;
  request.tries = 4;
  request.retry_interval = std::chrono::seconds(599);
  request.retry_hangup_types = {"202", "1"};
  request.available_time.emplace_back();
  request.available_work_time_config.emplace_back().day_type = "Weekday";
  request.callees = {"008613000000000", "+8613000000000"};
  request.callers = {"010-12345678"};
  EXPECT_THAT(remarked(request),
              ElementsAre("Tries", "RetryInterval", "RetryHangupTypes[1]", "AvailableWorkTimeConfig[0].DayType",
                          "NotAfter", "AvailableWorkTimeConfig", "Callees[1]", "Callees[1]", "Callers[0]"));
}

TEST(AdviceOnTasks, RemarksOnANumberThatStandsInTheListTwiceHoweverItIsSpelt) {
  CreateAutoCalloutTaskRequest request = task();
  request.callees = {"008613000000000", "008613000000001", "008613000000000", "+8613000000001"};
  std::vector<std::string> twice;
  for (const LintFinding& finding : lint(request)) {
    if (finding.message == "stands in the list twice") twice.push_back(finding.field);
  }
  EXPECT_THAT(twice, ElementsAre("Callees[2]", "Callees[3]"));
}

TEST(AdviceOnTasks, KnowsWhatTheInternationalSiteDoesNot) {
  CreateAutoCalloutTaskRequest request = task();
  request.concurrency_limit = 2;
  EXPECT_THAT(remarked(request), IsEmpty());
  EXPECT_THAT(remarked(request, Site::international), ElementsAre("ConcurrencyLimit"));
}

TEST(AdviceOnPages, RemarksOnMoreRowsThanThereCanBe) {
  DescribeTelCdrRequest records;
  records.page_size = 101;
  EXPECT_THAT(remarked(records), ElementsAre("PageSize"));
  DescribePSTNActiveSessionListRequest sessions;
  sessions.limit = 26;
  EXPECT_THAT(remarked(sessions), ElementsAre("Limit"));
}

TEST(AdviceOnPages, RemarksOnTheOlderWayToPage) {
  DescribeTelCdrRequest records;
  records.limit = 10;
  records.offset = 0;
  EXPECT_THAT(remarked(records), ElementsAre("Limit", "Offset"));
}

}  // namespace
}  // namespace tccc
