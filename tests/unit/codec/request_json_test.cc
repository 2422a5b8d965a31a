// SPDX-License-Identifier: Apache-2.0
// Requests as JSON text, as applications read and show them.
#include "tccc/request_json.h"

#include <cmath>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "every_field.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"
#include "tccc/api/create_auto_callout_task.h"

namespace tccc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kAgentCall =
    R"({"SdkAppId":1400000000,"AIAgentId":15,"Callee":"008612300000000","Callers":["008601012345678"],)"
    R"("PromptVariables":[{"Key":"foo","Value":"bar"}]})";

template <class Request>
Error parse_error(std::string_view text) {
  const auto request = parse_request<Request>(text);
  EXPECT_FALSE(request) << text;
  return request ? Error(Error::Details()) : request.error();
}

TEST(ParseRequest, ReadsWhatTheServicesPagesPrint) {
  const auto request = parse_request<CreateAIAgentCallRequest>(kAgentCall);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->sdk_app_id, 1400000000);
  EXPECT_EQ(request->ai_agent_id, 15U);
  EXPECT_EQ(request->callee, "008612300000000");
  ASSERT_EQ(request->callers.size(), 1U);
  ASSERT_EQ(request->prompt_variables.size(), 1U);
  EXPECT_EQ(request->prompt_variables[0].value, "bar");
}

TEST(ParseRequest, NamesTheParameterOfAnotherType) {
  const Error error = parse_error<CreateAICallRequest>(R"({"TransferItems":[{"TransferFunctionName":1}]})");
  EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
  EXPECT_EQ(error.outcome(), Outcome::not_sent);
  EXPECT_EQ(error.field(), "TransferItems[0].TransferFunctionName");
  EXPECT_EQ(error.action(), "CreateAICall");
  EXPECT_EQ(error.attempts(), 0);
  EXPECT_THAT(error.message(), HasSubstr("TransferItems[0].TransferFunctionName"));
}

TEST(ParseRequest, RefusesABuiltInAndAVendorVoiceAtOnce) {
  const Error error =
      parse_error<CreateAICallRequest>(R"({"VoiceType":"ZhiXi","CustomTTSConfig":"{\"TTSType\":\"custom\"}"})");
  EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
  EXPECT_THAT(error.field(), HasSubstr("VoiceType"));
  EXPECT_THAT(error.message(), HasSubstr("CustomTTSConfig"));
}

TEST(ParseRequest, RefusesBrokenTextWithoutQuotingIt) {
  for (const char* text : {"", "{\"APIKey\":\"sk-0123456789", "[]", "{\"APIKey\":\"sk-0123456789\"}}"}) {
    const Error error = parse_error<CreateAICallRequest>(text);
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    EXPECT_EQ(error.field(), "");
    EXPECT_THAT(error.message(), Not(HasSubstr("sk-0123456789")));
  }
}

TEST(ParseRequest, SaysThatNestedUnknownParametersCannotBePassedOn) {
  const Error error = parse_error<CreateAIAgentCallRequest>(R"({"Variables":[{"Key":"k","Value":"v","New":1}]})");
  EXPECT_EQ(error.field(), "Variables[0].New");
  EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
}

TEST(ParseRequest, KeepsUnknownParametersAndSendsThem) {
  const auto request = parse_request<CreateAIAgentCallRequest>(
      R"({"SdkAppId":1,"NewOne":{"a":[1,2.50]},"AIAgentId":2,"Callee":"3","NewTwo":"x"})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->extra_json, R"({"NewOne":{"a":[1,2.50]},"NewTwo":"x"})");
  const auto text = request_json(*request);
  ASSERT_TRUE(text);
  EXPECT_EQ(text->reveal(), R"({"SdkAppId":1,"AIAgentId":2,"Callee":"3","NewOne":{"a":[1,2.50]},"NewTwo":"x"})");
}

TEST(ParseRequest, KeepsADuplicateUnknownParameterFromBeingSent) {
  const auto request =
      parse_request<CreateAIAgentCallRequest>(R"({"SdkAppId":1,"AIAgentId":2,"Callee":"3","New":1,"New":2})");
  ASSERT_TRUE(request);
  const auto text = request_json(*request);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().field(), "New");
}

TEST(RequestJson, GivesTheTextThatWasRead) {
  const auto request = parse_request<CreateAIAgentCallRequest>(kAgentCall);
  ASSERT_TRUE(request);
  const auto text = request_json(*request);
  ASSERT_TRUE(text);
  EXPECT_EQ(text->reveal(), kAgentCall);
}

