// SPDX-License-Identifier: Apache-2.0
// What a credentials file may look like, and what is said of one that is wrong.
#include "auth/profile.h"

#include <string>

#include <gtest/gtest.h>

#include "auth_fixture.h"

namespace tccc {
namespace {

using detail::ProfileFault;
using detail::read_profile;

const Keys& keys() {
  static const Keys made;
  return made;
}

// The text with `ID`, `KEY` and `TOKEN` replaced by keys of this run.
std::string fill(std::string text) {
  const std::pair<std::string, std::string> parts[] = {
      {"<ID>", keys().id}, {"<KEY>", keys().key}, {"<TOKEN>", keys().token}};
  for (const auto& [name, value] : parts) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
      text.replace(at, name.size(), value);
    }
  }
  return text;
}

void expect_keys(const std::string& text, const std::string& profile = "default", bool has_token = false) {
  const auto reading = read_profile(fill(text), profile);
  const auto* credentials = std::get_if<Credentials>(&reading);
  ASSERT_NE(credentials, nullptr) << text << ": " << std::get<ProfileFault>(reading).message;
  EXPECT_TRUE(credentials->secret_id == keys().id) << text;
  EXPECT_TRUE(credentials->secret_key.reveal() == keys().key) << text;
  EXPECT_TRUE(credentials->token.reveal() == (has_token ? keys().token : "")) << text;
}

void expect_fault(const std::string& text, std::size_t line, const std::string& part) {
  const auto reading = read_profile(fill(text), "default");
  const auto* fault = std::get_if<ProfileFault>(&reading);
  ASSERT_NE(fault, nullptr) << text;
  EXPECT_EQ(fault->line, line) << text << ": " << fault->message;
  EXPECT_TRUE(contains(fault->message, part)) << fault->message;
  EXPECT_FALSE(keys().appear_in(fault->message));
}

TEST(Profile, ReadsWhatTheSdksWrite) {
  expect_keys("[default]\nsecret_id = <ID>\nsecret_key = <KEY>\n");
  expect_keys("[default]\nsecret_id=<ID>\nsecret_key=<KEY>\ntoken=<TOKEN>", "default", true);
}

TEST(Profile, ReadsEveryKindOfLineEndBlankAndComment) {
  expect_keys("\xEF\xBB\xBF# keys\r\n\r\n[ default ]\r\n; mine\r\n\tsecret_id\t=  <ID> \r\n  secret_key:<KEY>\r\n");
  expect_keys("\n\n[default] # production\nSecret_Id = <ID>\nSECRET_KEY = <KEY>");
}

TEST(Profile, TakesOnePairOfQuotesOffAValue) {
  expect_keys("[default]\nsecret_id = \"<ID>\"\nsecret_key = '<KEY>'\ntoken = \"\"");
}

TEST(Profile, TakesTheProfileThatIsAskedFor) {
  expect_keys("[default]\nsecret_id = x\nsecret_key = y\n[staging]\nsecret_id = <ID>\nsecret_key = <KEY>\n[last]\n",
              "staging");
}

TEST(Profile, PassesOverUnknownKeysAndOtherProfiles) {
  expect_keys(
      "stray\nsecret_id = before any profile\n[other]\nno separator here\nsecret_id = \"not closed\nsecret_id = twice\n"
      "[default]\nsecret_id = <ID>\nrole_arn = some arn\nsecret_key = <KEY>\nregion =\n[other]\nsecret_key = z\n");
}

TEST(Profile, NamesWhatIsMissing) {
  expect_fault("", 0, "has no profile [default]");
  expect_fault("[other]\nsecret_id = <ID>\nsecret_key = <KEY>\n", 0, "has no profile [default]");
  expect_fault("\n[default]\nsecret_id = <ID>\n", 2, "profile [default] begins here and has no secret_key");
  expect_fault("[default]\nsecret_key = <KEY>\n", 1, "has no secret_id");
}

TEST(Profile, NamesTheLineAndNeverShowsIt) {
  expect_fault("[default]\nsecret_id = <ID>\nsecret_key =\n", 3, "secret_key is empty");
  expect_fault("[default]\nsecret_id = ''\nsecret_key = <KEY>\n", 2, "secret_id is empty");
  expect_fault("[default]\nsecret_id = <ID>\n<KEY>\n", 3, "neither a comment");
  expect_fault("[default]\nsecret_id = <ID> # mine\nsecret_key = <KEY>\n", 2, "comments need a line of their own");
  expect_fault("[default]\nsecret_id = \"<ID>\nsecret_key = <KEY>\n", 2, "a quote that is not closed");
  expect_fault("[default]\nsecret_id = <ID>\nsecret_key = <KEY>\x01\n", 3, "a byte that no key has");
  expect_fault("[default\nsecret_id = <ID>\n", 1, "no closing bracket");
}

TEST(Profile, RefusesCarriageReturnsInsideAValue) {
  expect_fault("[default]\nsecret_id = <ID>\nsecret_key = <KEY>\ntoken = <TOKEN>\rX-Injected: 1\n", 4, "token holds");
}

TEST(Profile, RefusesWhatCouldMixTwoGenerations) {
  expect_fault("[default]\nsecret_id = <ID>\nsecret_id = <ID>\nsecret_key = <KEY>\n", 3,
               "secret_id stands a second time");
  expect_fault("[default]\nsecret_id = <ID>\n[default]\nsecret_key = <KEY>\n", 3, "stands a second time");
}

}  // namespace
}  // namespace tccc
