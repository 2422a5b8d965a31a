// SPDX-License-Identifier: Apache-2.0
// JSON to structs: every field is read, and nothing that could be misread is.
#include "codec/decode.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "codec/encode.h"
#include "every_field.h"
#include "repeated.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"

namespace tccc {
namespace {

using detail::DecodeFault;
using detail::EnvelopeHead;
using detail::Field;
using detail::Kind;
using detail::StructInfo;
using detail::UnknownMembers;
using every_field::FilledRequest;
using every_field::Leaf;
using every_field::pointer_of;
using nlohmann::json;

constexpr std::size_t kFarTooDeep = 200000;
constexpr std::string_view kAnswer =
    R"({"Response":{"RequestId":"6bb56a09-2787-40bc-80c5-dc6dab783eff","SessionId":"6bb56a09278740bc80c5dc6dab783eff"}})";

std::string kind_name(const std::optional<DecodeFault>& fault) {
  if (!fault) return "none";
  switch (fault->kind) {
    case DecodeFault::Kind::not_json:
      return "not_json";
    case DecodeFault::Kind::not_object:
      return "not_object";
    case DecodeFault::Kind::too_deep:
      return "too_deep";
    case DecodeFault::Kind::duplicate:
      return "duplicate";
    case DecodeFault::Kind::wrong_type:
      return "wrong_type";
    case DecodeFault::Kind::unknown:
      return "unknown";
    case DecodeFault::Kind::contradiction:
      return "contradiction";
  }
  return "?";
}

// `duplicate Callee`, `none`, `not_json`.
std::string in_words(const std::optional<DecodeFault>& fault) {
  return fault && !fault->field.empty() ? kind_name(fault) + " " + fault->field : kind_name(fault);
}

std::string fault_of(const detail::Action& action, std::string_view text,
                     UnknownMembers unknown = UnknownMembers::kept) {
  return in_words(detail::decode(*action.request, text, unknown, action.make_request().get()));
}

std::string ai_call_fault(std::string_view text, UnknownMembers unknown = UnknownMembers::kept) {
  return fault_of(ActionOf<CreateAICallRequest>::action(), text, unknown);
}

std::string agent_call_fault(std::string_view text, UnknownMembers unknown = UnknownMembers::kept) {
  return fault_of(ActionOf<CreateAIAgentCallRequest>::action(), text, unknown);
}

template <class Request>
Request decoded(std::string_view text) {
  Request request;
  EXPECT_EQ(in_words(detail::decode(*ActionOf<Request>::action().request, text, UnknownMembers::kept, &request)),
            "none");
  return request;
}

struct Answer {
  std::string fault;
  EnvelopeHead head;
  CreateAICallResponse response;
};

Answer read_answer(std::string_view text) {
  Answer answer;
  answer.fault = in_words(
      detail::decode_answer(*ActionOf<CreateAICallRequest>::action().response, text, answer.head, &answer.response));
  return answer;
}

// Calls `visit(action, variant, document, leaves)` with each request filled to the last field and its JSON.
template <class Visit>
void for_each_filled(const Visit& visit) {
  every_field::for_each_request([&](const FilledRequest& filled) {
    std::string text;
    detail::encode(*filled.action.request, filled.request.get(), text);
    visit(filled.action, text, filled.leaves, filled.request.get());
  });
}

void expect_same_alternatives(const StructInfo& info, void* left, void* right) {
  for (const Field& field : info) {
    if (field.kind == Kind::group) expect_same_alternatives(*field.type, field.place(left), field.place(right));
    if (field.kind != Kind::choice) continue;
    EXPECT_EQ(field.choice->index(field.find(left)), field.choice->index(field.find(right))) << field.choice->tag;
  }
}

TEST(Decode, ReadsBackEveryFieldThatIsWritten) {
  for_each_filled([](const detail::Action& action, const std::string& text, const auto&, void* request) {
    const std::shared_ptr<void> copy = action.make_request();
    ASSERT_EQ(in_words(detail::decode(*action.request, text, UnknownMembers::refused, copy.get())), "none");
    std::string again;
    detail::encode(*action.request, copy.get(), again);
    EXPECT_EQ(again, text);
    expect_same_alternatives(*action.request, request, copy.get());
  });
}

TEST(Decode, TakesMembersInAnyOrder) {
  for_each_filled([](const detail::Action& action, const std::string& text, const auto&, void*) {
    const std::shared_ptr<void> copy = action.make_request();
    const std::string sorted = json::parse(text).dump(2);
    ASSERT_EQ(in_words(detail::decode(*action.request, sorted, UnknownMembers::refused, copy.get())), "none");
    std::string again;
    detail::encode(*action.request, copy.get(), again);
    EXPECT_EQ(again, text);
  });
}

// Values of each JSON type that do not fit a kind.
std::vector<json> misfits(Kind kind) {
  std::vector<json> values = {json::object(), json::array(), json::array({1}), json::object({{"a", 1}})};
  const bool is_text = kind == Kind::text || kind == Kind::secret;
  const bool is_number = kind == Kind::number || kind == Kind::fractional_seconds;
  if (kind != Kind::boolean) values.emplace_back(true);
  if (!is_text) values.emplace_back("1");
  if (is_text || kind == Kind::boolean) values.emplace_back(1);
  if (is_text || kind == Kind::boolean || kind == Kind::natural) values.emplace_back(-1);
  if (!is_number) values.emplace_back(1.5);
  return values;
}

TEST(Decode, NamesEveryFieldOfTheWrongType) {
  std::size_t tried = 0;
  for_each_filled([&](const detail::Action& action, const std::string& text, const auto& leaves, void*) {
    json document = json::parse(text);
    for (const Leaf& leaf : leaves) {
      if (leaf.is_wrapped) continue;
      json& value = document.at(pointer_of(leaf.path));
      const json right = value;
      for (const json& misfit : misfits(leaf.field->kind)) {
        value = misfit;
        EXPECT_EQ(fault_of(action, document.dump()), "wrong_type " + leaf.path) << misfit;
        ++tried;
      }
      value = right;
    }
  });
  EXPECT_GT(tried, 1000U);
}

TEST(Decode, NamesListsAndObjectsOfTheWrongType) {
  EXPECT_EQ(ai_call_fault(R"({"Callers":"1"})"), "wrong_type Callers");
  EXPECT_EQ(ai_call_fault(R"({"Callers":{}})"), "wrong_type Callers");
  EXPECT_EQ(ai_call_fault(R"({"Callers":["1",2]})"), "wrong_type Callers[1]");
  EXPECT_EQ(ai_call_fault(R"({"Callers":["1",["2"]]})"), "wrong_type Callers[1]");
  EXPECT_EQ(ai_call_fault(R"({"TransferItems":{}})"), "wrong_type TransferItems");
  EXPECT_EQ(ai_call_fault(R"({"TransferItems":[{},7]})"), "wrong_type TransferItems[1]");
  EXPECT_EQ(ai_call_fault(R"({"TransferItems":[{},[{}]]})"), "wrong_type TransferItems[1]");
  EXPECT_EQ(ai_call_fault(R"({"TransferItems":[{"TransferFunctionName":1}]})"),
            "wrong_type TransferItems[0].TransferFunctionName");
  EXPECT_EQ(ai_call_fault(R"({"ExtractConfig":[{},{"Choices":["a",1]}]})"), "wrong_type ExtractConfig[1].Choices[1]");
  EXPECT_EQ(ai_call_fault(R"({"ToneWord":[]})"), "wrong_type ToneWord");
  EXPECT_EQ(ai_call_fault(R"({"ToneWord":"x"})"), "wrong_type ToneWord");
  EXPECT_EQ(ai_call_fault(R"({"ToneWord":{"ZHToneWords":{"Neutral":[null]}}})"),
            "wrong_type ToneWord.ZHToneWords.Neutral[0]");
  EXPECT_EQ(ai_call_fault(R"({"LLMType":1})"), "wrong_type LLMType");
  EXPECT_EQ(ai_call_fault(R"({"CustomTTSConfig":{"TTSType":"tencent"}})"), "wrong_type CustomTTSConfig");
  EXPECT_EQ(ai_call_fault(R"({"VoiceType":["ZhiXi"]})"), "wrong_type VoiceType");
}

TEST(Decode, KeepsTheNameOfTheFirstOfSeveralFaults) {
  EXPECT_EQ(ai_call_fault(R"({"SdkAppId":"1","Callee":2})"), "wrong_type SdkAppId");
  EXPECT_EQ(ai_call_fault(R"({"Callee":2,"SdkAppId":"1"})"), "wrong_type Callee");
}

TEST(Decode, CountsNullAsAbsent) {
  for_each_filled([](const detail::Action& action, const std::string& text, const auto& leaves, void*) {
    json document = json::parse(text);
    for (const Leaf& leaf : leaves) {
      if (leaf.is_wrapped) continue;
      json& value = document.at(pointer_of(leaf.path));
      const json right = value;
      value = nullptr;
      const bool is_item = leaf.path.back() == ']';
      EXPECT_EQ(fault_of(action, document.dump()), is_item ? "wrong_type " + leaf.path : "none") << leaf.path;
      value = right;
    }
  });
  EXPECT_EQ(decoded<CreateAICallRequest>(R"({"SystemPrompt":null})").system_prompt, std::nullopt);
  EXPECT_EQ(decoded<CreateAICallRequest>(R"({"ToneWord":null})").tone_word, std::nullopt);
  EXPECT_TRUE(decoded<CreateAICallRequest>(R"({"TransferItems":null})").transfer_to_human.items.empty());
  EXPECT_TRUE(std::holds_alternative<std::monostate>(
      decoded<CreateAICallRequest>(R"({"VoiceType":null,"CustomTTSConfig":null})").voice));
}

// The text of a document in which a member of the object at `pointer` stands twice.
std::string with_duplicate(json document, const json::json_pointer& pointer, const std::string& name) {
  json& object = document.at(pointer);
  object["@duplicate"] = object.at(name);
  std::string text = document.dump();
  const std::string placeholder = "@duplicate";
  return text.replace(text.find(placeholder), placeholder.size(), name);
}

void expect_duplicates_are_found(const detail::Action& action, const json& document, const json::json_pointer& pointer,
                                 const std::string& path) {
  const json& here = document.at(pointer);
  if (here.is_array()) {
    for (std::size_t i = 0; i < here.size(); ++i) {
      expect_duplicates_are_found(action, document, pointer / i, path + "[" + std::to_string(i) + "]");
    }
  }
  if (!here.is_object()) return;
  for (const auto& [name, value] : here.items()) {
    const std::string member = path.empty() ? name : path + "." + name;
    EXPECT_EQ(fault_of(action, with_duplicate(document, pointer, name)), "duplicate " + member);
    expect_duplicates_are_found(action, document, pointer / name, member);
  }
}

TEST(Decode, RefusesEveryMemberThatStandsTwice) {
  for_each_filled([](const detail::Action& action, const std::string& text, const auto&, void*) {
    expect_duplicates_are_found(action, json::parse(text), json::json_pointer(), {});
  });
}

TEST(Decode, RefusesTheSameNameInAnotherSpelling) {
  EXPECT_EQ(agent_call_fault(R"({"Callee":"1","\u0043allee":"2"})"), "duplicate Callee");
  EXPECT_EQ(agent_call_fault(R"({"Callee":null,"Callee":"2"})"), "duplicate Callee");
  for (const char* text : {R"({"VoiceType":null,"VoiceType":"ZhiXi"})", R"({"VoiceType":"ZhiXi","VoiceType":null})",
                           R"({"VoiceType":7,"VoiceType":"ZhiXi"})"}) {
    EXPECT_EQ(ai_call_fault(text), "duplicate VoiceType") << text;
  }
}

TEST(Decode, KeepsUnknownParametersOfTheRequestItself) {
  const auto request = decoded<CreateAIAgentCallRequest>(
      R"( {"New":1.50, "Callee":"1","List":[ 1,-2,{"a":[],"b":{}},null,true,"x\n\"你" ],"Big":123456789012345678901,)"
      R"("Object":{"Callee":"inner"},"Null":null})");
  EXPECT_EQ(request.callee, "1");
  EXPECT_EQ(request.extra_json, R"({"New":1.50,"List":[1,-2,{"a":[],"b":{}},null,true,"x\n\"你"],)"
                                R"("Big":123456789012345678901,"Object":{"Callee":"inner"},"Null":null})");
}

