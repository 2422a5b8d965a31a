// SPDX-License-Identifier: Apache-2.0
// Which language model speaks, and over which protocol it is reached.
// Source: CreateAICall, parameters LLMType, Model, APIKey, APIUrl.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "tccc/secret.h"

namespace tccc {
inline namespace v1 {

/// A model behind the OpenAI protocol: GPT, Hunyuan, DeepSeek, Qwen and others that speak it.
struct OpenAILlm {
  std::optional<std::string> model = {};  ///< Such as `gpt-4o-mini`, `hunyuan-turbo`, `deepseek-chat`.
  Secret api_key = {};                    ///< Required.
  std::string api_url = {};               ///< Required; such as `https://api.openai.com/v1/`.
};

/// A model on Azure OpenAI.
struct AzureLlm {
  std::optional<std::string> model = {};  ///< Such as `gpt-4o-mini`.
  Secret api_key = {};                    ///< Required.
  std::string api_url = {};               ///< Required; `https://{resource}.openai.azure.com?api-version={version}`.
};

/// A model of MiniMax.
struct MinimaxLlm {
  std::optional<std::string> model = {};  ///< Such as `abab6.5s-chat`.
  Secret api_key = {};                    ///< Required.
  std::string api_url = {};               ///< Required; such as `https://api.minimax.chat/v1`.
};

/// A Dify application; its inputs are given as variables named `dify-inputs-...`.
struct DifyLlm {
  std::optional<std::string> model = {};  ///< Usually left empty: the application chooses.
  Secret api_key = {};                    ///< Required.
  std::string api_url = {};               ///< Required.
};

/// A protocol newer than this library, by the name the service gives it.
struct OtherLlm {
  std::string protocol = {};              ///< Required; the value of LLMType.
  std::optional<std::string> model = {};  ///< Name of the model.
  Secret api_key = {};                    ///< Required.
  std::string api_url = {};               ///< Required.
};

/// The choice of model. On the wire it becomes LLMType, Model, APIKey and APIUrl.
using LlmConfig = std::variant<OpenAILlm, AzureLlm, MinimaxLlm, DifyLlm, OtherLlm>;

/// How the model samples; no range is documented.
struct LlmSampling {
  std::optional<double> temperature = {};  ///< Sampling temperature; such as 0.1.
  std::optional<double> top_p = {};        ///< Nucleus sampling; such as 0.8.
};

}  // namespace v1
}  // namespace tccc
