// SPDX-License-Identifier: Apache-2.0
// Texts of a request, as they can be shown.
#include "cli/redacted_text.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace tccc::cli {
namespace {

TEST(RedactedText, MasksNumbersInWhateverWordsTheyStand) {
  const std::pair<const char*, const char*> texts[] = {
      {"12300000000", "12****00"},
      {"+8612300000000", "+86****000"},
      {"008612300000000 or 12300000001", "0086123****0000 or 12****01"},
      {"ring 123 0000 0000.", "ring 123****000."},
      {"(010) 1234-5678", "(010****678"},
      {"call 650-555-0123!", "call 650****123!"},
      {"Hong Kong: +852 5123 4567", "Hong Kong: +85****567"},
      {"Hong Kong: 51234567", "Hong Kong: 51****67"},
      {"tel-12300000000", "tel-12****00"},
      {"回电12300000000。", "回电12****00。"},
      {"123 0000 0000 123 0000 0001", "123 000****0000 0001"},
  };
  for (const auto& [text, shown] : texts) EXPECT_EQ(mask_numbers_in(text), shown);
}

TEST(RedactedText, LeavesFiguresThatAreNoNumbers) {
  for (const char* text : {"", "+", "1+1", "2025-01-01 08:00:00", "2025.10.01 10", "claude-3-5-sonnet-20241022",
                           "gpt-4o-2024-08-06", "6bb56a09278740bc80c5dc6dab783eff", "192.168.100.200", "ap1234567",
                           "12300000000abc", "95588", "99.50 yuan", "1 2 3 4 5 6 7 8 9 10", "123456789012345678901"}) {
    EXPECT_EQ(mask_numbers_in(text), text);
  }
}

TEST(RedactedText, HidesUserAndQueryOfUrls) {
  const std::pair<const char*, const char*> urls[] = {
      {"https://llm.example.com/v1/", "https://llm.example.com/v1/"},
      {"https://u:p@llm.example.com:8443/v1", "https://***@llm.example.com:8443/v1"},
      {"https://llm.example.com/v1?key=k&b=c", "https://llm.example.com/v1?***"},
      {"https://llm.example.com/v1#token", "https://llm.example.com/v1#***"},
      {"https://llm.example.com?", "https://llm.example.com?"},
      {"https://a@b@c.example.com/x@y", "https://***@c.example.com/x@y"},
      {"u:p@llm.example.com?k", "***@llm.example.com?***"},
      {"https://llm.example.com/?key=a b", "https://llm.example.com/?***"},
  };
  for (const auto& [url, shown] : urls) EXPECT_EQ(hide_url_secrets(url, true), shown);
}

TEST(RedactedText, HidesThoseOfUrlsInATextAndLeavesTheRest) {
  EXPECT_EQ(hide_url_secrets("Who? See https://u@a.example.com/?k=1, or \"http://b.example.com?k\" then.", false),
            "Who? See https://***@a.example.com/?*** or \"http://b.example.com?***\" then.");
  EXPECT_EQ(hide_url_secrets("mail me@a.example.com?", false), "mail me@a.example.com?");
}

}  // namespace
}  // namespace tccc::cli
