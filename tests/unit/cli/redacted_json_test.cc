// SPDX-License-Identifier: Apache-2.0
// Requests of the user's own, as they can be shown.
#include "cli/redacted_json.h"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "model/action.h"

namespace tccc::cli {
namespace {

std::string shown(const char* action, const std::string& request, bool has_whole_numbers = false) {
  const detail::Action* known = detail::find_action(action);
  return known == nullptr ? std::string() : redacted_json(*known->request, request, has_whole_numbers);
}

TEST(RedactedJson, IsWhatTheUserWrote) {
  EXPECT_EQ(shown("CreateAICall", "{}"), "{}");
  EXPECT_EQ(shown("DescribeTelCdr", "{ \"PageSize\" : 1.50 ,\n\"SdkAppId\":\"7\", \"PageNumber\":null }"),
            R"({"PageSize":1.50,"SdkAppId":"7","PageNumber":null})");
  EXPECT_EQ(
      shown("CreateAICall", R"({"VoiceType":"ZhiXi","Languages":["zh","en"],"MaxDuration":18446744073709551615})"),
      R"({"VoiceType":"ZhiXi","Languages":["zh","en"],"MaxDuration":18446744073709551615})");
}

TEST(RedactedJson, HidesSecretsAndNumbersWhateverTheirOrder) {
  EXPECT_EQ(shown("CreateAICall", R"({"APIKey":"k-1","LLMType":"openai","Callee":"008612300000000","Model":"m"})"),
            R"({"APIKey":"***","LLMType":"openai","Callee":"0086123****0000","Model":"m"})");
  EXPECT_EQ(shown("CreateAICall", R"({"Model":"m","Callers":["008612300000000"],"LLMType":"of-later","APIKey":"k-1"})"),
            R"({"Model":"m","Callers":["0086123****0000"],"LLMType":"of-later","APIKey":"***"})");
}

TEST(RedactedJson, HidesNumbersWhereverTheyStandUnlessTheyAreWanted) {
  const char* const requests[] = {
      R"({"Callee":"008612300000000"})",
      R"({"Callers":["008612300000000"]})",
      R"({"Variables":[{"Key":"mobile","Value":"12300000000"}]})",
      R"({"Variables":[{"Key":"note","Value":"call +8612300000000 back"}]})",
      R"({"SystemPrompt":"电话12300000000。"})",
  };
  for (const std::string request : requests) {
    EXPECT_EQ(shown("CreateAICall", request).find("12300000000"), std::string::npos) << request;
    EXPECT_EQ(shown("CreateAICall", request, true), request);
  }
  EXPECT_EQ(shown("CreateAIAgentCall", R"({"Variables":[{"Key":"a","Value":"12300000000"}]})"),
            R"({"Variables":[{"Key":"a","Value":"12****00"}]})");
}

TEST(RedactedJson, HidesTheTextsOfJsonForAVendor) {
  EXPECT_EQ(
      shown("CreateAICall", R"({"LLMExtraBody":"{\"n\": 1.5, \"b\":[true,\"k-1\",\"\"],\"o\":{\"key\":\"k-2\"}}"})"),
      R"({"LLMExtraBody":"{\"n\":1.5,\"b\":[true,\"***\",\"\"],\"o\":{\"key\":\"***\"}}"})");
  for (const std::string& other : {std::string("k-1"), std::string("{"), std::string(66, '[') + std::string(66, ']')}) {
    EXPECT_EQ(shown("CreateAICall", R"({"LLMExtraBody":")" + other + "\"}"), R"({"LLMExtraBody":"***"})");
  }
}

TEST(RedactedJson, LeavesTimesAndIds) {
  for (const std::string request : {R"({"StartTimeStamp":1735689600})", R"({"SessionIds":["1234567890"]})"}) {
    EXPECT_EQ(shown("DescribeTelCdr", request), request);
  }
}

TEST(RedactedJson, HidesWhatIsSecretInUrls) {
  for (const bool whole : {false, true}) {
    EXPECT_EQ(
        shown("CreateAICall", R"({"LLMType":"openai","APIUrl":"https://u:k-1@llm.example.com/v1?key=k-2"})", whole),
        R"({"LLMType":"openai","APIUrl":"https://***@llm.example.com/v1?***"})");
    EXPECT_EQ(shown("CreateAICall", R"({"SystemPrompt":"Read https://u:k-1@a.example.com/?k-2 aloud"})", whole),
              R"({"SystemPrompt":"Read https://***@a.example.com/?*** aloud"})");
  }
}

TEST(RedactedJson, HidesThemInJsonInsideAString) {
  const auto wrapped = [](const std::string& inner) {
    return shown("CreateAICall", R"({"CustomTTSConfig":)" + nlohmann::json(inner).dump() + "}");
  };
  EXPECT_EQ(
      wrapped(R"({"SecretKey":"k-1","AppId":7,"SecretId":"k-2","TTSType":"tencent"})"),
      R"({"CustomTTSConfig":"{\"SecretKey\":\"***\",\"AppId\":7,\"SecretId\":\"***\",\"TTSType\":\"tencent\"}"})");
  for (const char* unknown : {R"({"TTSType":"of-later","Key":"k-1"})", R"({"Key":"k-1"})", "k-1", "[\"k-1\"]", ""}) {
    EXPECT_EQ(wrapped(unknown), R"({"CustomTTSConfig":"***"})") << unknown;
  }
}

TEST(RedactedJson, HidesWhatNobodyKnows) {
  EXPECT_EQ(shown("CreateAICall", R"({"Later":{"Key":["k-1"]},"Other":1,"Model":"m"})"),
            R"({"Later":"***","Other":"***","Model":"m"})");
  EXPECT_EQ(shown("CreateAICall", R"({"Variables":[{"Key":"name","Later":"k-1"},["k-2"],"k-3"]})"),
            R"({"Variables":[{"Key":"name","Later":"***"},"***","***"]})");
}

TEST(RedactedJson, HidesWhatIsOfAnotherType) {
  EXPECT_EQ(shown("CreateAICall", R"({"APIKey":1234,"Callee":13800138000,"Model":{"APIKey":"k-1"},"Variables":"k-2"})"),
            R"({"APIKey":"***","Callee":"***","Model":"***","Variables":"***"})");
  EXPECT_EQ(shown("CreateAICall", R"({"APIKey":["k-1"],"Callee":["008612300000000"],"CustomTTSConfig":{"Key":"k"}})"),
            R"({"APIKey":"***","Callee":"***","CustomTTSConfig":"***"})");
}

TEST(RedactedJson, ShowsNothingOfWhatIsNoJson) {
  EXPECT_EQ(shown("CreateAICall", "{\"Model\":\"m\""), "\"***\"");
}

}  // namespace
}  // namespace tccc::cli
