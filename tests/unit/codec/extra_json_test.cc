// SPDX-License-Identifier: Apache-2.0
// Which texts may be merged into a request.
#include "codec/extra_json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/action.h"
#include "repeated.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"

namespace tccc {
namespace {

using detail::check_extra_json;
using detail::extra_json_members;
using detail::extra_json_names;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const detail::StructInfo& ai_call() {
  return *ActionOf<CreateAICallRequest>::action().request;
}
const detail::StructInfo& agent_call() {
  return *ActionOf<CreateAIAgentCallRequest>::action().request;
}

std::string fault_field(const detail::StructInfo& owner, std::string_view text) {
  const auto fault = check_extra_json(owner, text);
  return fault ? fault->field : "none";
}

TEST(ExtraJson, TakesAnyObjectOfUnknownParameters) {
  for (const char* text : {"", "  ", "{}", " {\n} ", R"({"New":1})", R"({"New":{"Callee":"nested is another thing"}})",
                           R"({"callee":"names differ by case"})", R"({"a":[1,{"b":null}],"c":"\u0000 你"})"}) {
    EXPECT_EQ(check_extra_json(ai_call(), text), std::nullopt) << text;
  }
}

TEST(ExtraJson, RefusesWhatIsNotAnObject) {
  for (const char* text : {"null",
                           "1",
                           "\"text\"",
                           "[]",
                           "[{\"New\":1}]",
                           "{",
                           "}",
                           "{\"New\":}",
                           "{\"New\":1",
                           "{\"New\":1,}",
                           "{\"New\":1}{}",
                           "{\"New\":1} x",
                           "{New:1}",
                           "{'New':1}",
                           "{\"New\":01}",
                           "{\"New\":1e999}",
                           "/**/{\"New\":1}",
                           "\xEF\xBB\xBF{\"New\":1}",
                           "{\"New\":\"\xFF\"}",
                           "{\"New\":\"\xED\xA0\x80\"}",
                           "{\"New\":\"\n\"}",
                           "\"},{\""}) {
    EXPECT_EQ(fault_field(ai_call(), text), "extra_json") << text;
  }
  EXPECT_EQ(fault_field(ai_call(), std::string_view("{\"New\":1}\0{}", 12)), "extra_json");
  EXPECT_EQ(fault_field(ai_call(), std::string_view("{\"New\":\"\0\"}", 11)), "extra_json");
}

TEST(ExtraJson, MayNotSetAParameterThatHasAField) {
  for (const char* name : {"SdkAppId", "Callee", "SystemPrompt", "LLMType", "Model", "APIKey", "APIUrl", "Temperature",
                           "VoiceType", "CustomTTSConfig", "CustomSTTConfig", "Languages", "VadLevel", "WelcomeMessage",
                           "TransferItems", "ToneWord", "EndFunctionEnable", "AmbientSoundVolume", "PromptVariables"}) {
    EXPECT_EQ(fault_field(ai_call(), R"({"New":1,")" + std::string(name) + R"(":null})"), name);
  }
  EXPECT_EQ(fault_field(agent_call(), R"({"AIAgentId":1})"), "AIAgentId");
  EXPECT_EQ(fault_field(agent_call(), R"({"LLMType":"openai"})"), "none");
  EXPECT_EQ(fault_field(ai_call(), R"({"AIAgentId":1})"), "none");
}

TEST(ExtraJson, SeesThroughEscapedNames) {
  EXPECT_EQ(fault_field(ai_call(), R"({"\u0043allee":"1"})"), "Callee");
}

TEST(ExtraJson, MayNotNameAParameterTwice) {
  EXPECT_EQ(fault_field(ai_call(), R"({"New":1,"Other":2,"New":3})"), "New");
  EXPECT_EQ(fault_field(ai_call(), R"({"New":1,"\u004eew":3})"), "New");
  EXPECT_EQ(fault_field(ai_call(), R"({"New":{"New":1}})"), "none");
}

TEST(ExtraJson, IsRefusedWithoutRecursionWhenTooDeep) {
  constexpr std::size_t kDepth = 200000;
  EXPECT_EQ(fault_field(ai_call(), repeated("{\"a\":", kDepth) + "1" + std::string(kDepth, '}')), "extra_json");
  EXPECT_EQ(fault_field(ai_call(), "{\"a\":" + std::string(kDepth, '[') + std::string(kDepth, ']') + "}"),
            "extra_json");
  EXPECT_EQ(fault_field(ai_call(), std::string(kDepth, '[')), "extra_json");
}

TEST(ExtraJson, GivesTheTextBetweenTheBraces) {
  EXPECT_EQ(extra_json_members(" { \"a\" : 1 , \"b\":{} } "), "\"a\" : 1 , \"b\":{}");
  for (const char* none : {"", " ", "{}", "{ \n}", "{", "}", "[1]", "1"}) EXPECT_EQ(extra_json_members(none), "");
}

TEST(ExtraJson, GivesTheNamesAsFarAsItCanBeRead) {
  EXPECT_THAT(extra_json_names(R"({"b":{"inner":1},"a":[{"inner":2}]})"), ElementsAre("b", "a"));
  EXPECT_THAT(extra_json_names(R"({"b":1,"a":)"), ElementsAre("b", "a"));
  EXPECT_THAT(extra_json_names("[{\"a\":1}]"), IsEmpty());
  EXPECT_THAT(extra_json_names(""), IsEmpty());
}

}  // namespace
}  // namespace tccc
