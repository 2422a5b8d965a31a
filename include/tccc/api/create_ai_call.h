// SPDX-License-Identifier: Apache-2.0
// CreateAICall: place one call on which an AI speaks, with model, voice and manners given in the request.
// Source: https://www.tencentcloud.com/document/product/1229 (CreateAICall) and tests/contract/api.json, newest
// edition; fields marked "China site" are unknown to the international one.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/action.h"
#include "tccc/export.h"
#include "tccc/types/asr.h"
#include "tccc/types/conversation.h"
#include "tccc/types/extract.h"
#include "tccc/types/llm.h"
#include "tccc/types/transfer.h"
#include "tccc/types/variable.h"
#include "tccc/types/voice.h"

namespace tccc {
inline namespace v1 {

/// An aggregate: fill the members by name, or with C++20 designated initialisers. Empty optionals are not sent.
struct CreateAICallRequest {
  std::int64_t sdk_app_id = 0;                     ///< Required; application id from the console.
  std::string callee = {};                         ///< Required; such as `008612300000000`.
  std::optional<std::string> system_prompt = {};   ///< Persona, rules and task.
  LlmConfig llm = {};                              ///< Required.
  LlmSampling sampling = {};                       ///< How the model samples.
  std::optional<std::string> llm_extra_body = {};  ///< JSON object merged into the request to the model.
  VoiceConfig voice = {};                          ///< The voice the callee hears. The service expects one.
  AsrConfig asr = {};                              ///< How speech is recognised.
  std::vector<std::string> callers = {};           ///< Own numbers to call from; the service picks one.
  Welcome welcome = {};                            ///< How the call opens.
  Interruption interruption = {};                  ///< Whether the callee may cut the agent off.
  Silence silence = {};                            ///< What happens when the callee says nothing.
  EndCall end_call = {};                           ///< Whether the model may hang up.
  TransferToHuman transfer_to_human = {};          ///< Whether the model may hand over to people.
  TransferToAgent transfer_to_agent = {};          ///< China site.
  std::vector<ExtractItem> extract = {};           ///< What to extract after the call; see ExtractionSchema.
  std::optional<ToneWord> tone_word = {};          ///< Filler words while the model is slow.
  std::optional<bool> compliance_audio =
      {};                    ///< Tone that marks AI speech, on by default. Switching it off accepts a legal statement.
  Voicemail voicemail = {};  ///< What to do when a voicemail answers.
  AmbientSound ambient_sound = {};                                  ///< Background sound.
  std::vector<Variable> variables = {};                             ///< For prompt, greeting and model inputs.
  std::vector<Variable> prompt_variables = {};                      ///< Deprecated by the service; use variables.
  std::optional<std::chrono::milliseconds> max_call_duration = {};  ///< Longest call; default without limit.
  std::optional<std::chrono::seconds> max_ring_timeout =
      {};  ///< Longest ringing; only for numbers you brought yourself.
  std::optional<std::chrono::seconds> acquire_timeout = {};  ///< How long the service may wait for a free AI line: 0 to
                                                             ///< 5 s, default 5. China site. Keep timeouts above it.
  std::string extra_json = {};                               ///< JSON object of parameters newer than this library.
};

/// The call is being placed.
struct CreateAICallResponse {
  std::string session_id = {};  ///< Id of the call; opaque.
  std::string request_id = {};  ///< The service's id of the request, for support tickets.
};

template <>
struct TCCC_API ActionOf<CreateAICallRequest> {
  using Response = CreateAICallResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<CreateAICallResponse> {
  using Type = CreateAICallRequest;
};

}  // namespace v1
}  // namespace tccc
