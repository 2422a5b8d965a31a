// SPDX-License-Identifier: Apache-2.0
// Results of a call as typed values, and what is said of those that are missing or cannot be right.
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tccc/extraction_schema.h"

namespace tccc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Status = FactFinding::Status;

// As the service fills a result in: every member, most of them with nothing.
ExtractedValue text_result(const std::string& name, const std::string& text) {
  return {name, text, {}, false, 0.0};
}

FactFinding read_one(WantedFact fact, ExtractedValue result, const std::string& home = {}) {
  ExtractionOptions options;
  options.home_country = home;
  fact.name = result.name = "fact";
  const auto schema = ExtractionSchema::create({std::move(fact)}, options);
  return schema->read({std::move(result)}).facts.at(0);
}

FactFinding read_text(FactKind kind, const std::string& text, const std::string& home = {}) {
  return read_one({"", kind}, text_result("", text), home);
}

TEST(ExtractionReport, GivesEachKindAsItsType) {
  const auto schema = ExtractionSchema::create({{"name", FactKind::text},
                                                {"damage", FactKind::choice, "", {"car", "house"}},
                                                {"injured", FactKind::yes_no},
                                                {"vehicles", FactKind::number},
                                                {"happened_at", FactKind::date_time},
                                                {"call_back", FactKind::phone},
                                                {"mail", FactKind::email}});
  ASSERT_TRUE(schema) << schema.error();
  const ExtractionReport report = schema->read({text_result("mail", "li@example.com"),
                                                text_result("name", " Li Wei "),
                                                {"damage", "", {"house", "car"}, false, 0.0},
                                                {"injured", "", {}, true, 0.0},
                                                {"vehicles", "", {}, false, 2.0},
                                                text_result("happened_at", "2025-01-31T14:30:00+08:00"),
                                                text_result("call_back", "+86 130 1234 5678")});
  EXPECT_TRUE(report.is_complete());
  EXPECT_THAT(report.open_facts(), IsEmpty());
  EXPECT_THAT(report.unknown, IsEmpty());
  ASSERT_NE(report.get<std::string>("name"), nullptr);
  EXPECT_EQ(*report.get<std::string>("name"), "Li Wei");
  ASSERT_NE(report.get<ChosenValues>("damage"), nullptr);
  EXPECT_THAT(report.get<ChosenValues>("damage")->values, ElementsAre("house", "car"));
  ASSERT_NE(report.get<bool>("injured"), nullptr);
  EXPECT_TRUE(*report.get<bool>("injured"));
  ASSERT_NE(report.get<double>("vehicles"), nullptr);
  EXPECT_EQ(*report.get<double>("vehicles"), 2.0);
  ASSERT_NE(report.get<DateTime>("happened_at"), nullptr);
  EXPECT_EQ(report.get<DateTime>("happened_at")->instant(),
            std::chrono::system_clock::time_point(std::chrono::seconds(1738305000)));
  ASSERT_NE(report.get<PhoneNumber>("call_back"), nullptr);
  EXPECT_EQ(report.get<PhoneNumber>("call_back")->canonical(), "008613012345678");
  ASSERT_NE(report.get<EmailAddress>("mail"), nullptr);
  EXPECT_EQ(report.get<EmailAddress>("mail")->text, "li@example.com");
  EXPECT_EQ(report.get<bool>("name"), nullptr);
  EXPECT_EQ(report.get<std::string>("nobody"), nullptr);
}

TEST(ExtractionReport, NamesWhatIsMissing) {
  const auto schema = ExtractionSchema::create({{"name", FactKind::text},
                                                {"damage", FactKind::choice, "", {"car", "house"}},
                                                {"injured", FactKind::yes_no},
                                                {"mail", FactKind::email, "", {}, {}, false}});
  const ExtractionReport report =
      schema->read({text_result("name", " \n"), {"damage", "", {}, false, 0.0}, {"injured"}});
  EXPECT_FALSE(report.is_complete());
  EXPECT_THAT(report.open_facts(), ElementsAre("name", "damage", "injured"));
  for (const FactFinding& finding : report.facts) EXPECT_EQ(finding.status, Status::missing) << finding.name;
  EXPECT_EQ(report.find("name")->why, "has no value");
  EXPECT_EQ(report.find("mail")->why, "is not among the results");
}

TEST(ExtractionReport, TakesAnEmptyChoiceForNone) {
  const WantedFact damage{"damage", FactKind::choice, "", {"car", "house"}};
  const auto schema = ExtractionSchema::create({damage});
  const auto finding_of = [&schema](std::vector<std::string> chosen) {
    return *schema->read({{"damage", "", std::move(chosen), {}, {}}}).find("damage");
  };
  for (const std::vector<std::string>& none : {std::vector<std::string>{""}, {" "}, {"", ""}}) {
    EXPECT_EQ(finding_of(none).status, Status::missing);
    EXPECT_EQ(finding_of(none).why, "has no value");
  }
  const FactFinding found = finding_of({"", "house"});
  EXPECT_EQ(found.status, Status::found);
  ASSERT_TRUE(found.value);
  EXPECT_THAT(std::get<ChosenValues>(*found.value).values, ElementsAre("house"));
}

