// SPDX-License-Identifier: Apache-2.0
// Any bytes as the JSON of a request: what is accepted is written so that it reads the same, and shown without its
// keys.
#include <string>
#include <variant>

#include <nlohmann/json.hpp>

#include "expect.h"
#include "tccc/tccc.h"

namespace {

const std::string& key() {
  static const std::string made = fuzz::random_key();
  return made;
}

void put_key(tccc::CreateAIAgentCallRequest& /*request*/) {}

void put_key(tccc::CreateAICallRequest& request) {
  const tccc::Secret secret(key());
  std::visit([&](auto& llm) { llm.api_key = secret; }, request.llm);
  if (auto* tencent = std::get_if<tccc::TencentVoice>(&request.voice)) {
    tencent->secret_id = secret;
    tencent->secret_key = secret;
  } else if (auto* minimax = std::get_if<tccc::MinimaxVoice>(&request.voice)) {
    minimax->api_key = secret;
  } else if (auto* volcengine = std::get_if<tccc::VolcengineVoice>(&request.voice)) {
    volcengine->token = secret;
  } else if (auto* azure = std::get_if<tccc::AzureVoice>(&request.voice)) {
    azure->subscription_key = secret;
  } else if (auto* custom = std::get_if<tccc::CustomVoice>(&request.voice)) {
    custom->api_key = secret;
  } else if (auto* raw = std::get_if<tccc::RawVoice>(&request.voice)) {
    raw->json = tccc::Secret("{\"Key\":\"" + key() + "\"}");
  }
}

template <class Request>
void check(std::string_view text) {
  auto request = tccc::parse_request<Request>(text);
  if (!request) {
    fuzz::expect(request.error().code() == tccc::ErrorCode::invalid_argument, "a bad request is invalid_argument");
    fuzz::expect(request.error().outcome() == tccc::Outcome::not_sent, "a bad request was not sent");
    return;
  }
  const auto findings = tccc::lint(*request);
  static_cast<void>(findings);
  if (const auto written = tccc::request_json(*request)) {
    fuzz::expect(nlohmann::json::accept(written->reveal()), "what is sent is JSON");
    const auto again = tccc::parse_request<Request>(written->reveal());
    fuzz::expect(static_cast<bool>(again), "what is sent can be read");
    const auto rewritten = tccc::request_json(*again);
    fuzz::expect(static_cast<bool>(rewritten), "what was read can be sent");
    fuzz::expect(rewritten->reveal() == written->reveal(), "reading and writing change nothing");
    const std::string shown = tccc::redacted_request_json(*request);
    fuzz::expect(nlohmann::json::accept(shown), "what is shown is JSON");
    fuzz::expect(fuzz::is_plain_line(shown), "and one line that steers nothing");
  }
  // The fuzzer sees what is compared, and may have put the key into a member that is shown.
  if (text.find(key()) != std::string_view::npos) return;
  put_key(*request);
  fuzz::expect(tccc::redacted_request_json(*request).find(key()) == std::string::npos, "no key is shown");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  check<tccc::CreateAICallRequest>(text);
  check<tccc::CreateAIAgentCallRequest>(text);
  return 0;
}