TEST(Decode, RefusesUnknownParametersThatItCouldNotKeep) {
  EXPECT_EQ(ai_call_fault(R"({"Variables":[{"Key":"a","Value":"b","New":1}]})"), "unknown Variables[0].New");
  EXPECT_EQ(ai_call_fault(R"({"ToneWord":{"New":{}}})"), "unknown ToneWord.New");
}

TEST(Decode, RefusesOrIgnoresUnknownParametersOnDemand) {
  const char* top = R"({"Callee":"1","New":{"a":[1]}})";
  const char* nested = R"({"Variables":[{"Key":"a","Value":"b","New":[{}]}],"Callee":"1"})";
  EXPECT_EQ(agent_call_fault(top, UnknownMembers::refused), "unknown New");
  EXPECT_EQ(agent_call_fault(nested, UnknownMembers::refused), "unknown Variables[0].New");
  for (const char* text : {top, nested}) {
    CreateAIAgentCallRequest request;
    EXPECT_EQ(in_words(detail::decode(*ActionOf<CreateAIAgentCallRequest>::action().request, text,
                                      UnknownMembers::ignored, &request)),
              "none");
    EXPECT_EQ(request.callee, "1");
    EXPECT_EQ(request.extra_json, "");
  }
}

TEST(Decode, DoesNotTakeNamesOfTheLibraryForParameters) {
  EXPECT_EQ(agent_call_fault(R"({"extra_json":"{}"})", UnknownMembers::refused), "unknown extra_json");
  EXPECT_EQ(ai_call_fault(R"({"":1})", UnknownMembers::refused), "unknown");
  EXPECT_EQ(ai_call_fault(R"({"TTSType":"tencent"})", UnknownMembers::refused), "unknown TTSType");
  EXPECT_EQ(ai_call_fault(R"({"callee":"1"})", UnknownMembers::refused), "unknown callee");
}

