// SPDX-License-Identifier: Apache-2.0
// Objects that are kept for the next who needs one.
#include "client/free_list.h"

#include <memory>
#include <vector>

#include <gtest/gtest.h>

namespace tccc {
namespace {

struct Counted {
  Counted() { ++made; }
  static inline int made = 0;
  int mark = 0;
};

using Counts = detail::FreeList<Counted>;

TEST(FreeList, GivesWhatCameBackBeforeItMakesAnother) {
  Counts list;
  Counted::made = 0;
  { Counts::Loan(list)->mark = 7; }
  const Counts::Loan again(list);
  EXPECT_EQ(again->mark, 7);
  EXPECT_EQ(Counted::made, 1);
}

TEST(FreeList, MakesAnotherWhileAllAreInUse) {
  Counts list;
  const Counts::Loan first(list);
  const Counts::Loan second(list);
  EXPECT_NE(&*first, &*second);
}

TEST(FreeList, GivesTheMemoryOfABurstBack) {
  Counts list;
  constexpr int kBurst = 100;
  constexpr int kKept = 64;
  const auto burst = [&list] {
    std::vector<std::unique_ptr<Counts::Loan>> loans;
    for (int i = 0; i < kBurst; ++i) loans.push_back(std::make_unique<Counts::Loan>(list));
  };
  burst();
  Counted::made = 0;
  burst();
  EXPECT_EQ(Counted::made, kBurst - kKept);
}

}  // namespace
}  // namespace tccc
