// SPDX-License-Identifier: Apache-2.0
// Whole requests, as the service's pages print them, go through the library and come out the same.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "file_text.h"
#include "model/action.h"
#include "tccc/tccc.h"

namespace tccc {
namespace {

using nlohmann::json;

std::filesystem::path golden(const std::string& name) {
  return std::filesystem::path(TCCC_TEST_DATA_DIR "/golden") / name;
}

std::vector<std::filesystem::path> all_goldens() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(golden(""))) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

// `CreateAICall` of `CreateAICall.built_in_voice.json`.
const detail::Action* action_of(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return detail::find_action(name.substr(0, name.find('.')));
}

CreateAICallRequest ai_call_of(const std::string& name) {
  const auto request = parse_request<CreateAICallRequest>(text_of(golden(name)));
  EXPECT_TRUE(request) << name;
  return request ? *request : CreateAICallRequest();
}

TEST(Goldens, ComeOutAsTheyWentIn) {
  EXPECT_GE(all_goldens().size(), 11U);
  for (const auto& path : all_goldens()) {
    const detail::Action* action = action_of(path);
    ASSERT_NE(action, nullptr) << path;
    const std::string text = text_of(path);
    const std::shared_ptr<void> request = action->make_request();
    const auto fault = detail::parse_request(*action, text, request.get());
    ASSERT_FALSE(fault) << path << ": " << *fault;
    const auto written = detail::request_json(*action, request.get());
    ASSERT_TRUE(written) << path << ": " << written.error();
    EXPECT_TRUE(json::parse(written->reveal()) == json::parse(text)) << path;

    const std::shared_ptr<void> again = action->make_request();
    ASSERT_FALSE(detail::parse_request(*action, written->reveal(), again.get())) << path;
    EXPECT_EQ(*detail::request_json(*action, again.get()), *written) << path;
  }
}

// Paths of all members of a document, without indices: `TransferItems.TransferSkillGroupId`.
void gather_paths(const json& document, const std::string& above, std::set<std::string>& paths) {
  for (const auto& [name, value] : document.items()) {
    const std::string path = document.is_object() ? (above.empty() ? name : above + "." + name) : above;
    paths.insert(path);
    if (value.is_structured()) gather_paths(value, path, paths);
  }
}

void gather_documented(const json& api, const json& fields, const std::string& above, std::set<std::string>& paths) {
  for (const json& field : fields) {
    const auto name = field.at("name").get<std::string>();
    const std::string path = above.empty() ? name : above + "." + name;
    paths.insert(path);
    const json& value = field.at("type") == "array" ? field.at("items") : field;
    if (!value.contains("struct")) continue;
    gather_documented(api, api.at("structs").at(value.at("struct").get<std::string>()), path, paths);
  }
}

TEST(Goldens, HoldEveryDocumentedField) {
  const json api = json::parse(text_of(TCCC_TEST_DATA_DIR "/api.json"));
  for (const detail::Action* action : detail::all_actions()) {
    const std::string name(action->name);
    std::set<std::string> documented;
    gather_documented(api, api.at("actions").at(name).at("request"), {}, documented);
    std::set<std::string> held;
    for (const auto& path : all_goldens()) {
      if (action_of(path) == action) gather_paths(json::parse(text_of(path)), {}, held);
    }
    for (const std::string& path : documented) EXPECT_EQ(held.count(path), 1U) << name << "." << path;
  }
}

TEST(Goldens, OfEachVoiceHoldEveryOtherField) {
  const json built_in = json::parse(text_of(golden("CreateAICall.built_in_voice.json")));
  const json vendor = json::parse(text_of(golden("CreateAICall.vendor_voice.json")));
  EXPECT_EQ(built_in.size(), 43U);
  EXPECT_EQ(vendor.size(), 43U);
  EXPECT_TRUE(built_in.contains("VoiceType") && vendor.contains("CustomTTSConfig"));
}

TEST(Goldens, AreReadIntoTypes) {
  EXPECT_TRUE(std::holds_alternative<BuiltInVoice>(ai_call_of("CreateAICall.built_in_voice.json").voice));
  EXPECT_TRUE(std::holds_alternative<TencentVoice>(ai_call_of("CreateAICall.vendor_voice.json").voice));
  EXPECT_TRUE(std::holds_alternative<TrtcStt>(ai_call_of("CreateAICall.vendor_voice.json").asr.custom_stt));
  EXPECT_TRUE(std::holds_alternative<MinimaxVoice>(ai_call_of("CreateAICall.minimax_voice.json").voice));
  EXPECT_TRUE(std::holds_alternative<VolcengineVoice>(ai_call_of("CreateAICall.volcengine_voice.json").voice));
  EXPECT_TRUE(std::holds_alternative<AzureVoice>(ai_call_of("CreateAICall.azure_voice.json").voice));
  EXPECT_TRUE(std::holds_alternative<CustomVoice>(ai_call_of("CreateAICall.custom_voice.json").voice));
  EXPECT_TRUE(std::holds_alternative<RawVoice>(ai_call_of("CreateAICall.raw_voice.json").voice));

  EXPECT_TRUE(std::holds_alternative<OpenAILlm>(ai_call_of("CreateAICall.built_in_voice.json").llm));
  EXPECT_TRUE(std::holds_alternative<MinimaxLlm>(ai_call_of("CreateAICall.minimax_voice.json").llm));
  EXPECT_TRUE(std::holds_alternative<DifyLlm>(ai_call_of("CreateAICall.volcengine_voice.json").llm));
  EXPECT_TRUE(std::holds_alternative<AzureLlm>(ai_call_of("CreateAICall.azure_voice.json").llm));
  EXPECT_TRUE(std::holds_alternative<OtherLlm>(ai_call_of("CreateAICall.custom_voice.json").llm));
}

// What the service's pages call a parameter is what a programmer finds in the struct.
TEST(Goldens, FillTheMembersTheyAreNamedAfter) {
  const CreateAICallRequest request = ai_call_of("CreateAICall.built_in_voice.json");
  EXPECT_EQ(request.sdk_app_id, 1400000000);
  EXPECT_EQ(request.callee, "008612300000000");
  EXPECT_EQ(request.system_prompt->substr(0, 12), "你是李医");
  EXPECT_EQ(std::get<OpenAILlm>(request.llm).model, "gpt-4o-mini");
  EXPECT_EQ(std::get<OpenAILlm>(request.llm).api_url, "https://api.openai.com/v1/");
  EXPECT_EQ(request.sampling.temperature, 0.1);
  EXPECT_EQ(request.sampling.top_p, 0.8);
  EXPECT_EQ(request.llm_extra_body, R"({"user":"008612300000000","seed":7})");
  EXPECT_EQ(std::get<BuiltInVoice>(request.voice).name, voice::ZhiXi);
  EXPECT_EQ(request.asr.languages, (std::vector<std::string>{language::zh, language::en}));
  EXPECT_EQ(request.asr.vad_silence_time, std::chrono::seconds(1));
  EXPECT_EQ(request.asr.vad_level, 2U);
  EXPECT_EQ(request.callers, (std::vector<std::string>{"008601012345678", "008601012345679"}));
  EXPECT_EQ(request.welcome.message, "您好，Amélie");
  EXPECT_EQ(request.welcome.type, welcome_type::use_message);
  EXPECT_EQ(request.welcome.message_priority, welcome_priority::uninterruptible);
  EXPECT_EQ(request.interruption.mode, interrupt_mode::by_speech);
  EXPECT_EQ(request.interruption.speech_duration, std::chrono::milliseconds(500));
  EXPECT_EQ(request.silence.max_duration, std::chrono::minutes(1));
  EXPECT_EQ(request.silence.notify_duration, std::chrono::seconds(10));
  EXPECT_EQ(request.silence.notify_message, "您还在吗？");
  EXPECT_EQ(request.silence.notify_max_count, 3U);
  EXPECT_EQ(request.end_call.enabled, true);
  EXPECT_EQ(request.end_call.description, "End the call when the user says bye.");
  EXPECT_EQ(request.transfer_to_human.enabled, true);
  ASSERT_EQ(request.transfer_to_human.items.size(), 2U);
  EXPECT_EQ(request.transfer_to_human.items[0].function_name, "transfer_to_human");
  EXPECT_EQ(request.transfer_to_human.items[0].function_description, "When the user asks for a person.");
  EXPECT_EQ(request.transfer_to_human.items[0].skill_group_id, 1U);
  EXPECT_EQ(request.transfer_to_agent.enabled, true);
  ASSERT_EQ(request.transfer_to_agent.items.size(), 1U);
  EXPECT_EQ(request.transfer_to_agent.items[0].name, "transfer_to_agent1");
  EXPECT_EQ(request.transfer_to_agent.items[0].description, "When the user asks for the bill.");
  EXPECT_EQ(request.transfer_to_agent.items[0].agent_id, 16U);
  ASSERT_EQ(request.extract.size(), 2U);
  EXPECT_EQ(request.extract[0].info_type, info_type::selector);
  EXPECT_EQ(request.extract[0].info_name, "mood");
  EXPECT_EQ(request.extract[0].info_content, "How the user feels");
  EXPECT_EQ(request.extract[0].examples, std::vector<std::string>{"fine"});
  EXPECT_EQ(request.extract[0].choices, (std::vector<std::string>{"good", "bad"}));
  EXPECT_EQ(request.tone_word->first_sentence_timeout->count(), 0.4);
  EXPECT_EQ(request.tone_word->chinese->neutral, std::vector<std::string>{"嗯"});
  EXPECT_EQ(request.tone_word->chinese->positive, (std::vector<std::string>{"好的", "太好了"}));
  EXPECT_EQ(request.tone_word->chinese->negative, std::vector<std::string>{"哎"});
  EXPECT_EQ(request.compliance_audio, false);
  EXPECT_EQ(request.voicemail.detection, true);
  EXPECT_EQ(request.voicemail.action, voicemail_action::hang_up);
  EXPECT_EQ(request.ambient_sound.type, ambient_sound_type::busy_office);
  EXPECT_EQ(request.ambient_sound.volume, 0.5);
  EXPECT_EQ(request.variables[0].key, "name");
  EXPECT_EQ(request.variables[0].value, "王小明");
  EXPECT_EQ(request.prompt_variables[0].key, "foo");
  EXPECT_EQ(request.max_call_duration, std::chrono::minutes(10));
  EXPECT_EQ(request.max_ring_timeout, std::chrono::seconds(15));
  EXPECT_EQ(request.acquire_timeout, std::chrono::seconds(5));
  EXPECT_EQ(request.extra_json, "");

  const CreateAICallRequest vendor = ai_call_of("CreateAICall.vendor_voice.json");
  const auto& voice = std::get<TencentVoice>(vendor.voice);
  EXPECT_EQ(voice.app_id, "1300000000");
  EXPECT_EQ(voice.voice_type, 101001);
  EXPECT_EQ(voice.speed, 1.25);
  EXPECT_EQ(voice.volume, 5);
  EXPECT_EQ(voice.primary_language, 1);
  EXPECT_EQ(voice.fast_voice_type, "xxxx");

  const auto agent = parse_request<CreateAIAgentCallRequest>(text_of(golden("CreateAIAgentCall.every_field.json")));
  ASSERT_TRUE(agent);
  EXPECT_EQ(agent->ai_agent_id, 18446744073709551615U);
  EXPECT_EQ(agent->variables[3].key, variable_key::dify_conversation_id);
  EXPECT_EQ(agent->prompt_variables[0].value, "bar");
  EXPECT_EQ(agent->max_ring_timeout, std::chrono::seconds(15));
  EXPECT_EQ(agent->acquire_timeout, std::chrono::seconds(0));
}

}  // namespace
}  // namespace tccc
