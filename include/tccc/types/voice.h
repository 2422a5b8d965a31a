// SPDX-License-Identifier: Apache-2.0
// The voice the callee hears: one of the built-in ones, or a speech vendor configured by the caller.
// Source: CreateAICall, parameters VoiceType and CustomTTSConfig.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "tccc/secret.h"

namespace tccc {
inline namespace v1 {

/// Names of the built-in voices. The service adds to them: any other name may be given as text.
namespace voice {
inline constexpr const char* ZhiMei = "ZhiMei";          ///< Chinese, customer-service female.
inline constexpr const char* ZhiXi = "ZhiXi";            ///< Chinese, general female.
inline constexpr const char* ZhiQi = "ZhiQi";            ///< Chinese, customer-service female.
inline constexpr const char* ZhiTian = "ZhiTian";        ///< Chinese, girl.
inline constexpr const char* AiXiaoJing = "AiXiaoJing";  ///< Chinese, dialogue female.
inline constexpr const char* WeRose = "WeRose";          ///< English, female.
inline constexpr const char* Monika = "Monika";          ///< English, female.
inline constexpr const char* Nanami = "Nanami";          ///< Japanese.
inline constexpr const char* SunHi = "SunHi";            ///< Korean.
inline constexpr const char* Gadis = "Gadis";            ///< Indonesian.
inline constexpr const char* Yasmin = "Yasmin";          ///< Malay.
inline constexpr const char* Kani = "Kani";              ///< Tamil (Malaysia).
inline constexpr const char* Achara = "Achara";          ///< Thai.
inline constexpr const char* HoaiMy = "HoaiMy";          ///< Vietnamese.
}  // namespace voice

/// A voice of the service, sent as VoiceType.
struct BuiltInVoice {
  std::string name = {};  ///< One of tccc::voice, or a newer name.
};

/// Tencent Cloud text-to-speech.
struct TencentVoice {
  std::string app_id = {};                            ///< Required.
  Secret secret_id = {};                              ///< Required.
  Secret secret_key = {};                             ///< Required.
  std::int64_t voice_type = 0;                        ///< Required; such as 101001.
  std::optional<double> speed = {};                   ///< -2 (0.6x) to 6 (2.5x), default 0 (1x).
  std::optional<double> volume = {};                  ///< 0 to 10, default 0 (normal).
  std::optional<std::int64_t> primary_language = {};  ///< 1 Chinese (default), 2 English, 3 Japanese.
  std::optional<std::string> fast_voice_type = {};    ///< Fast voice cloning.
};

/// MiniMax text-to-speech. A rate limit at the vendor may stall speech.
struct MinimaxVoice {
  std::optional<std::string> model = {};       ///< Such as `speech-01-turbo`.
  std::optional<std::string> api_url = {};     ///< Such as `https://api.minimax.chat/v1/t2a_v2`.
  Secret api_key = {};                         ///< Key of the vendor's account.
  std::optional<std::string> group_id = {};    ///< Group of the vendor's account.
  std::optional<std::string> voice_type = {};  ///< Such as `female-tianmei`.
  std::optional<double> speed = {};            ///< Such as 1.2.
};

/// Volcengine text-to-speech.
struct VolcengineVoice {
  std::string app_id = {};                     ///< Required.
  Secret token = {};                           ///< Required.
  std::optional<double> speed = {};            ///< Default 1.0.
  std::optional<double> volume = {};           ///< Default 1.0.
  std::optional<std::string> cluster = {};     ///< Default `volcano_tts`.
  std::optional<std::string> voice_type = {};  ///< A wrong one is heard as silence.
};

/// Azure text-to-speech.
struct AzureVoice {
  Secret subscription_key = {};     ///< Required.
  std::string region = {};          ///< Required; such as `chinanorth3`.
  std::string voice_name = {};      ///< Required; such as `zh-CN-XiaoxiaoNeural`.
  std::string language = {};        ///< Required; such as `zh-CN`.
  std::optional<double> rate = {};  ///< 0.5 to 2, default 1.
};

/// The caller's own speech endpoint.
struct CustomVoice {
  Secret api_key = {};                             ///< Required.
  std::string api_url = {};                        ///< Required.
  std::optional<std::string> audio_format = {};    ///< `wav` (default) or `pcm`.
  std::optional<std::int64_t> sample_rate = {};    ///< Hertz, default 16000.
  std::optional<std::int64_t> audio_channel = {};  ///< 1 (default) or 2.
};

/// A vendor configuration as JSON text, for vendors and fields newer than this library. Sent byte for byte.
struct RawVoice {
  Secret json = {};  ///< A Secret, since such texts hold the vendor's keys.
};

/// The choice of voice. A built-in one becomes VoiceType, any other CustomTTSConfig (JSON inside a string). None leaves
/// both out: the service expects one of the two, so lint remarks on it.
using VoiceConfig = std::variant<std::monostate, BuiltInVoice, TencentVoice, MinimaxVoice, VolcengineVoice, AzureVoice,
                                 CustomVoice, RawVoice>;

}  // namespace v1
}  // namespace tccc