TEST(Decode, ReadsIntegersToTheEndOfTheirRange) {
  EXPECT_EQ(decoded<CreateAIAgentCallRequest>(R"({"SdkAppId":9223372036854775807})").sdk_app_id,
            (std::numeric_limits<std::int64_t>::max)());
  EXPECT_EQ(decoded<CreateAIAgentCallRequest>(R"({"SdkAppId":-9223372036854775808})").sdk_app_id,
            (std::numeric_limits<std::int64_t>::min)());
  EXPECT_EQ(decoded<CreateAIAgentCallRequest>(R"({"AIAgentId":18446744073709551615})").ai_agent_id,
            (std::numeric_limits<std::uint64_t>::max)());
  EXPECT_EQ(decoded<CreateAICallRequest>(R"({"MaxDuration":9223372036854775807})").silence.max_duration,
            (std::chrono::milliseconds::max)());
}

TEST(Decode, RefusesIntegersBeyondTheirRange) {
  EXPECT_EQ(agent_call_fault(R"({"SdkAppId":9223372036854775808})"), "wrong_type SdkAppId");
  EXPECT_EQ(agent_call_fault(R"({"SdkAppId":18446744073709551615})"), "wrong_type SdkAppId");
  EXPECT_EQ(agent_call_fault(R"({"SdkAppId":-9223372036854775809})"), "wrong_type SdkAppId");
  EXPECT_EQ(agent_call_fault(R"({"AIAgentId":18446744073709551616})"), "wrong_type AIAgentId");
  EXPECT_EQ(agent_call_fault(R"({"AIAgentId":-1})"), "wrong_type AIAgentId");
  EXPECT_EQ(agent_call_fault(R"({"MaxRingTimeoutSecond":9223372036854775808})"), "wrong_type MaxRingTimeoutSecond");
  EXPECT_EQ(ai_call_fault(R"({"MaxDuration":18446744073709551615})"), "wrong_type MaxDuration");
  EXPECT_EQ(agent_call_fault(R"({"SdkAppId":1.0})"), "wrong_type SdkAppId");
  EXPECT_EQ(agent_call_fault(R"({"SdkAppId":1e3})"), "wrong_type SdkAppId");
}

