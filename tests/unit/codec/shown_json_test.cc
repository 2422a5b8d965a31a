// SPDX-License-Identifier: Apache-2.0
#include "codec/shown_json.h"

#include <gtest/gtest.h>

namespace tccc::detail {
namespace {

TEST(ShownJson, EscapesWhatWouldSteerWhatShowsItAndStaysTheSameJson) {
  EXPECT_EQ(shown_json("{\n  \"A\": \"\x7f\u0085\u200b\u202e\u2028\u2066\ufeff\"\n}"),
            "{\n  \"A\": \"\\u007f\\u0085\\u200b\\u202e\\u2028\\u2066\\ufeff\"\n}");
}

TEST(ShownJson, LeavesEveryLanguageAndWhatIsEscapedAlready) {
  const char* const json = "\"\u4e2d\u6587 \u00e9 \U0001F600 \\u001b \\\\ \u00a0\"";
  EXPECT_EQ(shown_json(json), json);
}

}  // namespace
}  // namespace tccc::detail
