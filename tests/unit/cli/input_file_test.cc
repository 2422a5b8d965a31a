// SPDX-License-Identifier: Apache-2.0
// Reading the files a user names.
#include "cli/input_file.h"

#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tccc::cli {
namespace {

using ::testing::HasSubstr;

TEST(InputFile, ReadsStandardInputForADashByteForByte) {
  const std::string bytes("a\r\n\0\xff{}\n", 8);
  std::istringstream in(bytes);
  const auto text = read_input("-", in, "--request");
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, bytes);
}

TEST(InputFile, TakesTenMebibytesAndNotAByteMore) {
  std::istringstream longest(std::string(kMaxInputBytes, ' '));
  EXPECT_TRUE(read_input("-", longest, "--request"));

  std::istringstream longer(std::string(kMaxInputBytes + 1, ' '));
  const auto text = read_input("-", longer, "--request");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code(), ErrorCode::invalid_argument);
  EXPECT_THAT(text.error().message(), HasSubstr("10 MiB"));
}

TEST(InputFile, SaysWhyAFileCannotBeRead) {
  std::istringstream in;
  for (const char* path : {"/nonexistent/request.json", "/"}) {
    const auto text = read_input(path, in, "--request");
    ASSERT_FALSE(text) << path;
    EXPECT_EQ(text.error().code(), ErrorCode::invalid_argument);
    EXPECT_EQ(text.error().field(), "--request");
    EXPECT_THAT(text.error().message(), HasSubstr("cannot"));
    EXPECT_THAT(text.error().message(), HasSubstr("irectory"));
  }
}

}  // namespace
}  // namespace tccc::cli