TEST(Decode, ReadsNumbersExactly) {
  for (const double value : {0.1, 0.3, 0.7, 1.0, -2.0, 1e-300, 1.7976931348623157e308}) {
    json document;
    document["Temperature"] = value;
    EXPECT_EQ(decoded<CreateAICallRequest>(document.dump()).sampling.temperature, value);
  }
  EXPECT_EQ(decoded<CreateAICallRequest>(R"({"Temperature":2})").sampling.temperature, 2.0);
  EXPECT_EQ(decoded<CreateAICallRequest>(R"({"ToneWord":{"FirstSentenceTimeout":0.4}})")
                .tone_word->first_sentence_timeout->count(),
            0.4);
  EXPECT_EQ(ai_call_fault(R"({"Temperature":1e999})"), "not_json");
}

TEST(Decode, ReadsEveryEscapeAndAllOfUnicode) {
  const auto request = decoded<CreateAICallRequest>(
      R"({"SystemPrompt":"\"\\\/\b\f\n\r\t\u0001\u00e9\u4f60\ud83d\udc4b é你👋","WelcomeMessage":"\u0000"})");
  EXPECT_EQ(request.system_prompt, "\"\\/\b\f\n\r\t\x01é你👋 é你👋");
  EXPECT_EQ(request.welcome.message, std::string("\0", 1));  // kept here, refused by validate()
}

