// SPDX-License-Identifier: Apache-2.0
// What a list of wanted facts becomes in a request, and which lists are refused.
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tccc/api/create_ai_call.h"
#include "tccc/extraction_schema.h"
#include "tccc/lint.h"
#include "tccc/request_json.h"

namespace tccc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<WantedFact> claim() {
  return {{"name", FactKind::text, "Full name", {}, {"Li Wei"}, true},
          {"damage", FactKind::choice, "What was damaged", {"car", "house", "person"}, {}, true},
          {"injured", FactKind::yes_no, "Whether anybody is injured", {}, {}, true},
          {"vehicles", FactKind::number, "Vehicles involved", {}, {}, false},
          {"happened_at", FactKind::date_time, "When it happened", {}, {}, true},
          {"call_back", FactKind::phone, "Number for a call back", {}, {}, true},
          {"mail", FactKind::email, "", {}, {}, false}};
}

TEST(ExtractionSchema, AsksTheServiceForTheKindsItKnows) {
  const auto schema = ExtractionSchema::create(claim());
  ASSERT_TRUE(schema) << schema.error();
  const std::vector<ExtractItem> items = schema->extract_items();
  std::vector<std::pair<std::string, std::string>> types;
  for (const ExtractItem& item : items) types.emplace_back(item.info_name, item.info_type);
  EXPECT_THAT(types,
              ElementsAre(std::pair("name", "Text"), std::pair("damage", "Selector"), std::pair("injured", "Boolean"),
                          std::pair("vehicles", "Number"), std::pair("happened_at", "Text"),
                          std::pair("call_back", "Text"), std::pair("mail", "Text")));
  EXPECT_THAT(items[0].examples, ElementsAre("Li Wei"));
  EXPECT_EQ(items[0].info_content, "Full name");
  EXPECT_THAT(items[1].choices, ElementsAre("car", "house", "person"));
  EXPECT_THAT(*items[4].info_content, HasSubstr("When it happened - date and time in ISO 8601"));
  EXPECT_THAT(*items[5].info_content, HasSubstr("country code"));
  EXPECT_THAT(*items[6].info_content, HasSubstr("e-mail address, such as name@example.com. Leave it empty"));
}

TEST(ExtractionSchema, PutsTheFactsIntoWords) {
  const std::string text = ExtractionSchema::create(claim())->prompt_text();
  EXPECT_EQ(text.substr(0, 2), "\n\n");
  EXPECT_THAT(text, HasSubstr("\n- name: Full name\n"));
  EXPECT_THAT(text, HasSubstr("\n- damage: What was damaged [one or more of: car / house / person]\n"));
  EXPECT_THAT(text, HasSubstr("\n- vehicles: Vehicles involved (if it comes up) [a number]\n"));
  EXPECT_THAT(text, HasSubstr("\n- mail (if it comes up) [e-mail address"));
}

TEST(ExtractionSchema, SpeaksTheLanguageOfTheCall) {
  ExtractionOptions options;
  options.language = PromptLanguage::chinese;
  const auto schema = ExtractionSchema::create(claim(), options);
  EXPECT_THAT(schema->prompt_text(), HasSubstr("请在通话中"));
  EXPECT_THAT(schema->prompt_text(), Not(HasSubstr("Find out")));
  EXPECT_THAT(*schema->extract_items()[5].info_content, HasSubstr("国家码"));
}

TEST(ExtractionSchema, FitsIntoARequest) {
  const auto schema = ExtractionSchema::create(claim());
  CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008612300000000";
  request.system_prompt = "You take claims." + schema->prompt_text();
  request.llm = OpenAILlm{"gpt-4o-mini", Secret("key"), "https://api.openai.com/v1/"};
  request.voice = BuiltInVoice{"ZhiXi"};
  request.extract = schema->extract_items();
  const auto json = request_json(request);
  ASSERT_TRUE(json) << json.error();
  for (const LintFinding& finding : lint(request)) EXPECT_THAT(finding.field, Not(HasSubstr("Extract")));
}

TEST(ExtractionSchema, RefusesAListThatCannotBeAskedFor) {
  const auto field_of = [](std::vector<WantedFact> facts, ExtractionOptions options = {}) {
    const auto schema = ExtractionSchema::create(std::move(facts), std::move(options));
    if (schema) return std::string();
    EXPECT_EQ(schema.error().code(), ErrorCode::invalid_argument);
    EXPECT_EQ(schema.error().outcome(), Outcome::not_sent);
    return schema.error().field();
  };
  const WantedFact good{"a", FactKind::text, "", {}, {}, true};
  EXPECT_EQ(field_of({}), "facts");
  EXPECT_EQ(field_of({good}), "");
  EXPECT_EQ(field_of(std::vector<WantedFact>(ExtractionSchema::kMostFacts + 1, good)), "facts");
  EXPECT_EQ(field_of({good, good}), "facts[1].name");
  EXPECT_EQ(field_of({{"", FactKind::text}}), "facts[0].name");
  EXPECT_EQ(field_of({{"\xFF", FactKind::text}}), "facts[0].name");
  EXPECT_EQ(field_of({{"a", FactKind::text, "\xFF"}}), "facts[0].description");
  EXPECT_EQ(field_of({{"a", FactKind::text, "", {}, {"\xFF"}}}), "facts[0].examples");
  EXPECT_EQ(field_of({good, {"b", FactKind::choice, "", {"one"}}}), "facts[1].choices");
  EXPECT_EQ(field_of({{"a", FactKind::choice, "", {"one", "one"}}}), "facts[0].choices");
  EXPECT_EQ(field_of({{"a", FactKind::choice, "", {"one", ""}}}), "facts[0].choices");
  EXPECT_EQ(field_of({{"a", FactKind::choice, "", {"one", "\xFF"}}}), "facts[0].choices");
  EXPECT_EQ(field_of({{"a", FactKind::number, "", {"one", "two"}}}), "facts[0].choices");
  EXPECT_EQ(field_of({{"a", static_cast<FactKind>(200)}}), "facts[0].kind");
  ExtractionOptions options;
  for (const char* home : {"86", "852", "1", "7", "44"}) {
    options.home_country = home;
    EXPECT_EQ(field_of({good}, options), "");
  }
  options.home_country = "China";
  EXPECT_EQ(field_of({good}, options), "home_country");
}

TEST(FactKind, HasAName) {
  EXPECT_EQ(to_string(FactKind::yes_no), "yes_no");
  EXPECT_EQ(to_string(FactKind::email), "email");
  EXPECT_EQ(to_string(static_cast<FactKind>(200)), "unknown");
}

}  // namespace
}  // namespace tccc
