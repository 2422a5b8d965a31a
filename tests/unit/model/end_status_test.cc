// SPDX-License-Identifier: Apache-2.0
// The table of how calls end.
#include "tccc/types/end_status.h"

#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "model/action.h"

namespace tccc {
namespace {

TEST(EndStatuses, AreOrderedAndNamedOnce) {
  EXPECT_EQ(std::size(end_statuses), 46U);
  std::int64_t before = 0;
  std::set<std::string_view> names;
  for (const EndStatusInfo& info : end_statuses) {
    EXPECT_LT(before, info.code);
    before = info.code;
    if (!info.name.empty()) {
      EXPECT_TRUE(names.insert(info.name).second) << info.name;
    }
    EXPECT_FALSE(info.meaning.empty()) << info.code;
    EXPECT_EQ(find_end_status(info.code), &info);
  }
}

TEST(EndStatuses, AreFoundByTheirNumber) {
  EXPECT_EQ(find_end_status(end_status::busy)->name, "busy");
  EXPECT_EQ(find_end_status(231)->name, "callTerminatedByAPI");
  EXPECT_EQ(find_end_status(end_status::llm_error)->name, "llmasrError") << "as the service spells it";
  for (const std::int64_t unknown : {-1, 0, 2, 214, 504}) EXPECT_EQ(find_end_status(unknown), nullptr) << unknown;
}

// A task calls again after ends that it is told of.
TEST(EndStatuses, HoldEachThatATaskMayBeToldOf) {
  std::size_t known = 0;
  for (const detail::Field& field : *detail::find_action("CreateAutoCalloutTask")->request) {
    if (field.name != "RetryHangupTypes") continue;
    for (std::size_t i = 0; i < field.known.size; ++i, ++known) {
      EXPECT_NE(find_end_status(std::stoi(std::string(field.known.values[i]))), nullptr) << field.known.values[i];
    }
  }
  EXPECT_EQ(known, 18U);
}

}  // namespace
}  // namespace tccc
