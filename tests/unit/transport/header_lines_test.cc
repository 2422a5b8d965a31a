// SPDX-License-Identifier: Apache-2.0
// Header lines as libcurl takes them, and the last defence against a header that holds another.
#include "transport/header_lines.h"

#include <cstddef>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tccc {
namespace {

std::vector<std::string> lines_of(detail::HeaderLines& lines) {
  std::vector<std::string> texts;
  for (const curl_slist* node = lines.list(); node != nullptr; node = node->next) texts.emplace_back(node->data);
  return texts;
}

TEST(HeaderLines, KeepTheirOrderAndEndWithWhatLibcurlIsNotToAdd) {
  detail::HeaderLines lines;
  lines.assign({{"Host", "ccc.example"}, {"X-TC-Action", "CreateAICall"}, {"X-TC-Region", ""}});
  EXPECT_EQ(lines_of(lines), (std::vector<std::string>{"Host: ccc.example", "X-TC-Action: CreateAICall", "X-TC-Region;",
                                                       "Expect:", "Accept:"}));
}

TEST(HeaderLines, KeepNothingOfTheRequestBefore) {
  detail::HeaderLines lines;
  lines.assign({{"A", "a long value that takes room"}, {"B", "2"}, {"C", "3"}});
  lines.assign({{"D", "4"}});
  EXPECT_EQ(lines_of(lines), (std::vector<std::string>{"D: 4", "Expect:", "Accept:"}));
}

TEST(HeaderLines, KeepTheirMemory) {
  const std::vector<HttpHeader> headers = {{"Authorization", "TC3-HMAC-SHA256 Credential=..."}, {"B", "2"}};
  detail::HeaderLines lines;
  lines.assign(headers);
  const curl_slist* const nodes = lines.list();
  const char* const text = nodes->data;
  lines.wipe();
  EXPECT_EQ(lines.list(), nullptr);
  lines.assign(headers);
  EXPECT_EQ(lines.list(), nodes);
  EXPECT_EQ(lines.list()->data, text);
}

TEST(HeaderLines, AreErasedByWipe) {
  detail::HeaderLines lines;
  lines.assign({{"X-TC-Token", "token of more than a few bytes"}});
  const char* const text = lines.list()->data;
  const std::size_t size = std::string(text).size();
  lines.wipe();  // keeps the memory, see above
  EXPECT_EQ(std::string(text, size), std::string(size, '\0'));
}

TEST(FindInvalidHeader, PassesSoundHeaders) {
  const std::vector<HttpHeader> headers = {
      {"Content-Type", "application/json; charset=utf-8"}, {"x_1!#$%&'*+.^`|~", ""}, {"A", "\xe4\xbd\xa0"}};
  EXPECT_EQ(detail::find_invalid_header(headers), nullptr);
  EXPECT_EQ(detail::find_invalid_header({}), nullptr);
}

TEST(FindInvalidHeader, FindsEveryControlByteInAValue) {
  for (int code = 0; code < 256; ++code) {
    std::string value = "ab";
    value.insert(1, 1, static_cast<char>(code));
    const std::vector<HttpHeader> headers = {{"Host", "h"}, {"X-TC-Region", value}};
    const bool is_control = code < 0x20 || code == 0x7f;
    EXPECT_EQ(detail::find_invalid_header(headers), is_control ? &headers[1] : nullptr) << code;
  }
}

TEST(FindInvalidHeader, FindsNamesThatAreNoTokens) {
  for (const std::string_view name : {"", "A B", "A:", "A\r\nB", "A;", "\xc3\xa4", "(A)"}) {
    const std::vector<HttpHeader> headers = {{name, "1"}};
    EXPECT_EQ(detail::find_invalid_header(headers), headers.data()) << name;
  }
  const std::vector<HttpHeader> with_nul = {{std::string_view("A\0", 2), "1"}};
  EXPECT_EQ(detail::find_invalid_header(with_nul), with_nul.data());
}

}  // namespace
}  // namespace tccc
