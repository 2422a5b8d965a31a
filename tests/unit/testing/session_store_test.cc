// SPDX-License-Identifier: Apache-2.0
// Tests of the store of simulated calls.
#include "testing/session_store.h"

#include <string>

#include <gtest/gtest.h>

namespace tccc::testing::detail {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const PreciseTimePoint kStart{seconds(1735689600)};

Session call(std::string id, PreciseTimePoint placed_at, CallFate fate = CallFate::busy) {
  CallScript script;
  script.fate = fate;
  Session session(CallLife(script, {}, placed_at, 1));
  session.id = std::move(id);
  session.sdk_app_id = 1;
  return session;
}

TEST(SessionStore, FindsACallByItsApplicationAndId) {
  SessionStore store(1, 10);
  store.add(call("a", kStart), kStart);
  EXPECT_NE(store.find(1, "a"), nullptr);
  EXPECT_EQ(store.find(2, "a"), nullptr);
  EXPECT_EQ(store.find(1, "b"), nullptr);
}

TEST(SessionStore, KeepsCallsInTheOrderOfTheirStart) {
  SessionStore store(1, 10);
  store.add(call("late", kStart + seconds(2)), kStart);
  store.add(call("early", kStart), kStart);
  EXPECT_EQ(store.all()[0]->id, "early");
  EXPECT_EQ(store.all()[1]->id, "late");
}

TEST(SessionStore, ForgetsEndedCallsFirst) {
  SessionStore store(1, 2);
  store.add(call("rings", kStart, CallFate::no_answer), kStart);
  store.add(call("ended", kStart), kStart);
  store.add(call("new", kStart + seconds(2), CallFate::no_answer), kStart + seconds(2));
  EXPECT_EQ(store.find(1, "ended"), nullptr);
  EXPECT_NE(store.find(1, "rings"), nullptr);
  store.add(call("newer", kStart + seconds(3)), kStart + seconds(3));
  EXPECT_EQ(store.find(1, "rings"), nullptr);  // nothing else is left to forget
  EXPECT_EQ(store.all().size(), 2U);
  EXPECT_EQ(store.placed(), 4U);
}

TEST(SessionStore, ACallLivesAsManyTimesAsFastAsToldFromItsStart) {
  SessionStore store(60, 2);
  const Session& fast = store.add(call("a", kStart, CallFate::no_answer), kStart);
  EXPECT_EQ(store.time_in(fast, kStart), kStart);
  EXPECT_EQ(store.time_in(fast, kStart + seconds(1)), kStart + seconds(60));
  EXPECT_FALSE(store.has_ended(fast, kStart + milliseconds(516)));
  EXPECT_TRUE(store.has_ended(fast, kStart + milliseconds(517)));  // 31 s of its own
  EXPECT_TRUE(store.has_ended(fast, store.clock_at(fast, fast.life.ends_at())));
  EXPECT_EQ(store.shortened(seconds(60)), seconds(1));
}

TEST(SessionStore, TimeWithoutEndDoesNotOverflow) {
  SessionStore store(1e6, 2);
  const Session& fast = store.add(call("a", kStart), kStart);
  EXPECT_GT(store.time_in(fast, kStart + std::chrono::hours(24 * 365 * 50)), kStart);
}

}  // namespace
}  // namespace tccc::testing::detail