TEST(ExtractionReport, IsCompleteWithoutWhatIsNotRequired) {
  const auto schema =
      ExtractionSchema::create({{"name", FactKind::text}, {"mail", FactKind::email, "", {}, {}, false}});
  EXPECT_TRUE(schema->read({text_result("name", "Li"), text_result("mail", "none")}).is_complete());
}

TEST(ExtractionReport, KeepsWhatIsImplausibleAndSaysWhyWithoutShowingIt) {
  const FactFinding date = read_text(FactKind::date_time, "next Tuesday");
  EXPECT_EQ(date.status, Status::implausible);
  EXPECT_FALSE(date.value);
  EXPECT_EQ(date.why, "is no ISO 8601 date or time that exists");
  EXPECT_EQ(date.raw, "next Tuesday");

  const FactFinding phone = read_text(FactKind::phone, "130 1234 5678");
  EXPECT_EQ(phone.status, Status::implausible);
  EXPECT_EQ(phone.why.find("1234"), std::string::npos);
  EXPECT_EQ(phone.raw, "130 1234 5678");
  EXPECT_EQ(read_text(FactKind::phone, "130 1234 5678", "86").status, Status::found);

  EXPECT_EQ(read_text(FactKind::email, "li at example dot com").status, Status::implausible);
  EXPECT_EQ(read_text(FactKind::text, "\xFF").status, Status::implausible);
  const FactFinding choice = read_one({"", FactKind::choice, "", {"a", "b"}}, {"", "", {"a", "c"}, {}, {}});
  EXPECT_EQ(choice.status, Status::implausible);
  EXPECT_EQ(choice.raw, "c");
  EXPECT_EQ(read_one({"", FactKind::number}, {"", "", {}, {}, std::numeric_limits<double>::infinity()}).status,
            Status::implausible);
}

TEST(ExtractionReport, TakesNoSideBetweenTwoResultsOfOneName) {
  const auto schema = ExtractionSchema::create({{"name", FactKind::text}});
  const ExtractionReport report = schema->read({text_result("name", "Li"), text_result("name", "Wang")});
  EXPECT_EQ(report.facts.at(0).status, Status::implausible);
  EXPECT_FALSE(report.facts.at(0).value);
  EXPECT_EQ(report.get<std::string>("name"), nullptr);
}

TEST(ExtractionReport, HandsOnResultsThatNobodyAskedFor) {
  const auto schema = ExtractionSchema::create({{"name", FactKind::text}});
  const ExtractionReport report = schema->read({text_result("mood", "calm"), text_result("name", "Li")});
  ASSERT_EQ(report.unknown.size(), 1U);
  EXPECT_EQ(report.unknown[0].name, "mood");
  EXPECT_EQ(report.unknown[0].text, "calm");
}

TEST(PlausibleEmail, HasAMailboxAndADomain) {
  for (const char* text :
       {"a@b.cn", "first.last+tag@mail.example.com", "x_y@sub-domain.example.org", "q@xn--fiq.xn--55qx5d"}) {
    EXPECT_TRUE(is_plausible_email(text)) << text;
  }
  const std::string long_mailbox = std::string(65, 'a') + "@example.com";
  const std::string long_label = "a@" + std::string(64, 'b') + ".com";
  std::string long_address = "a@";
  while (long_address.size() < 252) long_address += "bcd.";
  long_address += "com";
  for (const std::string& text : {std::string(),
                                  std::string("a"),
                                  std::string("@"),
                                  std::string("a@"),
                                  std::string("@b.cn"),
                                  std::string("a@b"),
                                  std::string("a@b.c"),
                                  std::string("a@b.1"),
                                  std::string("a@b.c1"),
                                  std::string("a@@b.cn"),
                                  std::string("a@b@c.cn"),
                                  std::string("a b@c.cn"),
                                  std::string(".a@b.cn"),
                                  std::string("a.@b.cn"),
                                  std::string("a..b@c.cn"),
                                  std::string("a@-b.cn"),
                                  std::string("a@b-.cn"),
                                  std::string("a@b..cn"),
                                  std::string("a@.cn"),
                                  std::string("a@b.cn."),
                                  std::string("a@b.cn\n"),
                                  std::string("\xC3\xA9@b.cn"),
                                  long_mailbox,
                                  long_label,
                                  long_address}) {
    EXPECT_FALSE(is_plausible_email(text)) << text;
  }
}

TEST(FactFindingStatus, HasAName) {
  EXPECT_EQ(to_string(Status::found), "found");
  EXPECT_EQ(to_string(Status::missing), "missing");
  EXPECT_EQ(to_string(Status::implausible), "implausible");
  EXPECT_EQ(to_string(static_cast<Status>(9)), "unknown");
}

}  // namespace
}  // namespace tccc
