// SPDX-License-Identifier: Apache-2.0
#include "codec/json_reader.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "codec/json_writer.h"

namespace tccc::detail {
namespace {

// Writes down what it is given; stops at the event whose line is `last`.
class Notes final : public JsonEvents {
 public:
  explicit Notes(std::string last = {}) : last_(std::move(last)) {}

  bool open(char bracket) override { return note(std::string(1, bracket)); }
  bool close(char bracket) override { return note(std::string(1, bracket)); }
  bool key(std::string_view name) override { return note("key " + std::string(name)); }
  bool scalar(const JsonScalar& value) override {
    switch (value.type) {
      case JsonScalar::Type::null:
        return note("null");
      case JsonScalar::Type::boolean:
        return note(value.boolean ? "true" : "false");
      case JsonScalar::Type::negative:
        return note("negative " + std::to_string(value.negative));
      case JsonScalar::Type::natural:
        return note("natural " + std::to_string(value.natural));
      case JsonScalar::Type::real:
        return note("real " + std::string(value.text));
      case JsonScalar::Type::text:
        return note("text " + std::string(value.text));
    }
    return false;
  }

  std::vector<std::string> lines;

 private:
  bool note(std::string line) {
    lines.push_back(std::move(line));
    return lines.back() != last_;
  }

  const std::string last_;
};

std::vector<std::string> lines_of(std::string_view json) {
  Notes notes;
  EXPECT_EQ(read_json(json, notes), JsonEnd::complete) << json;
  return notes.lines;
}

TEST(ReadJson, TellsOfEveryPartInTheOrderOfTheText) {
  const std::vector<std::string> expected = {
      "{",      "key a", "[", "natural 1", "negative -2", "real 3.5", "]",     "key b", "{",     "}",     "key c",
      "text d", "key e", "[", "]",         "key f",       "null",     "key g", "true",  "key h", "false", "}"};
  EXPECT_EQ(lines_of(R"( {"a":[1, -2,3.5],"b":{ } ,"c":"d","e":[ ],"f":null,"g":true,"h":false} )"), expected);
}

TEST(ReadJson, KeepsWholeNumbersToTheEndOfTheirRange) {
  const std::vector<std::string> expected = {"[",
                                             "natural 18446744073709551615",
                                             "real 18446744073709551616",
                                             "negative -9223372036854775808",
                                             "real -9223372036854775809",
                                             "negative 0",
                                             "real 1e0",
                                             "]"};
  EXPECT_EQ(lines_of("[18446744073709551615,18446744073709551616,-9223372036854775808,-9223372036854775809,-0,1e0]"),
            expected);
}

TEST(ReadJson, GivesTextsWithoutTheirEscapes) {
  EXPECT_EQ(lines_of(R"("a\"\\\/\b\f\n\r\t\u4f60\u00e9\ud83d\udc4b\u0041z")"),
            std::vector<std::string>{"text a\"\\/\b\f\n\r\t你é👋Az"});
}

TEST(ReadJson, FindsTheEndOfATextAtEveryOffset) {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string text(size, 'x');
    EXPECT_EQ(lines_of("\"" + text + "\""), std::vector<std::string>{"text " + text});
    EXPECT_EQ(lines_of("\"" + text + "\\n" + text + "\""), std::vector<std::string>{"text " + text + "\n" + text});
    EXPECT_FALSE(is_json("\"" + text + "\n\""));
    EXPECT_FALSE(is_json("\"" + text));
  }
}

TEST(ReadJson, StopsWhenAnEventSaysSo) {
  Notes notes("key b");
  EXPECT_EQ(read_json(R"({"a":1,"b":2,this is not looked at)", notes), JsonEnd::stopped);
  EXPECT_EQ(notes.lines.back(), "key b");
}

TEST(ReadJson, TakesAnyDepthWithoutRecursion) {
  constexpr std::size_t kDepth = 1'000'000;
  EXPECT_TRUE(is_json(std::string(kDepth, '[') + std::string(kDepth, ']')));
  EXPECT_FALSE(is_json(std::string(kDepth, '[')));
}

TEST(ReadJson, RefusesANulByteWhereverItStands) {
  const std::string json = R"({"a":[1,"b"]})";
  for (std::size_t at = 0; at <= json.size(); ++at) {
    EXPECT_FALSE(is_json(json.substr(0, at) + std::string(1, '\0') + json.substr(at))) << at;
  }
}

// Every text that comes of a sound one by cutting it off, or by another byte in one place.
TEST(ReadJson, RefusesAndTakesWhatAnotherReaderDoes) {
  const std::string texts[] = {
      R"({"a":[1,-20,3.25,1e5,1E-2,0.5e+7,-0],"b":{"c":"d"},"e":[],"f":{},"g":[true,false,null]} )",
      "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u4f60\\uD83D\\uDC4B\",\"你好 Amélie 👋 \xE0\xA4\xB9 \xED\x95\x9C \x7F\"]",
      "\xEF\xBB\xBF{\"Response\":{\"RequestId\":\"4e3f2a1b-9999-8888-7777-666655554444\",\"Total\":12}}",
      "[1e308,1e309,-1e309,1e-400,123456789012345678901234567890]"};
  for (const std::string& text : texts) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      const std::string cut = text.substr(0, at);
      EXPECT_EQ(is_json(cut), nlohmann::json::accept(cut)) << cut;
      std::string changed = text;
      for (int byte = 1; byte < 256; ++byte) {
        changed[at] = static_cast<char>(byte);
        ASSERT_EQ(is_json(changed), nlohmann::json::accept(changed)) << changed;
      }
    }
  }
}

TEST(ReadJson, ReadsNumbersAsAnotherReaderDoes) {
  struct Number final : JsonEvents {
    bool open(char /*bracket*/) override { return false; }
    bool close(char /*bracket*/) override { return false; }
    bool key(std::string_view /*name*/) override { return false; }
    bool scalar(const JsonScalar& scalar) override {
      value = scalar.real;
      return true;
    }
    double value = 0;
  };
  for (const std::string spelling :
       {"0.1", "1e-400", "-1.5E+300", "4.9e-324", "0.30000000000000004", "123456789012345678901234567890"}) {
    Number read;
    EXPECT_EQ(read_json(spelling, read), JsonEnd::complete);
    EXPECT_EQ(read.value, nlohmann::json::parse(spelling).get<double>()) << spelling;
  }
}

TEST(ReadJson, ReadsBackEveryTextThatIsWritten) {
  std::string text;
  for (int byte = 1; byte < 128; ++byte) text.append(static_cast<std::size_t>(byte) % 19, static_cast<char>(byte));
  std::string json;
  JsonWriter(json).text(text);
  EXPECT_EQ(lines_of(json), std::vector<std::string>{"text " + text});
}

}  // namespace
}  // namespace tccc::detail