TEST(Decode, RefusesTextThatIsNotJson) {
  for (const char* text : {"",
                           " ",
                           "{",
                           "}",
                           "{]",
                           "{\"Callee\"}",
                           "{\"Callee\":}",
                           "{\"Callee\":\"1\",}",
                           "{,}",
                           "{\"Callee\":'1'}",
                           "{Callee:\"1\"}",
                           "{\"Callee\":\"1\"}}",
                           "{\"Callee\":\"1\"} x",
                           "{\"Callee\":\"1\"}{}",
                           "{} []",
                           "//\n{}",
                           "{\"Callee\":\"\n\"}",
                           "{\"Callee\":\"\\x\"}",
                           "{\"Callee\":\"\\ud83d\"}",
                           "{\"Callee\":\"\\udc4b\"}",
                           "{\"Callee\":\"\xFF\"}",
                           "{\"Callee\":\"\xED\xA0\x80\"}",
                           "{\"SdkAppId\":01}",
                           "{\"SdkAppId\":+1}",
                           "{\"SdkAppId\":.5}",
                           "{\"SdkAppId\":1.}",
                           "{\"SdkAppId\":0x10}",
                           "{\"Temperature\":NaN}",
                           "nul",
                           "\xEF\xBB{}",
                           "{\"New\":tru}",
                           "<html></html>"}) {
    EXPECT_EQ(ai_call_fault(text), "not_json") << text;
  }
}

TEST(Decode, RefusesARawNulWhereverItStands) {
  const std::string text = R"({"Callee":"1"})";
  for (std::size_t at = 0; at <= text.size(); ++at) {
    std::string spoilt = text;
    EXPECT_EQ(agent_call_fault(spoilt.insert(at, 1, '\0')), "not_json") << at;
  }
  EXPECT_EQ(agent_call_fault(text + std::string(1, '\0') + R"({"Callee":"2"})"), "not_json");
}

TEST(Decode, TakesBlanksAndAByteOrderMark) {
  EXPECT_EQ(agent_call_fault("\xEF\xBB\xBF{\"Callee\":\"1\"}"), "none");
  EXPECT_EQ(agent_call_fault(" \t\r\n{ \"Callee\" :\n\"1\" } \r\n"), "none");
}

TEST(Decode, RefusesWhatIsNotAnObject) {
  for (const char* text : {"null", "true", "1", "-1", "1.5", "\"text\"", "[]", "[{\"Callee\":\"1\"}]"}) {
    EXPECT_EQ(ai_call_fault(text), "not_object") << text;
  }
}

TEST(Decode, RefusesDeepNestingWithoutRecursion) {
  const std::string arrays = std::string(kFarTooDeep, '[') + std::string(kFarTooDeep, ']');
  const std::string objects = repeated("{\"a\":", kFarTooDeep) + "1" + std::string(kFarTooDeep, '}');
  for (const std::string& deep : {arrays, objects, std::string(kFarTooDeep, '['), repeated("{\"a\":", kFarTooDeep)}) {
    for (const char* name : {"New", "Callers", "TransferItems", "ToneWord", "Callee", "LLMType", "CustomTTSConfig"}) {
      const std::string text = "{\"" + std::string(name) + "\":" + deep + "}";
      EXPECT_EQ(ai_call_fault(text), "too_deep") << name;
      EXPECT_EQ(ai_call_fault(text, UnknownMembers::ignored), "too_deep") << name;
    }
    EXPECT_EQ(read_answer("{\"Response\":" + deep + "}").fault, "too_deep");
    EXPECT_EQ(read_answer("{\"Other\":" + deep + "}").fault, "too_deep");
    EXPECT_EQ(read_answer("{\"Response\":{\"Error\":" + deep + "}}").fault, "too_deep");
    EXPECT_EQ(read_answer("{\"Response\":{\"Other\":" + deep + "}}").fault, "too_deep");
  }
  EXPECT_EQ(read_answer(objects).fault, "too_deep");
  EXPECT_EQ(ai_call_fault(arrays), "not_object");
}

