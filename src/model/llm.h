// SPDX-License-Identifier: Apache-2.0
// Field lists of the language models.
#pragma once

#include "codec/describe.h"
#include "tccc/types/llm.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <class Llm>
constexpr Field llm_model() {
  return field<&Llm::model>("Model").means("Model name the endpoint understands, such as gpt-4o-mini.");
}
template <class Llm>
constexpr Field llm_api_key() {
  return field<&Llm::api_key>("APIKey").required().means("Key for the model's endpoint.");
}
template <class Llm>
constexpr Field llm_api_url() {
  return field<&Llm::api_url>("APIUrl").required().means(
      "Address of the model; for azure it carries the api-version query.");
}

template <>
struct Describe<OpenAILlm> {
  static constexpr std::array fields{llm_model<OpenAILlm>(), llm_api_key<OpenAILlm>(), llm_api_url<OpenAILlm>()};
  static constexpr StructInfo info = describe<OpenAILlm>("OpenAILlm", fields);
};

template <>
struct Describe<AzureLlm> {
  static constexpr std::array fields{llm_model<AzureLlm>(), llm_api_key<AzureLlm>(), llm_api_url<AzureLlm>()};
  static constexpr StructInfo info = describe<AzureLlm>("AzureLlm", fields);
};

template <>
struct Describe<MinimaxLlm> {
  static constexpr std::array fields{llm_model<MinimaxLlm>(), llm_api_key<MinimaxLlm>(), llm_api_url<MinimaxLlm>()};
  static constexpr StructInfo info = describe<MinimaxLlm>("MinimaxLlm", fields);
};

template <>
struct Describe<DifyLlm> {
  static constexpr std::array fields{llm_model<DifyLlm>(), llm_api_key<DifyLlm>(), llm_api_url<DifyLlm>()};
  static constexpr StructInfo info = describe<DifyLlm>("DifyLlm", fields);
};

template <>
struct Describe<OtherLlm> {
  static constexpr std::array fields{field<&OtherLlm::protocol>("LLMType").required().means(
                                         "Protocol of the model: openai, azure, minimax, dify or a newer one."),
                                     llm_model<OtherLlm>(), llm_api_key<OtherLlm>(), llm_api_url<OtherLlm>()};
  static constexpr StructInfo info = describe<OtherLlm>("OtherLlm", fields);
};

template <>
struct DescribeChoice<LlmConfig> {
  static constexpr std::array alternatives{flat<OpenAILlm>("openai"), flat<AzureLlm>("azure"),
                                           flat<MinimaxLlm>("minimax"), flat<DifyLlm>("dify"), flat<OtherLlm>()};
  static constexpr ChoiceInfo info = describe_choice<LlmConfig>("LLMType", {}, alternatives);
};

template <>
struct Describe<LlmSampling> {
  static constexpr std::array fields{field<&LlmSampling::temperature>("Temperature").means("Sampling temperature."),
                                     field<&LlmSampling::top_p>("TopP").means("Nucleus sampling.")};
  static constexpr StructInfo info = describe<LlmSampling>("LlmSampling", fields);
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
