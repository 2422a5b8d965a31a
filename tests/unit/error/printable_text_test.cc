// SPDX-License-Identifier: Apache-2.0
// Texts of answers, as errors and log records show them.
#include "error/printable_text.h"

#include <string>

#include <gtest/gtest.h>

namespace tccc {
namespace {

using detail::printable_text;

TEST(PrintableText, KeepsWhatIsPrintable) {
  EXPECT_EQ(printable_text("FailedOperation.X 呼叫", 128), "FailedOperation.X 呼叫");
}

TEST(PrintableText, IsOneLineWithoutControls) {
  EXPECT_EQ(printable_text("a\r\nb\x1b[2J\x7f\xe2\x80\xa8", 128), "a  b?[2J? ");
}

TEST(PrintableText, KeepsNothingThatTurnsTheDirectionOfWritingOrHasNoWidth) {
  EXPECT_EQ(printable_text("a\u202eb\u2066c\u200bd\ufeff\u009be", 128), "a?b?c?d??e");
}

TEST(PrintableText, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(printable_text("a\xff\xc0\x80z", 128), "a???z");
}

TEST(PrintableText, IsCutBetweenCodePoints) {
  EXPECT_EQ(printable_text("ab呼叫", 6), "ab呼");
  EXPECT_EQ(printable_text(std::string(300, 'x'), detail::kLongestName).size(), detail::kLongestName);
}

}  // namespace
}  // namespace tccc