TEST(Decode, TakesNestingUpToItsLimit) {
  const auto nested = [](std::size_t arrays) {
    return "{\"New\":" + std::string(arrays, '[') + std::string(arrays, ']') + "}";
  };
  EXPECT_EQ(ai_call_fault(nested(detail::kMostNesting - 1)), "none");
  EXPECT_EQ(ai_call_fault(nested(detail::kMostNesting)), "too_deep");
}

TEST(Decode, KnowsEachModelByItsProtocol) {
  const auto llm_of = [](std::string_view type) {
    return decoded<CreateAICallRequest>(R"({"APIKey":"k","LLMType":")" + std::string(type) +
                                        R"(","Model":"m","APIUrl":"u"})")
        .llm;
  };
  EXPECT_TRUE(std::holds_alternative<OpenAILlm>(llm_of("openai")));
  EXPECT_TRUE(std::holds_alternative<AzureLlm>(llm_of("azure")));
  EXPECT_TRUE(std::holds_alternative<MinimaxLlm>(llm_of("minimax")));
  EXPECT_TRUE(std::holds_alternative<DifyLlm>(llm_of("dify")));
  for (const char* type : {"coze", "OpenAI", ""}) {
    const LlmConfig llm = llm_of(type);
    const auto* other = std::get_if<OtherLlm>(&llm);
    ASSERT_NE(other, nullptr) << type;
    EXPECT_EQ(other->protocol, type);
    EXPECT_EQ(other->model, "m");
    EXPECT_EQ(other->api_key, Secret("k"));
    EXPECT_EQ(other->api_url, "u");
  }
}

TEST(Decode, RefusesABuiltInAndAVendorVoiceAtOnce) {
  const char* both[] = {R"({"VoiceType":"ZhiXi","CustomTTSConfig":"{\"TTSType\":\"custom\"}"})",
                        R"({"CustomTTSConfig":"x","VoiceType":"ZhiXi"})"};
  for (const char* text : both) {
    CreateAICallRequest request;
    const auto fault =
        detail::decode(*ActionOf<CreateAICallRequest>::action().request, text, UnknownMembers::kept, &request);
    ASSERT_TRUE(fault);
    EXPECT_EQ(kind_name(fault), "contradiction");
    EXPECT_NE(fault->field.find("VoiceType"), std::string::npos);
  }
}

TEST(Decode, CountsAnEmptyVoiceAsNone) {
  EXPECT_TRUE(std::holds_alternative<std::monostate>(
      decoded<CreateAICallRequest>(R"({"VoiceType":"","CustomTTSConfig":""})").voice));
  EXPECT_TRUE(std::holds_alternative<BuiltInVoice>(
      decoded<CreateAICallRequest>(R"({"VoiceType":"ZhiXi","CustomTTSConfig":""})").voice));
  EXPECT_TRUE(std::holds_alternative<RawVoice>(
      decoded<CreateAICallRequest>(R"({"VoiceType":"","CustomTTSConfig":"{}"})").voice));
}

VoiceConfig voice_from(std::string_view vendor_text) {
  return decoded<CreateAICallRequest>(json{{"CustomTTSConfig", vendor_text}}.dump()).voice;
}

TEST(Decode, ReadsAVendorTextIntoATypeThatWritesTheSameText) {
  const auto voice =
      voice_from(R"({"TTSType":"minimax","Model":"speech-01-turbo","APIKey":"k","GroupId":"1","Speed":1.2})");
  ASSERT_TRUE(std::holds_alternative<MinimaxVoice>(voice));
  EXPECT_EQ(std::get<MinimaxVoice>(voice).model, "speech-01-turbo");
  EXPECT_EQ(std::get<MinimaxVoice>(voice).api_key, Secret("k"));
  EXPECT_EQ(std::get<MinimaxVoice>(voice).speed, 1.2);
}

