// SPDX-License-Identifier: Apache-2.0
// Advice: what is remarked on, and that nothing is where all is well.
#include "tccc/lint.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "every_field.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"

namespace tccc {
namespace {

using every_field::FilledRequest;
using every_field::Leaf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

CreateAICallRequest flawless() {
  CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008612300000000";
  request.llm = OpenAILlm{"gpt-4o-mini", Secret(every_field::random_key()), "https://api.openai.com/v1/"};
  request.voice = BuiltInVoice{voice::ZhiXi};
  return request;
}

CreateAIAgentCallRequest flawless_agent_call() {
  CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = "008612300000000";
  return request;
}

template <class Request>
std::vector<std::string> fields_of(const Request& request, const LintContext& context = {}) {
  std::vector<std::string> fields;
  for (const LintFinding& finding : lint(request, context)) fields.push_back(finding.field);
  return fields;
}

std::vector<std::string> changed(const std::function<void(CreateAICallRequest&)>& change) {
  CreateAICallRequest request = flawless();
  change(request);
  return fields_of(request);
}

TEST(Lint, FindsNothingInAnOrdinaryRequest) {
  EXPECT_THAT(fields_of(flawless()), IsEmpty());
  EXPECT_THAT(fields_of(flawless_agent_call()), IsEmpty());
}

TEST(Lint, RemarksOnValuesOutsideADocumentedRange) {
  using Change = std::function<void(CreateAICallRequest&)>;
  const std::pair<const char*, Change> cases[] = {
      {"VadSilenceTime", [](auto& r) { r.asr.vad_silence_time = std::chrono::milliseconds(239); }},
      {"VadSilenceTime", [](auto& r) { r.asr.vad_silence_time = std::chrono::milliseconds(2001); }},
      {"VadLevel", [](auto& r) { r.asr.vad_level = 4; }},
      {"NotifyDuration", [](auto& r) { r.silence.notify_duration = std::chrono::milliseconds(9999); }},
      {"WelcomeType", [](auto& r) { r.welcome.type = 2; }},
      {"WelcomeType", [](auto& r) { r.welcome.type = -1; }},
      {"WelcomeMessagePriority", [](auto& r) { r.welcome.message_priority = 1; }},
      {"WelcomeMessagePriority", [](auto& r) { r.welcome.message_priority = 3; }},
      {"InterruptMode", [](auto& r) { r.interruption.mode = 2; }},
      {"AcquireTimeoutSecond", [](auto& r) { r.acquire_timeout = std::chrono::seconds(6); }},
      {"AcquireTimeoutSecond", [](auto& r) { r.acquire_timeout = std::chrono::seconds(-1); }},
      {"MaxDuration", [](auto& r) { r.silence.max_duration = std::chrono::milliseconds(-1); }},
      {"MaxRingTimeoutSecond", [](auto& r) { r.max_ring_timeout = std::chrono::seconds(-1); }},
      {"ToneWord.FirstSentenceTimeout",
       [](auto& r) {
         r.tone_word = ToneWord{std::chrono::duration<double>(-0.1), {}};
       }},
      {"CustomTTSConfig.Speed",
       [](auto& r) { r.voice = TencentVoice{"a", Secret("i"), Secret("k"), 101001, 6.01, {}, {}, {}}; }},
      {"CustomTTSConfig.Rate",
       [](auto& r) {
         r.voice = AzureVoice{Secret("k"), "r", "v", "l", 0.4};
       }},
  };
  for (const auto& [field, change] : cases) EXPECT_THAT(changed(change), ElementsAre(field));
}

TEST(Lint, TakesTheEndsOfADocumentedRange) {
  const auto fields = changed([](CreateAICallRequest& request) {
    request.asr.vad_silence_time = std::chrono::milliseconds(240);
    request.asr.vad_level = 3;
    request.silence.notify_duration = std::chrono::seconds(10);
    request.acquire_timeout = std::chrono::seconds(5);
    request.welcome.message_priority = welcome_priority::uninterruptible;
    request.ambient_sound = AmbientSound{ambient_sound_type::busy_office, 2.0};
  });
  EXPECT_THAT(fields, IsEmpty());
}

TEST(Lint, TellsTheRangeWithItsUnit) {
  CreateAICallRequest request = flawless();
  request.asr.vad_silence_time = std::chrono::milliseconds(100);
  const auto findings = lint(request);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(findings[0].message, HasSubstr("240 ms"));
}

TEST(Lint, RemarksOnNamesNobodyDocumented) {
  EXPECT_THAT(changed([](auto& r) { r.voice = BuiltInVoice{"zhixi"}; }), ElementsAre("VoiceType"));
  EXPECT_THAT(changed([](auto& r) { r.asr.languages = {"zh", "cn"}; }), ElementsAre("Languages[1]"));
  EXPECT_THAT(changed([](auto& r) { r.ambient_sound.type = "ocean"; }), ElementsAre("AmbientSoundType"));
  EXPECT_THAT(changed([](auto& r) {
                r.extract = {{"text", "name", {}, {}, {}}};
              }),
              ElementsAre("ExtractConfig[0].InfoType"));
  EXPECT_THAT(changed([](auto& r) {
                r.voice = CustomVoice{Secret("k"), "u", "mp3", {}, {}};
              }),
              ElementsAre("CustomTTSConfig.AudioFormat"));
}

TEST(Lint, RemarksOnProtocolsNobodyDocumented) {
  const auto with = [](const char* protocol) {
    return changed([&](auto& r) { r.llm = OtherLlm{protocol, {}, Secret("k"), "u"}; });
  };
  EXPECT_THAT(with("coze"), ElementsAre("LLMType"));
  EXPECT_THAT(with("OpenAI"), ElementsAre("LLMType"));
  for (const char* known : {"openai", "azure", "minimax", "dify"}) EXPECT_THAT(with(known), IsEmpty()) << known;

  CreateAICallRequest request = flawless();
  request.llm = OtherLlm{"Dify", {}, Secret("k"), "u"};
  EXPECT_THAT(lint(request).at(0).message, HasSubstr("lower case"));
}

TEST(Lint, RemarksOnTooManyLanguages) {
  EXPECT_THAT(changed([](auto& r) { r.asr.languages = {"zh", "en", "ja", "ko"}; }), IsEmpty());
  EXPECT_THAT(changed([](auto& r) { r.asr.languages = {"zh", "en", "ja", "ko", "de"}; }), ElementsAre("Languages"));
}

TEST(Lint, RemarksOnFieldsThatDoNotGoTogether) {
  const std::pair<const char*, std::function<void(CreateAICallRequest&)>> cases[] = {
      {"VoiceType", [](auto& r) { r.voice = std::monostate(); }},
      {"Languages",
       [](auto& r) {
         r.asr.languages = {language::zh_dialect, language::en};
       }},
      {"Languages[1]",
       [](auto& r) {
         r.asr.languages = {"zh", "zh"};
       }},
      {"TransferItems",
       [](auto& r) {
         r.transfer_to_human.items = {{"n", "d", 1}};
       }},
      {"TransferFunctionEnable", [](auto& r) { r.transfer_to_human.enabled = true; }},
      {"TransferToAgentItems",
       [](auto& r) {
         r.transfer_to_agent.items = {{"n", "d", 1}};
       }},
      {"EndFunctionDesc", [](auto& r) { r.end_call.description = "d"; }},
      {"AmbientSoundVolume", [](auto& r) { r.ambient_sound.volume = 1; }},
      {"VoicemailAction", [](auto& r) { r.voicemail.action = voicemail_action::hang_up; }},
      {"EnableComplianceAudio", [](auto& r) { r.compliance_audio = false; }},
      {"ExtractConfig[0].Choices",
       [](auto& r) {
         r.extract = {{info_type::selector, "n", {}, {}, {}}};
       }},
      {"ExtractConfig[1].InfoName",
       [](auto& r) {
         r.extract = {{info_type::text, "n", {}, {}, {}}, {info_type::text, "n", {}, {}, {}}};
       }},
      {"PromptVariables",
       [](auto& r) {
         r.prompt_variables = {{"k", "v"}};
       }},
      {"LLMExtraBody", [](auto& r) { r.llm_extra_body = "not JSON"; }},
      {"CustomTTSConfig", [](auto& r) { r.voice = RawVoice{Secret("not JSON")}; }},
      {"CustomSTTConfig", [](auto& r) { r.asr.custom_stt = RawStt{Secret("{")}; }},
      {"CustomTTSConfig", [](auto& r) { r.voice = RawVoice(); }},
      {"CustomSTTConfig", [](auto& r) { r.asr.custom_stt = RawStt(); }},
      {"Callers[1]",
       [](auto& r) {
         r.callers = {"008601012345678", ""};
       }},
  };
  for (const auto& [field, change] : cases) EXPECT_THAT(changed(change), ElementsAre(field));
}

TEST(Lint, TakesFieldsThatGoTogether) {
  const auto fields = changed([](CreateAICallRequest& request) {
    request.asr.languages = {language::zh, language::en};
    request.transfer_to_human = TransferToHuman{true, {{"n", "d", 1}}};
    request.transfer_to_agent = TransferToAgent{true, {{"n", "d", 1}}};
    request.end_call = EndCall{true, "d"};
    request.voicemail = Voicemail{true, voicemail_action::hang_up};
    request.extract = {{info_type::selector, "a", {}, {}, {"x"}}, {info_type::number, "b", {}, {}, {}}};
    request.llm_extra_body = R"({"n":1})";
    request.voice = RawVoice{Secret(R"({"TTSType":"cartesia"})")};
    request.compliance_audio = true;
  });
  EXPECT_THAT(fields, IsEmpty());
}

TEST(Lint, RemarksOnNumbersInAnotherForm) {
  for (const char* number : {"+8613912345678", "13912345678", "8613912345678", "0086 13912345678", "00861391234567x",
                             "000861391234567", "00867", "0086139123456789012345678"}) {
    CreateAIAgentCallRequest request = flawless_agent_call();
    request.callee = number;
    request.callers = {"008601012345678", number};
    const auto findings = lint(request);
    ASSERT_EQ(findings.size(), 2U) << number;
    EXPECT_EQ(findings[0].field, "Callee");
    EXPECT_EQ(findings[1].field, "Callers[1]");
    EXPECT_THAT(findings[0].message, Not(HasSubstr(number)));
  }
}

TEST(Lint, TakesNumbersInTheDocumentedForm) {
  for (const char* number :
       {"008612300000000", "008601012345678", "0086075533614747", "00864009282737", "006512345678"}) {
    CreateAIAgentCallRequest request = flawless_agent_call();
    request.callee = number;
    EXPECT_THAT(fields_of(request), IsEmpty()) << number;
  }
}

TEST(Lint, SaysThatPromptVariablesAreSuperseded) {
  CreateAIAgentCallRequest request = flawless_agent_call();
  request.prompt_variables = {{"k", "v"}};
  EXPECT_THAT(fields_of(request), ElementsAre("PromptVariables"));
  request.variables = {{"k", "v"}};
  EXPECT_THAT(fields_of(request), ElementsAre("PromptVariables", "PromptVariables"));
}

TEST(Lint, NamesWhatTheInternationalSiteDoesNotKnow) {
  CreateAICallRequest request = flawless();
  request.transfer_to_agent = TransferToAgent{true, {{"n", "d", 1}}};
  request.asr.custom_stt = TrtcStt{"a", Secret("i"), Secret("k")};
  request.acquire_timeout = std::chrono::seconds(5);
  EXPECT_THAT(fields_of(request), IsEmpty());
  LintContext context;
  context.site = Site::international;
  EXPECT_THAT(fields_of(request, context),
              ElementsAre("CustomSTTConfig", "TransferToAgentEnable", "TransferToAgentItems", "AcquireTimeoutSecond"));
}

TEST(Lint, ComparesTheAttemptTimeoutWithWhatTheServiceMayWait) {
  CreateAIAgentCallRequest request = flawless_agent_call();
  LintContext context;
  context.attempt_timeout = std::chrono::milliseconds(9999);
  EXPECT_THAT(fields_of(request, context), ElementsAre("AcquireTimeoutSecond"));
  context.attempt_timeout = std::chrono::seconds(10);
  EXPECT_THAT(fields_of(request, context), IsEmpty());
  request.acquire_timeout = std::chrono::seconds(0);
  context.attempt_timeout = std::chrono::seconds(5);
  EXPECT_THAT(fields_of(request, context), IsEmpty());
}

TEST(Lint, BearsAnyDuration) {
  for (const auto seconds : {(std::chrono::seconds::min)(), (std::chrono::seconds::max)()}) {
    CreateAIAgentCallRequest request = flawless_agent_call();
    request.acquire_timeout = seconds;
    request.max_ring_timeout = seconds;
    LintContext context;
    for (const auto timeout : {(std::chrono::milliseconds::min)(), (std::chrono::milliseconds::max)()}) {
      context.attempt_timeout = timeout;
      EXPECT_THAT(fields_of(request, context), Contains("AcquireTimeoutSecond"));
    }
  }
}

TEST(Lint, BearsNumbersThatAreNotNumbers) {
  CreateAICallRequest request = flawless();
  request.ambient_sound = AmbientSound{ambient_sound_type::coffee_shops, std::numeric_limits<double>::quiet_NaN()};
  EXPECT_THAT(fields_of(request), IsEmpty());  // validate() refuses it
}

TEST(Lint, BearsDeepJsonText) {
  CreateAICallRequest request = flawless();
  request.llm_extra_body = std::string(200000, '[');
  EXPECT_THAT(fields_of(request), ElementsAre("LLMExtraBody"));
}

TEST(Lint, ShowsNoValueOfTheRequest) {
  LintContext context;
  context.site = Site::international;
  context.attempt_timeout = std::chrono::milliseconds(1);
  std::size_t count = 0;
  every_field::for_each_request([&](const FilledRequest& filled) {
    const auto findings = detail::lint_request(filled.action, filled.request.get(), context);
    count += findings.size();
    for (const LintFinding& finding : findings) {
      EXPECT_FALSE(finding.field.empty());
      EXPECT_FALSE(finding.message.empty());
      for (const Leaf& leaf : filled.leaves) {
        const auto value = every_field::json_of(leaf);
        if (!value.is_string()) continue;
        EXPECT_THAT(finding.message, Not(HasSubstr(value.get<std::string>()))) << finding.field;
      }
    }
  });
  EXPECT_GT(count, 100U);
}

}  // namespace
}  // namespace tccc
