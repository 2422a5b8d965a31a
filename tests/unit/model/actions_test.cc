// SPDX-License-Identifier: Apache-2.0
// The register of actions.
#include <memory>
#include <string_view>

#include <gtest/gtest.h>

#include "model/action.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"

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

TEST(Actions, MakeEmptyRequests) {
  const std::shared_ptr<void> request = ActionOf<CreateAIAgentCallRequest>::action().make_request();
  EXPECT_EQ(static_cast<CreateAIAgentCallRequest*>(request.get())->callee, "");
}

TEST(Actions, NeedASessionIdInTheAnswerToACall) {
  for (const detail::Action* action : detail::all_actions()) {
    if (!action->places_call || action->name == "CreateAutoCalloutTask") continue;
    bool is_required = false;
    for (const detail::Field& field : *action->response) {
      is_required = is_required || (field.name == "SessionId" && field.is_required);
    }
    EXPECT_TRUE(is_required) << action->name;
  }
}

}  // namespace
}  // namespace tccc
