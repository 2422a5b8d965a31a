// SPDX-License-Identifier: Apache-2.0
// Field lists of speech recognition.
#pragma once

#include "codec/describe.h"
#include "tccc/types/asr.h"

namespace tccc {
inline namespace v1 {
namespace detail {

inline constexpr std::string_view kLanguages[] = {
    language::zh, language::zh_tw, language::zh_dialect, language::en, language::vi, language::ja, language::ko,
    language::id, language::th,    language::pt,         language::tr, language::ar, language::es, language::hi,
    language::fr, language::ms,    language::fil,        language::de, language::it, language::ru};

template <>
struct Describe<TrtcStt> {
  static constexpr std::array fields{field<&TrtcStt::app_id>("AppId").required(),
                                     field<&TrtcStt::secret_id>("SecretId").required(),
                                     field<&TrtcStt::secret_key>("SecretKey").required()};
  static constexpr StructInfo info = describe<TrtcStt>("TrtcStt", fields);
};

template <>
struct Describe<RawStt> {
  static constexpr std::array fields{field<&RawStt::json>("CustomSTTConfig").json_text()};
  static constexpr StructInfo info = describe<RawStt>("RawStt", fields);
};

template <>
struct DescribeChoice<SttConfig> {
  static constexpr std::array alternatives{nothing(), wrapped<TrtcStt>("trtc"), raw<RawStt>()};
  static constexpr ChoiceInfo info = describe_choice<SttConfig>(
      "STTType", "CustomSTTConfig", alternatives, "Speech recogniser, as JSON text; ask the vendor first.");
};

template <>
struct Describe<AsrConfig> {
  static constexpr std::array fields{field<&AsrConfig::languages>("Languages")
                                         .items(4)
                                         .one_of(kLanguages)
                                         .by_default("zh")
                                         .means("Recognition languages, the first is primary."),
                                     field<&AsrConfig::vad_silence_time>("VadSilenceTime")
                                         .range(240, 2000)
                                         .in("ms")
                                         .by_default("1000")
                                         .means("Silence that ends a sentence."),
                                     field<&AsrConfig::vad_level>("VadLevel")
                                         .range(0, 3)
                                         .by_default("0")
                                         .means("Suppression of distant voices; 2 is advised."),
                                     choice<&AsrConfig::custom_stt>().china_only()};
  static constexpr StructInfo info = describe<AsrConfig>("AsrConfig", fields);
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
