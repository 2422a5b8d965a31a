// SPDX-License-Identifier: Apache-2.0
// Advice about windows of time.
#include "model/window_advice.h"

#include <chrono>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tccc/tccc.h"

namespace tccc {
namespace {

std::string remark_on(std::int64_t start, std::int64_t end) {
  std::vector<LintFinding> findings;
  const auto at = [](std::int64_t count) { return TimePoint(std::chrono::seconds(count)); };
  detail::advise_on_window({"Start", at(start)}, {"End", at(end)}, detail::kTooManyDaysOfRecords, findings);
  return findings.empty() ? "none" : findings.front().field + " " + findings.front().message.substr(0, 9);
}

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kStart = 1700000000;

TEST(AdviseOnWindow, LeavesAWindowOfLessThan90DaysAlone) {
  EXPECT_EQ(remark_on(kStart, kStart), "none");
  EXPECT_EQ(remark_on(kStart, kStart + 90 * kDay - 1), "none");
}

TEST(AdviseOnWindow, RemarksOnALongerOne) {
  EXPECT_EQ(remark_on(kStart, kStart + 90 * kDay), "End makes a w");
}

template <class Request>
std::size_t remarks_on_window(Request request, std::int64_t seconds) {
  request.start_time_stamp = TimePoint(std::chrono::seconds(kStart));
  request.end_time_stamp = TimePoint(std::chrono::seconds(kStart + seconds));
  return lint(request).size();
}

TEST(AdviseOnWindow, LeavesUsageOf90WholeDaysAlone) {
  DescribeTelCallInfoRequest usage;
  usage.sdk_app_id_list = {1400000000};
  EXPECT_EQ(remarks_on_window(usage, 90 * kDay), 0U);
  EXPECT_EQ(remarks_on_window(usage, 91 * kDay - 1), 0U);
  EXPECT_EQ(remarks_on_window(usage, 91 * kDay), 1U);
  DescribeTelCdrRequest records;
  records.page_size = 100;
  EXPECT_EQ(remarks_on_window(records, 90 * kDay - 1), 0U);
  EXPECT_EQ(remarks_on_window(records, 90 * kDay), 1U);
}

TEST(AdviseOnWindow, RemarksOnOneThatEndsBeforeItStarts) {
  EXPECT_EQ(remark_on(kStart, kStart - 1), "End is before");
}

TEST(AdviseOnWindow, BearsAnyTime) {
  using Limits = std::numeric_limits<std::int64_t>;
  EXPECT_EQ(remark_on((Limits::min)(), (Limits::max)()), "none");
  EXPECT_EQ(remark_on((Limits::max)(), (Limits::min)()), "End is before");
  EXPECT_EQ(remark_on(0, (Limits::max)()), "End makes a w");
}

TEST(AdviseOnWindow, IsGivenOnEachRequestThatLooksForCalls) {
  const TimePoint later{std::chrono::seconds(kStart)};
  const TimePoint sooner{std::chrono::seconds(kStart - 1)};
  DescribeTelCdrRequest records;
  records.start_time_stamp = later;
  records.end_time_stamp = sooner;
  EXPECT_EQ(lint(records).at(0).field, "EndTimeStamp");
  DescribeTelCallInfoRequest usage;
  usage.start_time_stamp = later;
  usage.end_time_stamp = sooner;
  EXPECT_EQ(lint(usage).at(0).field, "EndTimeStamp");
  DescribeSessionDetailRequest detail;
  detail.start_timestamp = later;
  detail.end_timestamp = sooner;
  EXPECT_EQ(lint(detail).at(0).field, "EndTimestamp");
}

}  // namespace
}  // namespace tccc
