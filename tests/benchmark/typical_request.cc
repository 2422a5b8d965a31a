// SPDX-License-Identifier: Apache-2.0
// The request all benchmarks send.
#include "typical_request.h"

#include <random>

#include "codec/encode.h"
#include "model/action.h"

namespace tccc::benchmarks {
namespace {

std::string random_text() {
  std::random_device device;
  return "benchmark-" + std::to_string(device()) + std::to_string(device());
}

std::string prompt() {
  constexpr std::size_t kBytes = 2048;
  const std::string line = "你是李医生的助理，请用\"简短\"的话回答病人。\n";
  std::string text;
  while (text.size() + line.size() <= kBytes) text += line;
  return text + std::string(kBytes - text.size(), '.');
}

}  // namespace

Credentials random_credentials() {
  return {random_text(), Secret(random_text()), {}};
}

CreateAICallRequest typical_request() {
  CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008612300000000";
  request.system_prompt = prompt();
  request.welcome.message = "您好，请问现在方便说话吗？";
  request.llm = OpenAILlm{"gpt-4o-mini", Secret(random_text()), "https://api.openai.com/v1/"};
  request.voice = MinimaxVoice{};
  auto& voice = std::get<MinimaxVoice>(request.voice);
  voice.api_key = Secret(random_text() + std::string(80, 'k'));
  voice.model = "speech-01-turbo";
  voice.voice_type = "female-tianmei";
  request.asr.languages = {language::zh, language::en};
  request.end_call.enabled = true;
  request.transfer_to_human.items.push_back({});
  auto& item = request.transfer_to_human.items.back();
  item.function_name = "transfer_to_human";
  item.function_description = "When the patient asks for a person, or speaks of an emergency.";
  item.skill_group_id = 1234;
  for (const char* name : {"dialogue_name", "dialogue_date", "dialogue_place"}) {
    request.prompt_variables.push_back({name, "a value of the variable"});
  }
  return request;
}

std::string typical_body() {
  const CreateAICallRequest request = typical_request();
  std::string body;
  detail::encode(*ActionOf<CreateAICallRequest>::action().request, &request, body);
  return body;
}

}  // namespace tccc::benchmarks
