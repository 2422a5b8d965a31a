// SPDX-License-Identifier: Apache-2.0
// Rows and columns.
#include "cli/table.h"

#include <sstream>

#include <gtest/gtest.h>

namespace tccc::cli {
namespace {

std::string printed(bool is_terminal) {
  Table table({"NAME", "AGE"});
  table.add({"星期一", "7"});
  table.add({"a\tb"});
  std::ostringstream out;
  table.print(out, is_terminal);
  return out.str();
}

TEST(Table, IsAlignedAtATerminal) {
  EXPECT_EQ(printed(true), "NAME    AGE\n星期一  7\na?b     \n");
}

TEST(Table, HasTabsElsewhere) {
  EXPECT_EQ(printed(false), "NAME\tAGE\n星期一\t7\na?b\t\n");
}

}  // namespace
}  // namespace tccc::cli
