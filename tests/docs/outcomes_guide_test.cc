// SPDX-License-Identifier: Apache-2.0
// The tables of codes in the guide on outcomes say what the library does.
#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tccc/error.h"

namespace {

using testing::IsSupersetOf;

struct Row {
  std::string code;
  std::string meaning;
  std::string kind;
  std::string outcome;
  std::string dial_again;
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  for (std::size_t start = 2; start < line.size();) {
    const std::size_t end = (std::min)(line.find(" |", start), line.size());
    cells.push_back(line.substr(start, end - start));
    start = end + 3;
  }
  return cells;
}

/// The rows whose first cell is a code of the service.
std::vector<Row> rows_of_guide() {
  std::vector<Row> rows;
  std::ifstream guide(TCCC_OUTCOMES_GUIDE);
  EXPECT_TRUE(guide) << TCCC_OUTCOMES_GUIDE;
  for (std::string line; std::getline(guide, line);) {
    if (line.rfind("| `", 0) != 0) continue;
    const auto cells = cells_of(line);
    if (cells.size() != 5) continue;
    rows.push_back({cells[0].substr(1, cells[0].size() - 2), cells[1], cells[2], cells[3], cells[4]});
  }
  return rows;
}

std::string_view words_for(tccc::Redial redial) {
  switch (redial) {
    case tccc::Redial::yes:
      return "yes";
    case tccc::Redial::after_delay:
      return "after a wait";
    case tccc::Redial::after_fix:
      return "once the cause is gone";
    case tccc::Redial::no:
      return "no";
    case tccc::Redial::ambiguous:
      return "look for the call first";
  }
  return "";
}

TEST(OutcomesGuide, SaysOfEachCodeWhatTheLibraryDoes) {
  for (const Row& row : rows_of_guide()) {
    SCOPED_TRACE(row.code);
    const tccc::ErrorInfo& info = tccc::describe(tccc::find_service_code(row.code));
    EXPECT_EQ(row.code, info.service_code);
    EXPECT_EQ(row.meaning, info.meaning);
    EXPECT_EQ(row.kind, to_string(info.kind));
    EXPECT_EQ(row.outcome, to_string(tccc::outcome_of_service_code(row.code)));
    EXPECT_EQ(row.dial_again, words_for(info.redial));
  }
}

TEST(OutcomesGuide, HoldsTheCodesOfTheCallActions) {
  std::vector<std::string> codes;
  for (const Row& row : rows_of_guide()) codes.push_back(row.code);
  EXPECT_THAT(codes, IsSupersetOf({"FailedOperation.AILicenseHasExpired", "FailedOperation.AcquireQuota",
                                   "FailedOperation.CallOutFailed", "FailedOperation.CalleeIsBlackUser",
                                   "FailedOperation.CallerOverFrequency", "FailedOperation.CalloutRuleBlindArea",
                                   "FailedOperation.CalloutRuleMaxCallCountCalleeIntervalTime",
                                   "FailedOperation.CalloutRuleMaxCallCountCalleePerDayAppID",
                                   "FailedOperation.CalloutRuleNotWorkTime", "FailedOperation.NoCallOutNumber",
                                   "FailedOperation.PermissionDenied", "InternalError", "InvalidParameterValue",
                                   "InvalidParameterValue.InstanceNotExist", "LimitExceeded.BasePackageExpired"}));
}

}  // namespace