TEST(RequestJson, KeepsTheSignOfZero) {
  CreateAICallRequest request;
  request.sdk_app_id = 1;
  request.callee = "1";
  request.llm = OpenAILlm{{}, Secret("k"), "u"};
  request.sampling = {-0.0, 0.0};
  request.extra_json = R"({"New":-0,"Other":-0.0})";
  const auto text = request_json(request);
  ASSERT_TRUE(text) << text.error();
  const auto again = parse_request<CreateAICallRequest>(text->reveal());
  ASSERT_TRUE(again) << again.error();
  EXPECT_TRUE(std::signbit(again->sampling.temperature.value()));
  EXPECT_FALSE(std::signbit(again->sampling.top_p.value()));
  EXPECT_EQ(again->extra_json, request.extra_json);
}

TEST(RequestJson, GivesTheViolationOfARequestThatCannotBeSent) {
  CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  const auto text = request_json(request);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code(), ErrorCode::invalid_argument);
  EXPECT_EQ(text.error().outcome(), Outcome::not_sent);
  EXPECT_EQ(text.error().field(), "Callee");
  EXPECT_EQ(text.error().message(), "Callee is required");
}

TEST(RequestJson, KeepsVendorTextByteForByte) {
  const std::string vendor = R"({ "TTSType" : "tencent", "Speed": 1.0 })";
  CreateAICallRequest request;
  request.sdk_app_id = 1;
  request.callee = "1";
  request.llm = OpenAILlm{{}, Secret("k"), "u"};
  request.voice = RawVoice{Secret(vendor)};
  const auto text = request_json(request);
  ASSERT_TRUE(text);
  const auto document = nlohmann::json::parse(text->reveal());
  EXPECT_EQ(document.at("CustomTTSConfig").get<std::string>(), vendor);
  const auto again = parse_request<CreateAICallRequest>(text->reveal());
  ASSERT_TRUE(again);
  ASSERT_TRUE(std::holds_alternative<RawVoice>(again->voice));
  EXPECT_EQ(std::get<RawVoice>(again->voice).json, Secret(vendor));
}

TEST(RedactedRequestJson, ShowsTheRequestWithoutKeysAndNumbers) {
  const std::string key = every_field::random_key();
  CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008613000000000";
  request.callers = {"008601012345678"};
  request.llm = OpenAILlm{"gpt-4o-mini", Secret(key), "https://api.openai.com/v1/"};
  EXPECT_EQ(redacted_request_json(request),
            R"({"SdkAppId":1400000000,"Callee":"0086130****0000","LLMType":"openai","Model":"gpt-4o-mini",)"
            R"("APIKey":"***","APIUrl":"https://api.openai.com/v1/","Callers":["0086010****5678"]})");
  request.voice = MinimaxVoice{{}, {}, Secret(key), {}, {}, {}};
  const std::string shown = redacted_request_json(request);
  EXPECT_THAT(shown, Not(HasSubstr(key)));
  EXPECT_EQ(nlohmann::json::parse(shown).at("CustomTTSConfig"), R"({"TTSType":"minimax","APIKey":"***"})");
}

TEST(RedactedRequestJson, IsOneLineThatSteersNoTerminal) {
  CreateAIAgentCallRequest request;
  request.variables = {{"a\x7f", "b\n\u0085\u009b2J\u2028\u202e"}};
  request.extra_json = " {\n \"New\u0085\" : 1 }";
  EXPECT_THAT(redacted_request_json(request),
              HasSubstr(R"({"Key":"a\u007f","Value":"b\n\u0085\u009b2J\u2028\u202e"})"));
  EXPECT_THAT(redacted_request_json(request), HasSubstr(R"("New\u0085":"***"})"));
}

TEST(RedactedRequestJson, ShowsVariablesAndHidesTheCustomersOwnData) {
  CreateAIAgentCallRequest request;
  request.variables = {{"name", "Li Na"}};
  EXPECT_THAT(redacted_request_json(request), HasSubstr(R"({"Key":"name","Value":"Li Na"})"));
  CreateAutoCalloutTaskRequest task;
  task.uui = "case 20251";
  EXPECT_THAT(redacted_request_json(task), HasSubstr(R"("UUI":"***")"));
}

TEST(RedactedRequestJson, GivesTextForARequestThatCannotBeSent) {
  EXPECT_EQ(redacted_request_json(CreateAIAgentCallRequest()), R"({"SdkAppId":0,"AIAgentId":0,"Callee":"****"})");
}

}  // namespace
}  // namespace tccc