TEST(Decode, KeepsAnyOtherVendorTextByteForByte) {
  const std::string deep = std::string(kFarTooDeep, '[');
  for (const std::string& text :
       {std::string(R"({ "TTSType":"minimax","Speed":1.2})"), std::string(R"({"TTSType":"minimax","Speed":1.0})"),
        std::string(R"({"Speed":1.2,"TTSType":"minimax"})"), std::string(R"({"TTSType":"minimax","New":1})"),
        std::string(R"({"TTSType":"minimax","Model":"\u4f60"})"), std::string(R"({"TTSType":"minimax","Model":null})"),
        std::string(R"({"TTSType":"minimax","TTSType":"minimax"})"), std::string(R"({"TTSType":"cartesia"})"),
        std::string(R"({"TTSType":"tencent","VoiceType":"text where a number belongs"})"), std::string("not JSON"),
        std::string("你👋\n\t\"\\"), deep}) {
    const VoiceConfig voice = voice_from(text);
    ASSERT_TRUE(std::holds_alternative<RawVoice>(voice)) << text.substr(0, 60);
    EXPECT_EQ(std::get<RawVoice>(voice).json, Secret(text)) << text.substr(0, 60);
  }
}

TEST(Decode, ReadsARecogniserWithItsFields) {
  const auto stt =
      decoded<CreateAICallRequest>(
          json{{"CustomSTTConfig", R"({"STTType":"trtc","AppId":"a","SecretId":"i","SecretKey":"k"})"}}.dump())
          .asr.custom_stt;
  ASSERT_TRUE(std::holds_alternative<TrtcStt>(stt));
  EXPECT_EQ(std::get<TrtcStt>(stt).app_id, "a");
  EXPECT_EQ(std::get<TrtcStt>(stt).secret_key, Secret("k"));
}

TEST(DecodeAnswer, ReadsTheMembersAndTheRequestId) {
  const Answer answer = read_answer(kAnswer);
  EXPECT_EQ(answer.fault, "none");
  EXPECT_TRUE(answer.head.has_response);
  EXPECT_FALSE(answer.head.has_error);
  EXPECT_EQ(answer.head.request_id, "6bb56a09-2787-40bc-80c5-dc6dab783eff");
  EXPECT_EQ(answer.response.request_id, "6bb56a09-2787-40bc-80c5-dc6dab783eff");
  EXPECT_EQ(answer.response.session_id, "6bb56a09278740bc80c5dc6dab783eff");
}

TEST(DecodeAnswer, IgnoresWhatItDoesNotKnow) {
  const Answer answer = read_answer(
      R"({"New":{"Response":1,"Error":[]},"Response":{"New":[{"SessionId":"no"}],"SessionId":"yes","Other":null},"Late":1})");
  EXPECT_EQ(answer.fault, "none");
  EXPECT_EQ(answer.response.session_id, "yes");
}

TEST(DecodeAnswer, ReadsAnErrorWithAndWithoutRequestId) {
  for (const char* text :
       {R"({"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"r"}})",
        R"({"Response":{"RequestId":"r","Error":{"New":{},"Message":"m","Code":"InternalError"}}})"}) {
    const Answer answer = read_answer(text);
    EXPECT_EQ(answer.fault, "none");
    EXPECT_TRUE(answer.head.has_error);
    EXPECT_EQ(answer.head.code, "InternalError");
    EXPECT_EQ(answer.head.message, "m");
    EXPECT_EQ(answer.head.request_id, "r");
  }
  const Answer answer = read_answer(R"({"Response":{"Error":{"Code":"AuthFailure"}}})");
  EXPECT_EQ(answer.fault, "none");
  EXPECT_EQ(answer.head.code, "AuthFailure");
  EXPECT_EQ(answer.head.request_id, "");
}

