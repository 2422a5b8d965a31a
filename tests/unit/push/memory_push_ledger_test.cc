// SPDX-License-Identifier: Apache-2.0
// What the ledger in memory remembers, and for how long.
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "tccc/push.h"

namespace tccc {
namespace {

using Standing = PushLedger::Standing;

TEST(MemoryPushLedger, TellsOnePushOnceThatItIsFresh) {
  const auto ledger = memory_push_ledger();
  EXPECT_EQ(ledger->begin("a"), Standing::fresh);
  EXPECT_EQ(ledger->begin("a"), Standing::in_progress);
  EXPECT_EQ(ledger->begin("b"), Standing::fresh);
  ledger->end("a", true);
  EXPECT_EQ(ledger->begin("a"), Standing::handled);
}

TEST(MemoryPushLedger, ForgetsWhatFailedSoThatTheRepetitionIsFresh) {
  const auto ledger = memory_push_ledger();
  EXPECT_EQ(ledger->begin("a"), Standing::fresh);
  ledger->end("a", false);
  EXPECT_EQ(ledger->begin("a"), Standing::fresh);
}

TEST(MemoryPushLedger, KeepsWhatWasHandledWhateverIsSaidLater) {
  const auto ledger = memory_push_ledger();
  ledger->begin("a");
  ledger->end("a", true);
  ledger->end("a", false);
  EXPECT_EQ(ledger->begin("a"), Standing::handled);
  ledger->end("never begun", true);
  EXPECT_EQ(ledger->begin("never begun"), Standing::fresh);
}

TEST(MemoryPushLedger, ForgetsTheOldestHandledOnesBeyondItsCapacity) {
  const auto ledger = memory_push_ledger(2);
  for (const char* key : {"a", "b", "c"}) {
    EXPECT_EQ(ledger->begin(key), Standing::fresh);
    ledger->end(key, true);
  }
  EXPECT_EQ(ledger->begin("c"), Standing::handled);
  EXPECT_EQ(ledger->begin("b"), Standing::handled);
  EXPECT_EQ(ledger->begin("a"), Standing::fresh);
}

TEST(MemoryPushLedger, NeverForgetsWhatIsBeingHandled) {
  const auto ledger = memory_push_ledger(2);
  ledger->begin("a");
  ledger->begin("b");
  EXPECT_EQ(ledger->begin("c"), Standing::unavailable);
  EXPECT_EQ(ledger->begin("a"), Standing::in_progress);
  ledger->end("a", true);
  EXPECT_EQ(ledger->begin("c"), Standing::fresh);
}

TEST(MemoryPushLedger, RemembersAtLeastOne) {
  const auto ledger = memory_push_ledger(0);
  EXPECT_EQ(ledger->begin("a"), Standing::fresh);
  EXPECT_EQ(ledger->begin("a"), Standing::in_progress);
}

TEST(MemoryPushLedger, LetsOneOfManyThreadsHandleAPush) {
  const auto ledger = memory_push_ledger();
  constexpr int kPushes = 500;
  std::atomic<int> fresh{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < kPushes; ++i) {
        if (ledger->begin(std::to_string(i)) != Standing::fresh) continue;
        ++fresh;
        ledger->end(std::to_string(i), true);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(fresh, kPushes);
}

}  // namespace
}  // namespace tccc
