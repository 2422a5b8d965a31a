// SPDX-License-Identifier: Apache-2.0
// Requests to JSON: every field at its place, nothing else, and what must not be shown is not shown.
#include "codec/encode.h"

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "every_field.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"
#include "tccc/phone_number.h"

namespace tccc {
namespace {

using every_field::FilledRequest;
using every_field::Leaf;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

template <class Request>
std::string encoded(const Request& request) {
  std::string out;
  detail::encode(*ActionOf<Request>::action().request, &request, out);
  return out;
}

// The JSON value at a path; what lies in JSON text inside a string is read from there.
json value_at(const json& document, const Leaf& leaf) {
  if (!leaf.is_wrapped) return document.at(every_field::pointer_of(leaf.path));
  const std::size_t dot = leaf.path.find('.');
  const json inner = json::parse(document.at(leaf.path.substr(0, dot)).get<std::string>());
  return inner.at(leaf.path.substr(dot + 1));
}

std::size_t count_values(const json& document) {
  if (!document.is_structured()) return 1;
  std::size_t count = 0;
  for (const json& item : document) count += count_values(item);
  return count;
}

TEST(Encode, PutsEveryFieldAtItsPlaceAndNothingElse) {
  every_field::for_each_request([](const FilledRequest& filled) {
    std::string out;
    detail::encode(*filled.action.request, filled.request.get(), out);
    const json document = json::parse(out);

    std::size_t expected = 0;
    for (const Leaf& leaf : filled.leaves) {
      EXPECT_EQ(value_at(document, leaf), every_field::json_of(leaf)) << filled.action.name << " " << leaf.path;
      if (!leaf.is_wrapped) ++expected;
    }
    // Besides the fields: the tags, and the strings that hold a vendor's fields.
    for (const char* made : {"LLMType", "CustomTTSConfig", "CustomSTTConfig"}) {
      const bool is_leaf =
          std::any_of(filled.leaves.begin(), filled.leaves.end(), [&](const Leaf& leaf) { return leaf.path == made; });
      if (document.contains(made) && !is_leaf) ++expected;
    }
    EXPECT_EQ(count_values(document), expected) << out;
  });
}

TEST(Encode, LeavesOutWhatIsNotSet) {
  EXPECT_EQ(encoded(CreateAIAgentCallRequest()), R"({"SdkAppId":0,"AIAgentId":0,"Callee":""})");
  CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008612300000000";
  request.llm = OpenAILlm{"gpt-4o-mini", Secret("k"), "https://api.openai.com/v1/"};
  EXPECT_EQ(encoded(request),
            R"({"SdkAppId":1400000000,"Callee":"008612300000000","LLMType":"openai","Model":"gpt-4o-mini",)"
            R"("APIKey":"k","APIUrl":"https://api.openai.com/v1/"})");
}

TEST(Encode, WritesWhatIsSetToItsDefault) {
  CreateAICallRequest request;
  request.system_prompt = "";
  request.compliance_audio = false;
  request.interruption.mode = interrupt_mode::by_speech;
  request.acquire_timeout = std::chrono::seconds(0);
  request.tone_word.emplace();
  const json document = json::parse(encoded(request));
  EXPECT_EQ(document.at("SystemPrompt"), "");
  EXPECT_EQ(document.at("EnableComplianceAudio"), false);
  EXPECT_EQ(document.at("InterruptMode"), 0);
  EXPECT_EQ(document.at("AcquireTimeoutSecond"), 0);
  EXPECT_EQ(document.at("ToneWord"), json::object());
}

TEST(Encode, WritesDurationsInTheUnitOfTheField) {
  CreateAICallRequest request;
  request.silence.max_duration = std::chrono::minutes(1);
  request.max_ring_timeout = std::chrono::minutes(1);
  request.tone_word = ToneWord{std::chrono::milliseconds(400), {}};
  const json document = json::parse(encoded(request));
  EXPECT_EQ(document.at("MaxDuration"), 60000);
  EXPECT_EQ(document.at("MaxRingTimeoutSecond"), 60);
  EXPECT_THAT(encoded(request), HasSubstr(R"("FirstSentenceTimeout":0.4)"));
}

TEST(Encode, NamesTheProtocolOfEachModel) {
  const std::pair<LlmConfig, const char*> models[] = {{OpenAILlm{}, "openai"},
                                                      {AzureLlm{}, "azure"},
                                                      {MinimaxLlm{}, "minimax"},
                                                      {DifyLlm{}, "dify"},
                                                      {OtherLlm{"coze", {}, {}, {}}, "coze"}};
  for (const auto& [llm, name] : models) {
    CreateAICallRequest request;
    request.llm = llm;
    EXPECT_EQ(json::parse(encoded(request)).at("LLMType"), name);
  }
}

TEST(Encode, WritesEitherABuiltInVoiceOrAVendor) {
  CreateAICallRequest request;
  json document = json::parse(encoded(request));
  EXPECT_FALSE(document.contains("VoiceType") || document.contains("CustomTTSConfig"));

  request.voice = BuiltInVoice{voice::ZhiXi};
  document = json::parse(encoded(request));
  EXPECT_EQ(document.at("VoiceType"), "ZhiXi");
  EXPECT_FALSE(document.contains("CustomTTSConfig"));

  TencentVoice tencent;
  tencent.app_id = "1300000000";
  tencent.secret_id = Secret("i");
  tencent.secret_key = Secret("k");
  tencent.voice_type = 101001;
  tencent.speed = 1.25;
  request.voice = tencent;
  document = json::parse(encoded(request));
  EXPECT_FALSE(document.contains("VoiceType"));
  EXPECT_EQ(
      document.at("CustomTTSConfig"),
      R"({"TTSType":"tencent","AppId":"1300000000","SecretId":"i","SecretKey":"k","VoiceType":101001,"Speed":1.25})");
}

TEST(Encode, NamesTheVendorOfEachVoice) {
  const std::pair<VoiceConfig, const char*> voices[] = {{TencentVoice{}, "tencent"},
                                                        {MinimaxVoice{}, "minimax"},
                                                        {VolcengineVoice{}, "volcengine"},
                                                        {AzureVoice{}, "azure"},
                                                        {CustomVoice{}, "custom"}};
  for (const auto& [voice, name] : voices) {
    CreateAICallRequest request;
    request.voice = voice;
    const json document = json::parse(encoded(request));
    EXPECT_EQ(json::parse(document.at("CustomTTSConfig").get<std::string>()).at("TTSType"), name);
  }
}

TEST(Encode, KeepsRawVendorTextByteForByte) {
  const std::string text = "{ \"TTSType\" : \"cartesia\",\n\t\"Model\":\"sonic \\u4f60 你\", \"Speed\":1.0 }";
  CreateAICallRequest request;
  request.voice = RawVoice{Secret(text)};
  request.asr.custom_stt = RawStt{Secret(text)};
  const json document = json::parse(encoded(request));
  EXPECT_EQ(document.at("CustomTTSConfig").get<std::string>(), text);
  EXPECT_EQ(document.at("CustomSTTConfig").get<std::string>(), text);
}

TEST(Encode, MergesExtraJson) {
  CreateAIAgentCallRequest request;
  request.extra_json = " { \"New\" : 1.0, \"Other\":{\"a\":[]} } ";
  EXPECT_EQ(encoded(request), R"({"SdkAppId":0,"AIAgentId":0,"Callee":"","New" : 1.0, "Other":{"a":[]}})");
  for (const char* empty : {"", " ", "{}", " { } \n"}) {
    request.extra_json = empty;
    EXPECT_EQ(encoded(request), R"({"SdkAppId":0,"AIAgentId":0,"Callee":""})");
  }
}

TEST(EncodeRedacted, ShowsNoSecretAndNoFullPhoneNumber) {
  every_field::for_each_request([](const FilledRequest& filled) {
    std::string out;
    detail::encode_redacted(*filled.action.request, filled.request.get(), out);
    const json document = json::parse(out);
    for (const Leaf& leaf : filled.leaves) {
      const json shown = value_at(document, leaf);
      const json real = every_field::json_of(leaf);
      if (leaf.field->is_secret) {
        EXPECT_EQ(shown, "***") << leaf.path;
        EXPECT_EQ(out.find(real.get<std::string>()), std::string::npos) << leaf.path;
      } else if (leaf.field->is_personal) {
        EXPECT_EQ(shown, "***") << leaf.path;
      } else if (leaf.field->is_phone) {
        EXPECT_EQ(shown, masked_phone(real.get<std::string>())) << leaf.path;
        EXPECT_EQ(out.find(real.get<std::string>()), std::string::npos) << leaf.path;
      } else {
        EXPECT_EQ(shown, real) << leaf.path;
      }
    }
  });
}

TEST(EncodeRedacted, HidesTheValuesOfUnknownParameters) {
  CreateAIAgentCallRequest request;
  const std::string key = every_field::random_key();
  request.extra_json = R"({"NewKey":")" + key + R"(","Nested":{"Key":")" + key + R"("},"List":[")" + key + R"("]})";
  std::string out;
  detail::encode_redacted(*ActionOf<CreateAIAgentCallRequest>::action().request, &request, out);
  EXPECT_THAT(out, Not(HasSubstr(key)));
  const json document = json::parse(out);
  for (const char* name : {"NewKey", "Nested", "List"}) EXPECT_EQ(document.at(name), "***");
}

TEST(EncodeRedacted, GivesJsonForRequestsThatCannotBeSent) {
  CreateAICallRequest request;
  request.system_prompt = "\xFF";
  request.callee = std::string("\0\xFF", 2);
  request.sampling.temperature = std::numeric_limits<double>::quiet_NaN();
  request.sampling.top_p = std::numeric_limits<double>::infinity();
  for (const char* extra : {"{\"a\":", "nonsense", "{\"a\":1} tail", "[1]", "{\"\xFF\":1}", "{\"a\":1,\"a\":2}"}) {
    request.extra_json = extra;
    std::string out;
    detail::encode_redacted(*ActionOf<CreateAICallRequest>::action().request, &request, out);
    EXPECT_TRUE(json::accept(out)) << out;
  }
}

TEST(EncodeWrapped, WritesTheTextOfTheVendorAlone) {
  const VoiceConfig voice = VolcengineVoice{"app", Secret("t"), 1.5, {}, {}, {}};
  for (const detail::Field& field : *ActionOf<CreateAICallRequest>::action().request) {
    if (field.kind != detail::Kind::choice || field.choice->tag != "TTSType") continue;
    std::string out;
    detail::encode_wrapped(*field.choice, &voice, out);
    EXPECT_EQ(out, R"({"TTSType":"volcengine","AppId":"app","Token":"t","Speed":1.5})");
  }
}

}  // namespace
}  // namespace tccc
