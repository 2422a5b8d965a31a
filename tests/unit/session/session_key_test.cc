// SPDX-License-Identifier: Apache-2.0
// Ids of calls, to compare.
#include "session/session_key.h"

#include <gtest/gtest.h>

namespace tccc {
namespace {

TEST(SessionKey, IsTheSameWithAndWithoutHyphensInEitherCase) {
  EXPECT_EQ(detail::session_key("6BB56A09-2787-40bc-80c5-dc6dab783eff"), "6bb56a09278740bc80c5dc6dab783eff");
  EXPECT_EQ(detail::session_key("6bb56a09278740bc80c5dc6dab783eff"), "6bb56a09278740bc80c5dc6dab783eff");
  EXPECT_EQ(detail::session_key("--"), "");
}

}  // namespace
}  // namespace tccc
