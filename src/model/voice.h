// SPDX-License-Identifier: Apache-2.0
// Field lists of the voices.
#pragma once

#include "codec/describe.h"
#include "tccc/types/voice.h"

namespace tccc {
inline namespace v1 {
namespace detail {

inline constexpr std::string_view kVoiceNames[] = {
    voice::ZhiMei, voice::ZhiXi, voice::ZhiQi, voice::ZhiTian, voice::AiXiaoJing, voice::WeRose, voice::Monika,
    voice::Nanami, voice::SunHi, voice::Gadis, voice::Yasmin,  voice::Kani,       voice::Achara, voice::HoaiMy};
inline constexpr std::string_view kAudioFormats[] = {"wav", "pcm"};

template <>
struct Describe<BuiltInVoice> {
  static constexpr std::array fields{field<&BuiltInVoice::name>("VoiceType")
                                         .required()
                                         .one_of(kVoiceNames)
                                         .means("Name of a built-in voice; excludes CustomTTSConfig.")};
  static constexpr StructInfo info = describe<BuiltInVoice>("BuiltInVoice", fields);
};

template <>
struct Describe<TencentVoice> {
  static constexpr std::array fields{
      field<&TencentVoice::app_id>("AppId").required(),
      field<&TencentVoice::secret_id>("SecretId").required(),
      field<&TencentVoice::secret_key>("SecretKey").required(),
      field<&TencentVoice::voice_type>("VoiceType").required().means("Number of the timbre, such as 101001."),
      field<&TencentVoice::speed>("Speed").range(-2, 6).by_default("0").means("-2 is 0.6x, 0 is 1x, 6 is 2.5x."),
      field<&TencentVoice::volume>("Volume").range(0, 10).by_default("0").means("0 is normal."),
      field<&TencentVoice::primary_language>("PrimaryLanguage")
          .range(1, 3)
          .by_default("1")
          .means("1 Chinese, 2 English, 3 Japanese."),
      field<&TencentVoice::fast_voice_type>("FastVoiceType").means("Fast voice cloning.")};
  static constexpr StructInfo info = describe<TencentVoice>("TencentVoice", fields);
};

template <>
struct Describe<MinimaxVoice> {
  static constexpr std::array fields{
      field<&MinimaxVoice::model>("Model"),          field<&MinimaxVoice::api_url>("APIUrl"),
      field<&MinimaxVoice::api_key>("APIKey"),       field<&MinimaxVoice::group_id>("GroupId"),
      field<&MinimaxVoice::voice_type>("VoiceType"), field<&MinimaxVoice::speed>("Speed")};
  static constexpr StructInfo info = describe<MinimaxVoice>("MinimaxVoice", fields);
};

template <>
struct Describe<VolcengineVoice> {
  static constexpr std::array fields{
      field<&VolcengineVoice::app_id>("AppId").required(),
      field<&VolcengineVoice::token>("Token").required(),
      field<&VolcengineVoice::speed>("Speed").by_default("1.0"),
      field<&VolcengineVoice::volume>("Volume").by_default("1.0"),
      field<&VolcengineVoice::cluster>("Cluster").by_default("volcano_tts"),
      field<&VolcengineVoice::voice_type>("VoiceType").means("A wrong one is heard as silence.")};
  static constexpr StructInfo info = describe<VolcengineVoice>("VolcengineVoice", fields);
};

template <>
struct Describe<AzureVoice> {
  static constexpr std::array fields{field<&AzureVoice::subscription_key>("SubscriptionKey").required(),
                                     field<&AzureVoice::region>("Region").required(),
                                     field<&AzureVoice::voice_name>("VoiceName").required(),
                                     field<&AzureVoice::language>("Language").required(),
                                     field<&AzureVoice::rate>("Rate").range(0.5, 2).by_default("1")};
  static constexpr StructInfo info = describe<AzureVoice>("AzureVoice", fields);
};

template <>
struct Describe<CustomVoice> {
  static constexpr std::array fields{
      field<&CustomVoice::api_key>("APIKey").required(), field<&CustomVoice::api_url>("APIUrl").required(),
      field<&CustomVoice::audio_format>("AudioFormat").one_of(kAudioFormats).by_default("wav"),
      field<&CustomVoice::sample_rate>("SampleRate").in("Hz").by_default("16000"),
      field<&CustomVoice::audio_channel>("AudioChannel").range(1, 2).by_default("1")};
  static constexpr StructInfo info = describe<CustomVoice>("CustomVoice", fields);
};

template <>
struct Describe<RawVoice> {
  static constexpr std::array fields{field<&RawVoice::json>("CustomTTSConfig").json_text()};
  static constexpr StructInfo info = describe<RawVoice>("RawVoice", fields);
};

template <>
struct DescribeChoice<VoiceConfig> {
  static constexpr std::array alternatives{
      nothing(),
      flat<BuiltInVoice>(),
      wrapped<TencentVoice>("tencent"),
      wrapped<MinimaxVoice>("minimax"),
      wrapped<VolcengineVoice>("volcengine"),
      wrapped<AzureVoice>("azure"),
      wrapped<CustomVoice>("custom"),
      raw<RawVoice>(),
  };
  static constexpr ChoiceInfo info = describe_choice<VoiceConfig>("TTSType", "CustomTTSConfig", alternatives,
                                                                  "Speech vendor, as JSON text; excludes VoiceType.");
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
