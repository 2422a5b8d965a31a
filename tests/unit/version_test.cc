// SPDX-License-Identifier: Apache-2.0
// The version as text says what the numbers say.
#include "tccc/version.h"

#include <string>

#include <gtest/gtest.h>

namespace tccc {
namespace {

TEST(Version, IsMadeOfTheNumbersOfTheHeader) {
  EXPECT_EQ(version(), std::to_string(TCCC_VERSION_MAJOR) + "." + std::to_string(TCCC_VERSION_MINOR) + "." +
                           std::to_string(TCCC_VERSION_PATCH));
}

}  // namespace
}  // namespace tccc
