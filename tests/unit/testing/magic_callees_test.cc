// SPDX-License-Identifier: Apache-2.0
// Tests of the magic callees: the table against the error codes, and the guide against the table.
#include "testing/magic_callees.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tccc/testing/mock_endpoint.h"

namespace tccc::testing {
namespace {

TEST(MagicCallees, HaveOneNumberForEachServiceCode) {
  std::size_t service_codes = 0;
  for (const ErrorInfo& info : error_table()) {
    if (info.service_code.empty()) continue;
    ++service_codes;
    EXPECT_NE(magic_callee_for(info.code), "") << info.name;
  }
  EXPECT_EQ(service_codes, 95U);
  EXPECT_EQ(magic_callees().size, service_codes + 12);
}

TEST(MagicCallees, HaveNoNumberTwice) {
  std::set<std::string_view> numbers = {magic_callee::succeeds};
  for (const MagicCallee& row : magic_callees()) EXPECT_TRUE(numbers.insert(row.callee).second) << row.callee;
}

TEST(MagicCallees, KeepTheirNumbers) {
  EXPECT_EQ(magic_callee_for(ErrorCode::auth_failure), "008612300001000");
  EXPECT_EQ(magic_callee_for(ErrorCode::failed_operation_callee_is_black_user), "008612300002006");
  EXPECT_EQ(magic_callee_for(ErrorCode::request_limit_exceeded), "008612300004100");
  EXPECT_EQ(magic_callee_for(ErrorCode::internal_error), "008612300005000");
  EXPECT_EQ(magic_callee_for(ErrorCode::unsupported_region), "008612300006120");
}

TEST(MagicCallees, AreFoundByTheirNames) {
  const std::vector<std::pair<std::string_view, MagicAnswer>> named = {
      {magic_callee::answer_lost, MagicAnswer::answer_lost},
      {magic_callee::bad_gateway, MagicAnswer::bad_gateway},
      {magic_callee::truncated_json, MagicAnswer::truncated_json},
      {magic_callee::no_session_id, MagicAnswer::no_session_id},
      {magic_callee::slow_answer, MagicAnswer::slow_answer},
      {magic_callee::request_lost, MagicAnswer::request_lost},
  };
  for (const auto& [callee, answer] : named) {
    const auto is_row = [callee = callee, answer = answer](const MagicCallee& row) {
      return row.callee == callee && row.answer == answer && row.code == ErrorCode::ok;
    };
    EXPECT_EQ(std::count_if(magic_callees().begin(), magic_callees().end(), is_row), 1) << callee;
  }
}

TEST(MagicCallees, TellHowACallGoes) {
  const std::vector<std::pair<std::string_view, CallFate>> named = {
      {magic_callee::busy, CallFate::busy},
      {magic_callee::no_answer, CallFate::no_answer},
      {magic_callee::voicemail, CallFate::voicemail},
      {magic_callee::declines, CallFate::declined},
      {magic_callee::hangs_up, CallFate::callee_hangs_up},
      {magic_callee::transferred, CallFate::transferred},
  };
  for (const auto& [callee, fate] : named) {
    const MagicCallee* row = detail::find_magic_callee(callee);
    ASSERT_NE(row, nullptr) << callee;
    EXPECT_EQ(row->answer, MagicAnswer::placed);
    EXPECT_EQ(row->fate, fate);
  }
  EXPECT_EQ(detail::find_magic_callee(magic_callee::succeeds), nullptr);
  EXPECT_EQ(detail::find_magic_callee("0"), nullptr);
  EXPECT_EQ(detail::find_magic_callee("9"), nullptr);
}

TEST(MagicCallees, AreNoneForWhatTheServiceNeverSends) {
  EXPECT_EQ(magic_callee_for(ErrorCode::ok), "");
  EXPECT_EQ(magic_callee_for(ErrorCode::connection_lost), "");
  EXPECT_EQ(magic_callee_for(ErrorCode::undocumented_service_error), "");
}

/// The rows of the guide's tables of magic callees.
std::vector<std::string> rows_of_guide() {
  std::ifstream guide(TCCC_GUIDE_DIR "/testing-with-the-mock.md");
  std::vector<std::string> rows;
  for (std::string line; std::getline(guide, line);) {
    if (line.rfind("| `00861230000", 0) == 0) rows.push_back(line);
  }
  return rows;
}

/// The first two cells of a row: number and answer; for a service error, the third as well: its outcome.
std::string row_of_table(const MagicCallee& row) {
  std::string number = "| `" + std::string(row.callee) + "` | ";
  switch (row.answer) {
    case MagicAnswer::service_error: {
      const std::string_view code = describe(row.code).service_code;
      return number + "`" + std::string(code) + "` | " + std::string(to_string(outcome_of_service_code(code))) + " |";
    }
    case MagicAnswer::answer_lost:
      return number + "`magic_callee::answer_lost` | ";
    case MagicAnswer::bad_gateway:
      return number + "`magic_callee::bad_gateway` | ";
    case MagicAnswer::truncated_json:
      return number + "`magic_callee::truncated_json` | ";
    case MagicAnswer::no_session_id:
      return number + "`magic_callee::no_session_id` | ";
    case MagicAnswer::slow_answer:
      return number + "`magic_callee::slow_answer` | ";
    case MagicAnswer::request_lost:
      return number + "`magic_callee::request_lost` | ";
    case MagicAnswer::placed:
      return number + "`magic_callee::";
  }
  return number;
}

TEST(MagicCallees, StandInTheGuide) {
  std::vector<std::string> expected = {std::string("| `") + magic_callee::succeeds + "` | `magic_callee::succeeds` | "};
  for (const MagicCallee& row : magic_callees()) expected.push_back(row_of_table(row));
  const std::vector<std::string> rows = rows_of_guide();
  EXPECT_EQ(rows.size(), expected.size());
  for (const std::string& start : expected) {
    const auto is_row = [&start](const std::string& row) { return row.rfind(start, 0) == 0; };
    EXPECT_EQ(std::count_if(rows.begin(), rows.end(), is_row), 1) << "in place of: " << start;
  }
}

}  // namespace
}  // namespace tccc::testing
