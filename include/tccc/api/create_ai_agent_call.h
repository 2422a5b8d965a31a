// SPDX-License-Identifier: Apache-2.0
// CreateAIAgentCall: place one call with an agent that was saved in the console.
// Source: https://cloud.tencent.com/document/product/679/115681 and tests/contract/api.json, newest edition.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/action.h"
#include "tccc/export.h"
#include "tccc/types/variable.h"

namespace tccc {
inline namespace v1 {

/// An aggregate: fill the members by name, or with C++20 designated initialisers. Empty optionals are not sent.
struct CreateAIAgentCallRequest {
  std::int64_t sdk_app_id = 0;                  ///< Required; application id from the console.
  std::uint64_t ai_agent_id = 0;                ///< Required; id of the agent, shown in the console.
  std::string callee = {};                      ///< Required; such as `008612300000000`.
  std::vector<std::string> callers = {};        ///< Own numbers to call from; the service picks one.
  std::vector<Variable> variables = {};         ///< For prompt, greeting and model inputs.
  std::vector<Variable> prompt_variables = {};  ///< Deprecated by the service; use variables.
  std::optional<std::chrono::seconds> max_ring_timeout =
      {};  ///< Longest ringing; only for numbers you brought yourself.
  std::optional<std::chrono::seconds> acquire_timeout = {};  ///< How long the service may wait for a free AI line: 0 to
                                                             ///< 5 s, default 5. China site. Keep timeouts above it.
  std::string extra_json = {};                               ///< JSON object of parameters newer than this library.
};

/// The call is being placed.
struct CreateAIAgentCallResponse {
  std::string session_id = {};  ///< Id of the call; opaque.
  std::string request_id = {};  ///< The service's id of the request, for support tickets.
};

template <>
struct TCCC_API ActionOf<CreateAIAgentCallRequest> {
  using Response = CreateAIAgentCallResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<CreateAIAgentCallResponse> {
  using Type = CreateAIAgentCallRequest;
};

}  // namespace v1
}  // namespace tccc
