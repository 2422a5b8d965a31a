// SPDX-License-Identifier: Apache-2.0
// What is kept of an answer's header lines, and how many of them are borne.
#include "transport/response_head.h"

#include <initializer_list>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace tccc {
namespace {

detail::ResponseHead head_of(std::initializer_list<std::string_view> lines) {
  detail::ResponseHead head;
  for (const std::string_view line : lines) EXPECT_TRUE(head.add_line(line)) << line;
  return head;
}

TEST(ResponseHead, KeepsStatusDateAndRetryAfter) {
  const auto head = head_of({"HTTP/1.1 503 Busy\r\n", "DATE:Mon, 02 Jan 2006 15:04:05 GMT\r\n", "X-Date: no\r\n",
                             "retry-After: \t 120 \r\n", "\r\n"});
  EXPECT_TRUE(head.started());
  EXPECT_EQ(head.status(), 503);
  EXPECT_EQ(head.date(), "Mon, 02 Jan 2006 15:04:05 GMT");
  EXPECT_EQ(head.retry_after(), "120");
}

TEST(ResponseHead, ForgetsInterimAnswers) {
  const auto interim = head_of({"HTTP/1.1 103 Early Hints\r\n", "Date: early\r\n", "Retry-After: 1\r\n", "\r\n"});
  EXPECT_EQ(interim.status(), 0);
  EXPECT_EQ(interim.date(), "");
  const auto both = head_of({"HTTP/1.1 100 Continue\r\n", "Date: early\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "\r\n"});
  EXPECT_EQ(both.status(), 200);
  EXPECT_EQ(both.date(), "");
}

TEST(ResponseHead, HasNoStatusWhereThereAreNotThreeDigits) {
  for (const char* line : {"HTTP/1.1 -50 No\r\n", "HTTP/1.1 20\r\n", "HTTP/1.1 2x0\r\n", "HTTP/1.1 099\r\n"}) {
    EXPECT_EQ(head_of({line}).status(), 0) << line;
  }
}

TEST(ResponseHead, IgnoresTrailers) {
  const auto head = head_of({"HTTP/1.1 200 OK\r\n", "\r\n", "Date: late\r\n", "HTTP/1.1 500 No\r\n", "\r\n"});
  EXPECT_EQ(head.status(), 200);
  EXPECT_EQ(head.date(), "");
}

TEST(ResponseHead, KeepsTheFirstOfTwoDates) {
  EXPECT_EQ(head_of({"HTTP/1.1 200 OK\r\n", "Date: one\r\n", "Date: two\r\n"}).date(), "one");
}

TEST(ResponseHead, PassesOverValuesThatAreLongOrNotPrintable) {
  const std::string long_date = "Date: " + std::string(129, 'x') + "\r\n";
  EXPECT_EQ(head_of({"HTTP/1.1 200 OK\r\n", long_date}).date(), "");
  EXPECT_EQ(head_of({"HTTP/1.1 200 OK\r\n", "Date: a\x1b[2Jb\r\n"}).date(), "");
  EXPECT_EQ(head_of({"HTTP/1.1 200 OK\r\n", "Date:\r\n", "Retry-After\r\n"}).date(), "");
}

TEST(ResponseHead, BearsStatusLinesThatAreNone) {
  EXPECT_EQ(head_of({"HTTP/1.1\r\n"}).status(), 0);
  EXPECT_EQ(head_of({"HTTP/1.1 abc\r\n"}).status(), 0);
  EXPECT_EQ(head_of({"HTTP/1.1 "}).status(), 0);
  EXPECT_EQ(head_of({""}).status(), 0);
}

TEST(ResponseHead, RefusesMoreThan64KiBInAll) {
  detail::ResponseHead head;
  const std::string line(1024, 'x');
  for (int i = 0; i < 64; ++i) ASSERT_TRUE(head.add_line(line));
  EXPECT_FALSE(head.too_long());
  EXPECT_FALSE(head.add_line("x"));
  EXPECT_TRUE(head.too_long());
  EXPECT_FALSE(head.add_line("x"));

  detail::ResponseHead at_once;
  EXPECT_FALSE(at_once.add_line(std::string(64 * 1024 + 1, 'x')));
  EXPECT_TRUE(at_once.too_long());
}

TEST(ResponseHead, IsAsNewAfterClear) {
  auto head = head_of({"HTTP/1.1 429 Slow\r\n", "Date: d\r\n", "Retry-After: 1\r\n", "\r\n"});
  head.clear();
  EXPECT_FALSE(head.started());
  EXPECT_EQ(head.status(), 0);
  EXPECT_EQ(head.date(), "");
  EXPECT_EQ(head.retry_after(), "");
  EXPECT_TRUE(head.add_line("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(head.status(), 200);
}

}  // namespace
}  // namespace tccc