TEST(DecodeAnswer, NamesMembersOfTheWrongTypeAndReadsTheRest) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"Response":{"SessionId":5,"RequestId":"r"}})", "wrong_type SessionId"},
      {R"({"Response":{"SessionId":["s"],"RequestId":"r"}})", "wrong_type SessionId"},
      {R"({"Response":{"SessionId":{"a":"s"},"RequestId":"r"}})", "wrong_type SessionId"},
      {R"({"Response":{"Error":"text","RequestId":"r"}})", "wrong_type Error"},
      {R"({"Response":{"Error":[{"Code":"c"}],"RequestId":"r"}})", "wrong_type Error"},
      {R"({"Response":{"Error":{"Code":5},"RequestId":"r"}})", "wrong_type Error.Code"},
      {R"({"Response":{"Error":{"Code":"c","Message":{}},"RequestId":"r"}})", "wrong_type Error.Message"},
  };
  for (const auto& [text, fault] : cases) {
    const Answer answer = read_answer(text);
    EXPECT_EQ(answer.fault, fault);
    EXPECT_EQ(answer.head.request_id, "r") << text;
    EXPECT_TRUE(answer.head.has_response) << text;
  }
  EXPECT_EQ(read_answer(R"({"Response":{"RequestId":5,"SessionId":"s"}})").fault, "wrong_type RequestId");
  EXPECT_EQ(read_answer(R"({"Response":{"RequestId":{},"SessionId":"s"}})").fault, "wrong_type RequestId");
}

TEST(DecodeAnswer, NeedsAResponseObject) {
  for (const char* text : {R"({"Response":null})", R"({"Response":[]})", R"({"Response":"s"})", R"({"Response":1})"}) {
    EXPECT_EQ(read_answer(text).fault, "not_object Response") << text;
    EXPECT_FALSE(read_answer(text).head.has_response) << text;
  }
  for (const char* text : {"{}", R"({"SessionId":"s"})", R"({"Error":{"Code":"AuthFailure"}})"}) {
    EXPECT_EQ(read_answer(text).fault, "none") << text;
    EXPECT_FALSE(read_answer(text).head.has_response) << text;
    EXPECT_FALSE(read_answer(text).head.has_error) << text;
    EXPECT_EQ(read_answer(text).response.session_id, "") << text;
  }
}

TEST(DecodeAnswer, CountsANullErrorAsNone) {
  const Answer answer = read_answer(R"({"Response":{"Error":null,"SessionId":"s","RequestId":"r"}})");
  EXPECT_EQ(answer.fault, "none");
  EXPECT_FALSE(answer.head.has_error);
}

TEST(DecodeAnswer, RefusesDuplicates) {
  EXPECT_EQ(read_answer(R"({"Response":{"SessionId":"a","SessionId":"b"}})").fault, "duplicate SessionId");
  EXPECT_EQ(read_answer(R"({"Response":{"RequestId":"a","RequestId":"a"}})").fault, "duplicate RequestId");
  EXPECT_EQ(read_answer(R"({"Response":{"SessionId":"a"},"Response":{}})").fault, "duplicate Response");
  EXPECT_EQ(read_answer(R"({"Response":{"SessionId":"a"},"Response":null})").fault, "duplicate Response");
  EXPECT_EQ(read_answer(R"({"Response":{"Error":{"Code":"a"},"Error":{"Code":"b"}}})").fault, "duplicate Error");
  EXPECT_EQ(read_answer(R"({"Response":{"Error":{"Code":"a","Code":"b"}}})").fault, "duplicate Error.Code");
}

TEST(DecodeAnswer, TakesADuplicateForGraverThanAWrongType) {
  EXPECT_EQ(read_answer(R"({"Response":{"RequestId":5,"Error":{"Code":"a"},"Error":{"Code":"b"}}})").fault,
            "duplicate Error");
  EXPECT_EQ(read_answer(R"({"Response":{"RequestId":5},"Response":{}})").fault, "duplicate Response");
}

TEST(DecodeAnswer, NeverTakesABeginningForTheWhole) {
  for (std::size_t length = 0; length < kAnswer.size(); ++length) {
    EXPECT_EQ(read_answer(kAnswer.substr(0, length)).fault, "not_json") << length;
  }
}

TEST(DecodeAnswer, LeavesTheTypeFaultBehindWhenTheTextIsBroken) {
  EXPECT_EQ(read_answer(R"({"Response":{"RequestId":5,"SessionId":"s"})").fault, "not_json");
}

TEST(Explain, HasASentenceForEveryFault) {
  for (const auto kind : {DecodeFault::Kind::not_json, DecodeFault::Kind::not_object, DecodeFault::Kind::too_deep,
                          DecodeFault::Kind::duplicate, DecodeFault::Kind::wrong_type, DecodeFault::Kind::unknown,
                          DecodeFault::Kind::contradiction}) {
    EXPECT_FALSE(detail::explain(kind).empty());
  }
}

}  // namespace
}  // namespace tccc
