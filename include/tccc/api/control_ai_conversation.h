// SPDX-License-Identifier: Apache-2.0
// ControlAIConversation: make the agent of a running call speak, or tell its model something.
// Source: the API documentation of ControlAIConversation, newest edition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tccc/action.h"
#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// Commands.
namespace conversation_command {
inline constexpr const char* server_push_text = "ServerPushText";  ///< Speak a text or play audio.
inline constexpr const char* invoke_llm = "InvokeLLM";             ///< Let the model answer to a text.
}  // namespace conversation_command

/// Something to speak: text, or audio.
struct ServerPushText {
  std::optional<std::string> text = {};      ///< Text to speak.
  std::optional<bool> interrupt = {};        ///< Whether this may cut off what the agent is saying now.
  std::optional<bool> stop_after_play = {};  ///< Ends the agent's part once this is spoken.
  std::optional<std::string> audio =
      {};  ///< Base64 of mono audio at the sample rate of the voice; wins over Text, which is left out then.
  std::optional<std::uint64_t> drop_mode =
      {};  ///< While the agent is busy: 0 drops this, 1 lets it wait (an interruption empties the queue).
  std::optional<std::uint64_t> priority =
      {};  ///< 0 can be interrupted; 1 cannot, and while it plays everything that comes later is dropped.
  std::optional<bool> add_history = {};  ///< Also adds the text to the history of the model.
};

/// Something for the model to answer to.
struct InvokeLLM {
  std::optional<std::string> content =
      {};                              ///< Sent to the model, whose request then carries the header X-Invoke-LLM: 1.
  std::optional<bool> interrupt = {};  ///< Whether this may cut off what the agent is saying now.
};

/// Delivered twice it would speak twice, so it is never repeated once it may have arrived.
struct ControlAIConversationRequest {
  std::int64_t sdk_app_id = 0;              ///< Required; application id from the console.
  std::string session_id = {};              ///< Required; call in progress.
  std::optional<std::string> command = {};  ///< What to do; ServerPushText or InvokeLLM, with the member of that name.
  std::optional<ServerPushText> server_push_text = {};  ///< What to speak, with the command ServerPushText.
  std::optional<InvokeLLM> invoke_llm = {};             ///< What to tell the model, with the command InvokeLLM.
  std::string extra_json = {};                          ///< JSON object of parameters newer than this library.
};

/// The command was taken.
struct ControlAIConversationResponse {
  std::string request_id = {};  ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<ControlAIConversationRequest> {
  using Response = ControlAIConversationResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<ControlAIConversationResponse> {
  using Type = ControlAIConversationRequest;
};

}  // namespace v1
}  // namespace tccc
