// SPDX-License-Identifier: Apache-2.0
// One spelling for each number, none for what is no number, and nothing shown of either.
#include "tccc/phone_number.h"

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace tccc {
namespace {

struct Case {
  const char* text;
  const char* canonical;
  const char* e164;
  const char* country;
};

TEST(PhoneNumber, HasOneSpelling) {
  const std::vector<Case> cases = {
      {"008613012345678", "008613012345678", "+8613012345678", "86"},
      {"+8613012345678", "008613012345678", "+8613012345678", "86"},
      {"+86 130-1234-5678", "008613012345678", "+8613012345678", "86"},
      {"0086013012345678", "008613012345678", "+8613012345678", "86"},
      {"008612300000000", "008612300000000", "+8612300000000", "86"},  // the service's sample
      {"008601012345678", "008601012345678", "+861012345678", "86"},
      {"+861012345678", "008601012345678", "+861012345678", "86"},
      {"+86 (010) 1234 5678", "008601012345678", "+861012345678", "86"},
      {"0086075533614747", "0086075533614747", "+8675533614747", "86"},
      {"+8675533614747", "0086075533614747", "+8675533614747", "86"},
      {"+862112345678", "008602112345678", "+862112345678", "86"},
      {"+863551234567", "008603551234567", "+863551234567", "86"},
      {"00864009282737", "00864009282737", "+864009282737", "86"},
      {"+868008100000", "00868008100000", "+868008100000", "86"},
      {"008695588", "008695588", "+8695588", "86"},
      {"+85221234567", "0085221234567", "+85221234567", "852"},
      {"+886 2 1234 5678", "00886212345678", "+886212345678", "886"},
      {"+1.202.555.0123", "0012025550123", "+12025550123", "1"},
      {"0044 20 7946 0000", "00442079460000", "+442079460000", "44"},
      {"+3906698", "003906698", "+3906698", "39"},
  };
  for (const Case& expected : cases) {
    const auto number = PhoneNumber::parse(expected.text);
    ASSERT_TRUE(number) << expected.text << ": " << number.error();
    EXPECT_EQ(number->canonical(), expected.canonical) << expected.text;
    EXPECT_EQ(number->e164(), expected.e164) << expected.text;
    EXPECT_EQ(number->country_code(), expected.country) << expected.text;
  }
}

TEST(PhoneNumber, IsItsOwnCanonicalAndInternationalForm) {
  for (const char* text : {"+8613012345678", "+861012345678", "+8675533614747", "+864009282737", "+12025550123"}) {
    const auto number = PhoneNumber::parse(text);
    ASSERT_TRUE(number) << text;
    EXPECT_EQ(PhoneNumber::parse(number->canonical())->canonical(), number->canonical());
    EXPECT_EQ(PhoneNumber::parse(number->e164())->canonical(), number->canonical());
  }
}

TEST(PhoneNumber, IsReadAsDialledAtHome) {
  const std::pair<const char*, const char*> cases[] = {
      {"13012345678", "008613012345678"},    {"013012345678", "008613012345678"},  {"01012345678", "008601012345678"},
      {"0755-33614747", "0086075533614747"}, {"4009282737", "00864009282737"},     {"95588", "008695588"},
      {"8613012345678", "008613012345678"},  {"8601012345678", "008601012345678"}, {"+85221234567", "0085221234567"}};
  for (const auto& [text, canonical] : cases) {
    const auto number = PhoneNumber::parse(text, "86");
    ASSERT_TRUE(number) << text << ": " << number.error();
    EXPECT_EQ(number->canonical(), canonical);
  }
  EXPECT_EQ(PhoneNumber::parse("21234567", "852")->canonical(), "0085221234567");
  EXPECT_FALSE(PhoneNumber::parse("02079460000", "44"));
  EXPECT_FALSE(PhoneNumber::parse("13012345678"));
  for (const char* no_country : {"0", "a", "8", "8612", "+86"}) {
    EXPECT_FALSE(PhoneNumber::parse("21234567", no_country)) << no_country;
  }
}

TEST(PhoneNumber, UnderstandsThePrefixThatIsDialledAtHomeWhereNumbersHaveTenDigits) {
  struct Dialled {
    const char* text;
    const char* home_country;
    const char* canonical;
  };
  const Dialled cases[] = {{"(212) 555-0123", "1", "0012125550123"},
                           {"1 (212) 555-0123", "1", "0012125550123"},
                           {"912 345-67-89", "7", "0079123456789"},
                           {"8 (912) 345-67-89", "7", "0079123456789"},
                           {"7 912 345-67-89", "7", "0079123456789"}};
  for (const Dialled& number : cases) {
    const auto read = PhoneNumber::parse(number.text, number.home_country);
    ASSERT_TRUE(read) << number.text;
    EXPECT_EQ(read->canonical(), number.canonical) << number.text;
  }
  for (const char* text : {"555-0123", "2 212 555 0123", "11 212 555 0123", "011 44 20 7946 0958"}) {
    EXPECT_FALSE(PhoneNumber::parse(text, "1")) << text << " would ring at somebody else's";
  }
  EXPECT_FALSE(PhoneNumber::parse("9 912 345 67 89", "7"));
}

TEST(PhoneNumber, IsRefusedWithoutBeingShown) {
  const std::vector<std::string> bad = {"",
                                        "+",
                                        "00",
                                        "+ - ",
                                        "++8613012345678",
                                        "86+13012345678",
                                        "+0013012345678",
                                        "+86",
                                        "+8611012345678",
                                        "+861301234567",
                                        "+86130123456789",
                                        "+860001012345678",
                                        "+8601012345",
                                        "+86095588",
                                        "+86400928273",
                                        "+123",
                                        "+1234567890123456",
                                        "+44 (0)20 7946 0000",
                                        "+8613012345678 ext 5",
                                        "+8613012345678\n",
                                        "\xEF\xBC\x91\xEF\xBC\x93",
                                        std::string("+86130\0"
                                                    "12345678",
                                                    15),
                                        std::string(65, '1')};
  for (const std::string& text : bad) {
    const auto number = PhoneNumber::parse(text, {});
    ASSERT_FALSE(number) << text;
    EXPECT_EQ(number.error().code(), ErrorCode::invalid_argument);
    EXPECT_EQ(number.error().outcome(), Outcome::not_sent);
    EXPECT_EQ(number.error().field(), "phone_number");
    EXPECT_EQ(number.error().message().find("13012345678"), std::string::npos);
  }
}

TEST(PhoneNumber, PrintsMasked) {
  std::ostringstream out;
  out << *PhoneNumber::parse("+8613012345678");
  EXPECT_EQ(out.str(), "0086130****5678");
}

TEST(PhoneNumber, HasAnOrder) {
  const auto low = *PhoneNumber::parse("+8613012345678");
  const auto high = *PhoneNumber::parse("+8613012345679");
  EXPECT_TRUE(low < high);
  EXPECT_FALSE(high < low);
  EXPECT_TRUE(low != high);
  EXPECT_TRUE(low == *PhoneNumber::parse("13012345678", "86"));
}

TEST(IsSameNumber, LooksThroughTheSpelling) {
  EXPECT_TRUE(is_same_number("008601012345678", "+861012345678"));
  EXPECT_TRUE(is_same_number("13012345678", "+86 130 1234 5678"));
  EXPECT_FALSE(is_same_number("13012345678", "13012345679"));
  EXPECT_TRUE(is_same_number("21234567", "+85221234567", "852"));
}

TEST(IsSameNumber, ClaimsNothingOfWhatIsNoNumber) {
  EXPECT_FALSE(is_same_number("130****5678", "130****5678"));
  EXPECT_FALSE(is_same_number("", ""));
}

TEST(PhoneNumber, IsEmptyAfterItWasMovedFrom) {
  Result<PhoneNumber> number = PhoneNumber::parse("+999123456789012");
  ASSERT_TRUE(number) << number.error();
  const PhoneNumber moved = std::move(*number);
  EXPECT_EQ(moved.e164(), "+999123456789012");
  EXPECT_EQ(number->canonical(), "");
  EXPECT_EQ(number->e164(), "");
  EXPECT_EQ(number->country_code(), "");
  EXPECT_EQ(number->masked(), "****");
}

TEST(MaskedPhone, ShowsTheEndsOfANumberWithItsPrefix) {
  EXPECT_EQ(masked_phone("008613000000000"), "0086130****0000");
  EXPECT_EQ(masked_phone("008601012345678"), "0086010****5678");
}

TEST(MaskedPhone, ShowsAtMostHalfOfAShorterNumber) {
  for (std::size_t length = 0; length < 15; ++length) {
    const std::string number = std::string("01234567890123456789").substr(0, length);
    const std::string shown = masked_phone(number);
    ASSERT_NE(shown.find("****"), std::string::npos);
    EXPECT_LE((shown.size() - 4) * 2, length) << number;
  }
}

TEST(MaskedPhone, NeverHidesFewerThanFourDigits) {
  for (std::size_t length = 15; length < 40; ++length) {
    const std::string shown = masked_phone(std::string(length, '1'));
    EXPECT_LE(shown.size() - 4 + 4, length) << length;
  }
}

TEST(MaskedPhone, ShowsNothingOfWhatIsNoText) {
  EXPECT_EQ(masked_phone("0086\xFF"), "****");
  EXPECT_EQ(masked_phone("\xE7\x94\xB5\xE8\xAF\x9D\xE5\x8F\xB7\xE7\xA0\x81"), "****");
  EXPECT_EQ(masked_phone(std::string_view("0086130000\0000000", 15)), "****");
}

}  // namespace
}  // namespace tccc
