// SPDX-License-Identifier: Apache-2.0
// Texts of others that quote a request.
#include "codec/redact.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "codec/decode.h"
#include "codec/encode.h"
#include "every_field.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"
#include "tccc/api/create_auto_callout_task.h"
#include "tccc/phone_number.h"

namespace tccc {
namespace {

using every_field::FilledRequest;
using every_field::Leaf;
using ::testing::HasSubstr;
using ::testing::Not;

template <class Request>
std::string hidden(const Request& request, std::string text) {
  detail::hide_request_values(*ActionOf<Request>::action().request, &request, text);
  return text;
}

TEST(HideRequestValues, HidesEverySecretAndPhoneNumberThatIsQuoted) {
  every_field::for_each_request([](const FilledRequest& filled) {
    for (const Leaf& leaf : filled.leaves) {
      if (!leaf.field->is_secret && !leaf.field->is_phone) continue;
      const std::string value = every_field::json_of(leaf);
      std::string message = "twice " + value + " and (" + value + ")";
      detail::hide_request_values(*filled.action.request, filled.request.get(), message);
      EXPECT_THAT(message, Not(HasSubstr(value))) << leaf.path;
      const std::string shown = leaf.field->is_phone ? masked_phone(value) : "***";
      EXPECT_EQ(message, "twice " + shown + " and (" + shown + ")") << leaf.path;
    }
  });
}

// An asynchronous call has only the body of its request left when an answer quotes it.
TEST(HideRequestValues, FindsInARequestReadBackFromItsBodyWhatTheRequestHeld) {
  every_field::for_each_request([](const FilledRequest& filled) {
    const detail::Action& action = filled.action;
    std::string body;
    detail::encode(*action.request, filled.request.get(), body);
    const std::shared_ptr<void> again = action.make_request();
    const auto fault = detail::decode(*action.request, body, detail::UnknownMembers::kept, again.get());
    ASSERT_FALSE(fault) << action.name << " variant " << filled.variant << ": " << fault->field;
    for (const Leaf& leaf : filled.leaves) {
      const nlohmann::json value = every_field::json_of(leaf);
      if (!value.is_string()) continue;
      const std::string message = "it is " + value.get<std::string>() + ", they say";
      std::string hidden = message;
      detail::hide_request_values(*action.request, filled.request.get(), hidden);
      std::string hidden_again = message;
      detail::hide_request_values(*action.request, again.get(), hidden_again);
      EXPECT_EQ(hidden_again, hidden) << action.name << " variant " << filled.variant << ": " << leaf.path;
    }
  });
}

TEST(HideRequestValues, HidesLongTextsThatAreQuoted) {
  CreateAICallRequest request;
  request.system_prompt = "You are Dr. Li of the follow-up department.";
  request.llm = AzureLlm{"gpt-4o-mini", Secret(), "https://example.openai.azure.com?api-version=2024-06-01"};
  request.variables = {{"patient", "Zhang San, born in 1960"}};
  const std::string message = hidden(request,
                                     "bad prompt 'You are Dr. Li of the follow-up department.' at "
                                     "https://example.openai.azure.com?api-version=2024-06-01 for Zhang San, "
                                     "born in 1960");
  EXPECT_EQ(message, "bad prompt '***' at *** for ***");
}

TEST(HideRequestValues, HidesWhatIsKnownOfThePersonWhoIsCalled) {
  CreateAICallRequest request;
  request.variables = {{"name", "王小明"}, {"ward", "East"}, {"floor", "3"}};
  request.prompt_variables = {{"name", "Li Na"}};
  EXPECT_EQ(hidden(request, "variable name: 王小明 or Li Na of East, not of Eastern 3"),
            "variable name: *** or *** of ***, not of Eastern 3");

  CreateAutoCalloutTaskRequest task;
  task.uui = "bed 17, ward 4";
  CalleeAttribute callee;
  callee.uui = "case 20251";
  callee.variables = {{"name", "Zhang San"}};
  task.callee_attributes = {callee};
  EXPECT_EQ(hidden(task, "bed 17, ward 4; case 20251 (Zhang San)"), "***; *** (***)");
}

TEST(HideRequestValues, LeavesShortTextsAlone) {
  CreateAICallRequest request;
  request.voice = BuiltInVoice{"ZhiXi"};
  request.asr.languages = {"zh"};
  request.llm = OpenAILlm{"gpt-4o-mini", Secret("abc"), "u"};
  request.callee = "110";
  const std::string message = "voice ZhiXi of zh with gpt-4o-mini: abc 110";
  EXPECT_EQ(hidden(request, message), message);
}

TEST(HideRequestValues, KnowsANumberWithoutItsPrefix) {
  CreateAIAgentCallRequest request;
  request.callee = "008613812345678";
  request.callers = {"006598765432"};
  const std::string message =
      hidden(request, "13812345678 +8613812345678 8613812345678 008613812345678 +6598765432 006598765432");
  for (const char* number : {"13812345678", "6598765432", "98765432"}) {
    EXPECT_THAT(message, Not(HasSubstr(number))) << message;
  }
}

TEST(HideRequestValues, KnowsANumberInEverySpelling) {
  for (const char* callee : {"+8613812345678", "8613812345678", "13812345678", "008613812345678"}) {
    CreateAIAgentCallRequest request;
    request.callee = callee;
    const std::string message = hidden(request, "13812345678 +8613812345678 8613812345678 008613812345678");
    EXPECT_THAT(message, Not(HasSubstr("12345678"))) << callee << ": " << message;
  }
  CreateAIAgentCallRequest request;
  request.callee = "0013105551234567";
  EXPECT_THAT(hidden(request, "bad number 3105551234567"), Not(HasSubstr("3105551234567")));
}

TEST(HideRequestValues, HidesTheKeysInAConfigurationThatIsGivenAsText) {
  CreateAICallRequest request;
  request.voice = RawVoice{Secret(R"({"TTSType":"new","Auth":{"ApiKey":"vendor-key-0123456789"}})")};
  request.asr.custom_stt = RawStt{Secret(R"({"SecretKey":"recogniser-key-0123"})")};
  request.llm_extra_body = R"({"headers":{"Authorization":"Bearer model-key-0123"}})";
  EXPECT_EQ(hidden(request, "vendor-key-0123456789, recogniser-key-0123, Bearer model-key-0123"), "***, ***, ***");
}

CreateAutoCalloutTaskRequest task_with_callback(const std::string& header, const std::string& token) {
  TriggerStrategyItem strategy;
  strategy.interface_config.emplace();
  strategy.interface_config->header_params = {{"Authorization", header}};
  strategy.interface_config->custom_auth = HttpParams{"X-Key", token, {}};
  CreateAutoCalloutTaskRequest request;
  request.trigger_strategy = {strategy};
  return request;
}

TEST(HideRequestValues, HidesShortTokensOfACallback) {
  EXPECT_EQ(hidden(task_with_callback("Bearer abc1", "tok12345"), "bad tok12345, Bearer abc1: tok12345Bearer abc1"),
            "bad ***, ***: ******");
  EXPECT_EQ(hidden(task_with_callback("a1b2", "t0k"), "bad a1b2; key=\"a1b2\", _a1b2_"), "bad ***; key=\"***\", _***_");
}

TEST(HideRequestValues, KeepsAMessageReadableWhereAPersonalTextIsAShortWord) {
  EXPECT_EQ(hidden(task_with_callback("call", "true"), "call of callee 1 failed: recall is not true, Call construed"),
            "*** of callee 1 failed: recall is not ***, Call construed");
}

TEST(HideRequestValues, HidesAValueAsAWholeWhereAnotherStandsInIt) {
  CreateAICallRequest request;
  request.callee = "008613800138000";
  for (const std::string number : {"008613800138000", "13800138000", "+8613800138000"}) {
    request.system_prompt = "The patient Wang Fang, phone " + number + ", owes 300 yuan.";
    EXPECT_EQ(hidden(request, "too long: " + *request.system_prompt + " (" + number + ")"),
              "too long: *** (" + masked_phone(number) + ")");
  }
}

TEST(HideRequestValues, LeavesNoTailOfASecretThatBeginsAsAnotherDoes) {
  CreateAICallRequest request;
  TencentVoice voice;
  voice.secret_id = Secret("vendor-key");
  voice.secret_key = Secret("vendor-key-and-its-tail");
  request.voice = voice;
  EXPECT_EQ(hidden(request, "bad vendor-key-and-its-tail of vendor-key"), "bad *** of ***");
  CreateAutoCalloutTaskRequest task;
  task.callees = {"00861380013", "008613800138000"};
  EXPECT_EQ(hidden(task, "bad 008613800138000"), "bad 0086138****8000");
}

TEST(HideRequestValues, DoesNotRunInCircles) {
  CreateAICallRequest request;
  request.llm = OpenAILlm{{}, Secret("****"), "****************"};
  request.callee = "****";
  EXPECT_FALSE(hidden(request, std::string(100, '*')).empty());
}

// Millions of moves of the rest of the message would outlast the test's time.
TEST(HideRequestValues, HidesWhatFillsALongMessage) {
  constexpr std::size_t kTimes = std::size_t{1} << 22;
  std::string message;
  std::string expected;
  for (std::size_t i = 0; i < kTimes; ++i) {
    message += "sk-1";
    expected += "***";
  }
  CreateAICallRequest request;
  request.llm = OpenAILlm{"gpt-4o-mini", Secret("sk-1"), "u"};
  EXPECT_TRUE(hidden(request, std::move(message)) == expected);
}

TEST(HideRequestValues, LeavesAnEmptyRequestAndAnEmptyTextAlone) {
  EXPECT_EQ(hidden(CreateAICallRequest(), "a message"), "a message");
  CreateAICallRequest request;
  request.callee = "008613812345678";
  EXPECT_EQ(hidden(request, ""), "");
}

}  // namespace
}  // namespace tccc
