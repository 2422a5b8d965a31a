// SPDX-License-Identifier: Apache-2.0
// The register of actions.
#include <cstddef>
#include <iterator>
#include <memory>
#include <string_view>

#include <gtest/gtest.h>

#include "model/action.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"
#include "tccc/api/describe_tel_cdr.h"

namespace tccc {
namespace {

TEST(Actions, AreOrderedByName) {
  std::string_view before;
  for (const detail::Action* action : detail::all_actions()) {
    EXPECT_LT(before, action->name);
    before = action->name;
  }
}

TEST(Actions, AreFoundByTheirExactName) {
  for (const detail::Action* action : detail::all_actions()) EXPECT_EQ(detail::find_action(action->name), action);
  EXPECT_EQ(detail::find_action("CreateAICall"), &ActionOf<CreateAICallRequest>::action());
  EXPECT_EQ(detail::find_action("CreateAIAgentCall"), &ActionOf<CreateAIAgentCallRequest>::action());
  for (const char* name : {"", "A", "createaicall", "CreateAICal", "CreateAICall ", "CreateAICallX", "Z"}) {
    EXPECT_EQ(detail::find_action(name), nullptr) << name;
  }
}

TEST(Actions, ThatPlaceCallsAreNeverIdempotent) {
  for (const detail::Action* action : detail::all_actions()) {
    EXPECT_FALSE(action->places_call && action->is_idempotent) << action->name;
  }
  EXPECT_TRUE(ActionOf<CreateAICallRequest>::action().places_call);
  EXPECT_TRUE(ActionOf<CreateAIAgentCallRequest>::action().places_call);
}

struct Expected {
  const char* action;
  bool is_idempotent;
  bool places_call;
};

// What a second delivery does decides: nothing (reads, and what ends something for good), the same once more, or
// phones ring again.
TEST(Actions, AreRepeatedOnlyWhereARepetitionDoesNothing) {
  const Expected expected[] = {
      {"ControlAIConversation", false, false},            // would speak twice
      {"CreateAIAgentCall", false, true},                 //
      {"CreateAICall", false, true},                      //
      {"CreateAutoCalloutTask", false, true},             // would call every number twice
      {"DescribeAIAgentInfoList", true, false},           //
      {"DescribeAIAnalysisResult", true, false},          //
      {"DescribeAICallExtractResult", true, false},       //
      {"DescribeAICallInteractionRecords", true, false},  //
      {"DescribeAILatency", true, false},                 //
      {"DescribeAutoCalloutTask", true, false},           //
      {"DescribeAutoCalloutTasks", true, false},          //
      {"DescribePSTNActiveSessionList", true, false},     //
      {"DescribeSessionDetail", true, false},             //
      {"DescribeTelCallInfo", true, false},               //
      {"DescribeTelCdr", true, false},                    //
      {"DescribeTelRecordAsr", true, false},              //
      {"DescribeTelSession", true, false},                //
      {"HangUpCall", true, false},                        // a call ends once
      {"PauseAutoCalloutTask", false, false},             // would undo a resumption that came in between
      {"ResumeAutoCalloutTask", false, false},            // would undo a pause that came in between
      {"StopAutoCalloutTask", true, false},               // a task ends once
      {"TransferToManual", false, false},                 // would queue the call anew
  };
  ASSERT_EQ(std::size(expected), detail::all_actions().size);
  for (const Expected& row : expected) {
    const detail::Action* action = detail::find_action(row.action);
    ASSERT_NE(action, nullptr) << row.action;
    EXPECT_EQ(action->is_idempotent, row.is_idempotent) << row.action;
    EXPECT_EQ(action->places_call, row.places_call) << row.action;
  }
}

TEST(Actions, MakeEmptyRequests) {
  const std::shared_ptr<void> request = ActionOf<CreateAIAgentCallRequest>::action().make_request();
  EXPECT_EQ(static_cast<CreateAIAgentCallRequest*>(request.get())->callee, "");
}

TEST(Actions, MakeEmptyResponses) {
  const std::shared_ptr<void> response = ActionOf<DescribeTelCdrRequest>::action().make_response();
  EXPECT_TRUE(static_cast<DescribeTelCdrResponse*>(response.get())->tel_cdr_list.empty());
}

// Without the id a caller could neither follow the calls nor end them.
TEST(Actions, NeedAnIdInTheAnswerWhenTheyPlaceCalls) {
  for (const detail::Action* action : detail::all_actions()) {
    if (!action->places_call) continue;
    const std::string_view id = action->name == "CreateAutoCalloutTask" ? "TaskId" : "SessionId";
    bool is_required = false;
    for (const detail::Field& field : *action->response) {
      is_required = is_required || (field.name == id && field.is_required);
    }
    EXPECT_TRUE(is_required) << action->name;
  }
}

}  // namespace
}  // namespace tccc
