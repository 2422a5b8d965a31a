// SPDX-License-Identifier: Apache-2.0
// The retry budget of a client.
#include "retry/budget.h"

#include <gtest/gtest.h>

namespace tccc {
namespace {

TEST(RetryBudget, GivesOutWhatItHoldsAndNoMore) {
  RetryPolicy policy;
  policy.budget = 2;
  detail::RetryBudget budget(policy);
  EXPECT_TRUE(budget.take());
  EXPECT_TRUE(budget.take());
  EXPECT_FALSE(budget.take());
}

TEST(RetryBudget, IsRefilledBySuccesses) {
  RetryPolicy policy;
  policy.budget = 1;
  policy.budget_per_success = 0.5;
  detail::RetryBudget budget(policy);
  EXPECT_TRUE(budget.take());
  budget.refill();
  EXPECT_FALSE(budget.take());
  budget.refill();
  EXPECT_TRUE(budget.take());
}

TEST(RetryBudget, NeverHoldsMoreThanItsSize) {
  RetryPolicy policy;
  policy.budget = 1;
  policy.budget_per_success = 1;
  detail::RetryBudget budget(policy);
  for (int i = 0; i < 5; ++i) budget.refill();
  EXPECT_TRUE(budget.take());
  EXPECT_FALSE(budget.take());
}

TEST(RetryBudget, OfZeroAllowsNoRepetition) {
  RetryPolicy policy;
  policy.budget = 0;
  detail::RetryBudget budget(policy);
  budget.refill();
  EXPECT_FALSE(budget.take());
}

}  // namespace
}  // namespace tccc
