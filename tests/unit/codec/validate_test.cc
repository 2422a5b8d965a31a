// SPDX-License-Identifier: Apache-2.0
// What keeps a request from being sent, tried on every field of every request.
#include "codec/validate.h"

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "every_field.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"

namespace tccc {
namespace {

using detail::Field;
using detail::Kind;
using every_field::FilledRequest;
using every_field::Leaf;
using ::testing::HasSubstr;
using ::testing::Not;

template <class Request>
std::string violated_field(const Request& request) {
  const auto violation = detail::validate(*ActionOf<Request>::action().request, &request);
  return violation ? violation->field : "none";
}

// Calls `visit(action, request, leaf)` for every value of every request, each time on a request filled anew.
template <class Visit>
void for_each_leaf(const Visit& visit) {
  every_field::for_each_request([&](const FilledRequest& sample) {
    for (std::size_t i = 0; i < sample.leaves.size(); ++i) {
      const FilledRequest filled = every_field::filled_request(sample.action, sample.variant);
      visit(filled.action, filled.request.get(), filled.leaves.at(i));
    }
  });
}

void set_text(const Leaf& leaf, std::string_view text) {
  if (leaf.field->kind == Kind::secret) {
    *static_cast<Secret*>(leaf.value) = Secret(text);
  } else {
    *static_cast<std::string*>(leaf.value) = text;
  }
}

bool is_text(const Leaf& leaf) {
  return leaf.field->kind == Kind::text || leaf.field->kind == Kind::secret;
}

CreateAICallRequest sendable() {
  CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008612300000000";
  request.llm = OpenAILlm{"gpt-4o-mini", Secret("k"), "https://api.openai.com/v1/"};
  return request;
}

TEST(Validate, TakesARequestWithEveryFieldSet) {
  every_field::for_each_request([](const FilledRequest& filled) {
    const auto violation = detail::validate(*filled.action.request, filled.request.get());
    EXPECT_FALSE(violation) << violation->field;
  });
}

TEST(Validate, RefusesNulInEveryText) {
  std::size_t texts = 0;
  for_each_leaf([&](const detail::Action& action, const void* request, const Leaf& leaf) {
    if (!is_text(leaf)) return;
    ++texts;
    set_text(leaf, std::string_view("before\0after", 12));
    const auto violation = detail::validate(*action.request, request);
    ASSERT_TRUE(violation) << leaf.path;
    EXPECT_EQ(violation->field, leaf.path);
    EXPECT_THAT(violation->message, HasSubstr("NUL"));
  });
  EXPECT_GT(texts, 100U);
}

TEST(Validate, RefusesWhatIsNotUtf8InEveryText) {
  for_each_leaf([&](const detail::Action& action, const void* request, const Leaf& leaf) {
    if (!is_text(leaf)) return;
    for (const char* text : {"caf\xE9", "\xED\xA0\x80", "cut \xE4\xBD"}) {
      set_text(leaf, text);
      const auto violation = detail::validate(*action.request, request);
      ASSERT_TRUE(violation) << leaf.path;
      EXPECT_EQ(violation->field, leaf.path);
      EXPECT_THAT(violation->message, HasSubstr("UTF-8"));
      EXPECT_THAT(violation->message, Not(HasSubstr(text)));
    }
  });
}

TEST(Validate, RefusesNumbersThatAreNotFinite) {
  std::size_t numbers = 0;
  for_each_leaf([&](const detail::Action& action, const void* request, const Leaf& leaf) {
    if (leaf.field->kind != Kind::number && leaf.field->kind != Kind::fractional_seconds) return;
    ++numbers;
    for (const double value : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                               -std::numeric_limits<double>::infinity()}) {
      if (leaf.field->kind == Kind::number) {
        *static_cast<double*>(leaf.value) = value;
      } else {
        *static_cast<std::chrono::duration<double>*>(leaf.value) = std::chrono::duration<double>(value);
      }
      const auto violation = detail::validate(*action.request, request);
      ASSERT_TRUE(violation) << leaf.path;
      EXPECT_EQ(violation->field, leaf.path);
    }
  });
  EXPECT_GT(numbers, 0U);
}

TEST(Validate, MissesEveryRequiredFieldThatIsBlank) {
  std::size_t required = 0;
  for_each_leaf([&](const detail::Action& action, const void* request, const Leaf& leaf) {
    if (!leaf.field->is_required) return;
    ++required;
    if (leaf.field->kind == Kind::integer) {
      *static_cast<std::int64_t*>(leaf.value) = 0;
    } else if (leaf.field->kind == Kind::natural) {
      *static_cast<std::uint64_t*>(leaf.value) = 0;
    } else if (leaf.field->kind == Kind::unix_seconds) {
      *static_cast<TimePoint*>(leaf.value) = TimePoint();
    } else {
      set_text(leaf, "");
    }
    const std::string expected = leaf.field->can_be_empty ? "none" : leaf.path;
    const auto violation = detail::validate(*action.request, request);
    EXPECT_EQ(violation ? violation->field : "none", expected);
    EXPECT_EQ(detail::find_missing(*action.request, request).value_or("none"), expected);
  });
  EXPECT_GT(required, 30U);
}

TEST(Validate, NamesTheRequiredFieldsOneAfterTheOther) {
  CreateAICallRequest request;
  EXPECT_EQ(violated_field(request), "SdkAppId");
  request.sdk_app_id = 1;
  EXPECT_EQ(violated_field(request), "Callee");
  request.callee = "0";
  EXPECT_EQ(violated_field(request), "APIKey");
  request.llm = OtherLlm{"", {}, Secret("k"), "u"};
  EXPECT_EQ(violated_field(request), "LLMType");
  request.llm = DifyLlm{{}, Secret("k"), ""};
  EXPECT_EQ(violated_field(request), "APIUrl");
  request.llm = DifyLlm{{}, Secret("k"), "u"};
  EXPECT_EQ(violated_field(request), "none");

  CreateAIAgentCallRequest agent;
  agent.sdk_app_id = 1;
  agent.callee = "0";
  EXPECT_EQ(violated_field(agent), "AIAgentId");
}

TEST(Validate, SpellsThePathOfNestedFields) {
  CreateAICallRequest request = sendable();
  request.transfer_to_human.items = {{"first", "first", 1}, {"", "second", 2}};
  EXPECT_EQ(violated_field(request), "TransferItems[1].TransferFunctionName");
  request = sendable();
  request.tone_word.emplace().chinese.emplace().positive = {"hao", "\xFF"};
  EXPECT_EQ(violated_field(request), "ToneWord.ZHToneWords.Positive[1]");
  request = sendable();
  request.voice = AzureVoice{Secret("k"), "chinanorth3", "", "zh-CN", {}};
  EXPECT_EQ(violated_field(request), "CustomTTSConfig.VoiceName");
  request = sendable();
  request.voice = BuiltInVoice{};
  EXPECT_EQ(violated_field(request), "VoiceType");
  request = sendable();
  request.variables = {{"key", ""}};
  EXPECT_EQ(violated_field(request), "none");
  request.variables = {{"", "value"}};
  EXPECT_EQ(violated_field(request), "Variables[0].Key");
}

TEST(Validate, ChecksExtraJson) {
  CreateAICallRequest request = sendable();
  request.extra_json = R"({"New":1})";
  EXPECT_EQ(violated_field(request), "none");
  request.extra_json = R"({"Callee":"008612300000001"})";
  EXPECT_EQ(violated_field(request), "Callee");
  request.extra_json = R"({"CustomTTSConfig":"{}"})";
  EXPECT_EQ(violated_field(request), "CustomTTSConfig");
  request.extra_json = "New";
  EXPECT_EQ(violated_field(request), "extra_json");
}

TEST(Validate, LeavesDocumentedRangesToLint) {
  CreateAICallRequest request = sendable();
  request.asr.vad_level = 99;
  request.asr.languages = {"xx", "xx", "xx", "xx", "xx"};
  request.acquire_timeout = std::chrono::seconds(-1);
  request.voice = BuiltInVoice{"Nobody"};
  EXPECT_EQ(violated_field(request), "none");
}

TEST(FindMissing, LooksForMissingFieldsOnly) {
  CreateAICallRequest request = sendable();
  request.system_prompt = "\xFF";
  request.extra_json = "New";
  request.sampling.temperature = std::numeric_limits<double>::quiet_NaN();
  const detail::StructInfo& info = *ActionOf<CreateAICallRequest>::action().request;
  EXPECT_EQ(detail::find_missing(info, &request), std::nullopt);
  request.callee.clear();
  EXPECT_EQ(detail::find_missing(info, &request), "Callee");
}

}  // namespace
}  // namespace tccc
