// SPDX-License-Identifier: Apache-2.0
// Tests of the tasks of the mock endpoint: what they place, and when.
#include "testing/task_store.h"

#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tccc/testing/mock_endpoint.h"
#include "tccc/types/callout_task.h"
#include "testing/contact_center.h"

namespace tccc::testing::detail {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;

const PreciseTimePoint kTasksBegin{seconds(1735689600)};

class CallTaskOn : public ::testing::Test {
 protected:
  CreateAutoCalloutTaskRequest order(std::vector<std::string> callees) const {
    CreateAutoCalloutTaskRequest request;
    request.sdk_app_id = 1;
    request.not_before = TimePoint(seconds(1735689600));
    request.callees = std::move(callees);
    request.callers = {"008601000000001"};
    request.ai_agent_id = 15;
    return request;
  }
  CallTask& add(CreateAutoCalloutTaskRequest request) {
    CallTask* task = center_.tasks().find(1, center_.tasks().add(std::move(request)));
    center_.advance(kTasksBegin);
    return *task;
  }
  static std::vector<std::int64_t> states(const CallTask& task) {
    std::vector<std::int64_t> found;
    for (const TaskCallee& callee : task.callees()) found.push_back(callee.state);
    return found;
  }

  ContactCenter center_{ContactCenterSettings()};
};

TEST_F(CallTaskOn, PlacesItsCallsWhenItsTimeHasCome) {
  CreateAutoCalloutTaskRequest request = order({"1", "2"});
  request.not_before += seconds(60);
  const CallTask& task = add(request);
  EXPECT_EQ(task.state(), task_state::initial);
  EXPECT_EQ(center_.placed_calls(), 0U);
  center_.advance(kTasksBegin + seconds(60));
  EXPECT_EQ(center_.placed_calls(), 2U);
  EXPECT_EQ(task.state(), task_state::running);
  EXPECT_THAT(states(task), ElementsAre(callee_state::calling, callee_state::calling));
  center_.advance(kTasksBegin + seconds(3600));
  EXPECT_EQ(task.state(), task_state::completed);
  EXPECT_THAT(states(task), ElementsAre(callee_state::answered, callee_state::answered));
  for (const SimulatedCall& call : center_.calls()) {
    EXPECT_EQ(call.placed_at, kTasksBegin + seconds(60));
    EXPECT_EQ(call.task_id, task.id());
    EXPECT_EQ(call.caller, "008601000000001");
  }
}

TEST_F(CallTaskOn, TriesAgainAsOftenAsToldAndAsLateAsTold) {
  CreateAutoCalloutTaskRequest request = order({magic_callee::busy});
  request.tries = 3;
  request.retry_interval = seconds(700);
  const CallTask& task = add(request);
  center_.advance(kTasksBegin + seconds(1));
  EXPECT_THAT(states(task), ElementsAre(callee_state::waiting));
  center_.advance(kTasksBegin + seconds(1 + 700));
  EXPECT_THAT(states(task), ElementsAre(callee_state::calling));
  center_.advance(kTasksBegin + seconds(24 * 3600));
  EXPECT_EQ(center_.placed_calls(), 3U);
  EXPECT_THAT(states(task), ElementsAre(callee_state::not_answered));
  EXPECT_EQ(task.callees()[0].sessions.size(), 3U);
}

TEST_F(CallTaskOn, TriesAgainOnlyAfterTheEndsItIsToldOf) {
  CreateAutoCalloutTaskRequest request = order({magic_callee::busy, magic_callee::declines});
  request.tries = 2;
  request.retry_hangup_types = {"203"};
  add(request);
  center_.advance(kTasksBegin + seconds(24 * 3600));
  EXPECT_EQ(center_.placed_calls(), 3U);
}

TEST_F(CallTaskOn, DoesNotCallMoreAtOnceThanItMay) {
  CreateAutoCalloutTaskRequest request = order({"1", "2", "3"});
  request.concurrency_limit = 1;
  const CallTask& task = add(request);
  EXPECT_EQ(center_.placed_calls(), 1U);
  center_.advance(kTasksBegin + seconds(3600));
  const std::vector<SimulatedCall> calls = center_.calls();
  ASSERT_EQ(calls.size(), 3U);
  EXPECT_GT(calls[1].placed_at, calls[0].placed_at + seconds(7));
  EXPECT_GT(calls[2].placed_at, calls[1].placed_at + seconds(7));
  EXPECT_EQ(task.state(), task_state::completed);
}

TEST_F(CallTaskOn, RestsWhilePausedAndGoesOnWhenResumed) {
  CreateAutoCalloutTaskRequest request = order({"1", "2"});
  request.concurrency_limit = 1;
  CallTask& task = add(request);
  EXPECT_FALSE(task.resume(kTasksBegin));
  EXPECT_TRUE(task.pause());
  EXPECT_FALSE(task.pause());
  EXPECT_EQ(task.state(), task_state::paused);
  center_.advance(kTasksBegin + seconds(3600));
  EXPECT_EQ(center_.placed_calls(), 1U);
  EXPECT_TRUE(task.resume(kTasksBegin + seconds(3600)));
  center_.advance(kTasksBegin + seconds(3600));
  EXPECT_EQ(center_.placed_calls(), 2U);
}

TEST_F(CallTaskOn, PlacesNothingOnceStopped) {
  CreateAutoCalloutTaskRequest request = order({"1", "2"});
  request.concurrency_limit = 1;
  CallTask& task = add(request);
  EXPECT_TRUE(task.stop());
  EXPECT_FALSE(task.stop());
  EXPECT_EQ(task.state(), task_state::ending);  // one call is still up
  center_.advance(kTasksBegin + seconds(3600));
  EXPECT_EQ(task.state(), task_state::ended);
  EXPECT_EQ(center_.placed_calls(), 1U);
  EXPECT_THAT(states(task), ElementsAre(callee_state::answered, callee_state::initial));
}

TEST_F(CallTaskOn, EndsWhenItsTimeIsOver) {
  CreateAutoCalloutTaskRequest request = order({magic_callee::busy});
  request.tries = 2;
  request.not_after = request.not_before + seconds(300);
  const CallTask& task = add(request);
  center_.advance(kTasksBegin + seconds(24 * 3600));
  EXPECT_EQ(center_.placed_calls(), 1U);
  EXPECT_EQ(task.state(), task_state::ended);
}

TEST_F(CallTaskOn, ACallThatIsCutShortMakesRoomForTheNext) {
  CreateAutoCalloutTaskRequest request = order({"1", "2"});
  request.concurrency_limit = 1;
  const CallTask& task = add(request);
  Session* session = center_.sessions().find(1, task.callees()[0].sessions.at(0));
  ASSERT_NE(session, nullptr);
  EXPECT_TRUE(session->life.hang_up(kTasksBegin + seconds(2)));
  center_.tasks().call_changed(center_, *session);
  center_.advance(kTasksBegin + seconds(2));
  EXPECT_EQ(center_.placed_calls(), 2U);
  EXPECT_THAT(states(task), ElementsAre(callee_state::not_answered, callee_state::calling));
}

TEST_F(CallTaskOn, ANumberTheServiceRefusesIsNotCalled) {
  const CallTask& task =
      add(order({magic_callee_for(ErrorCode::failed_operation_callee_is_black_user), magic_callee::request_lost}));
  EXPECT_EQ(center_.placed_calls(), 0U);
  EXPECT_EQ(task.state(), task_state::completed);
}

TEST_F(CallTaskOn, ThereAreSoManyNumbersAndNoMore) {
  const CreateAutoCalloutTaskRequest big = order(std::vector<std::string>(60000, magic_callee::request_lost));
  EXPECT_EQ(center_.tasks().add(big), 1U);
  EXPECT_EQ(center_.tasks().add(big), 0U);  // the first has not run yet
  center_.advance(kTasksBegin);
  EXPECT_EQ(center_.tasks().add(big), 2U);  // in its place
  EXPECT_EQ(center_.tasks().find(1, 1), nullptr);
}

}  // namespace
}  // namespace tccc::testing::detail
