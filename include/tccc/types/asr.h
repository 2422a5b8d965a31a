// SPDX-License-Identifier: Apache-2.0
// How the callee's speech is recognised.
// Source: CreateAICall, parameters Languages, VadSilenceTime, VadLevel, CustomSTTConfig.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tccc/secret.h"

namespace tccc {
inline namespace v1 {

/// Recognition languages. The service adds to them: any other code may be given as text.
namespace language {
inline constexpr const char* zh = "zh";                  ///< Chinese (Mandarin).
inline constexpr const char* zh_tw = "zh-TW";            ///< Chinese as written in Taiwan.
inline constexpr const char* zh_dialect = "zh-dialect";  ///< As first language it makes the others ineffective.
inline constexpr const char* en = "en";                  ///< English.
inline constexpr const char* vi = "vi";                  ///< Vietnamese.
inline constexpr const char* ja = "ja";                  ///< Japanese.
inline constexpr const char* ko = "ko";                  ///< Korean.
inline constexpr const char* id = "id";                  ///< Indonesian.
inline constexpr const char* th = "th";                  ///< Thai.
inline constexpr const char* pt = "pt";                  ///< Portuguese.
inline constexpr const char* tr = "tr";                  ///< Turkish.
inline constexpr const char* ar = "ar";                  ///< Arabic.
inline constexpr const char* es = "es";                  ///< Spanish.
inline constexpr const char* hi = "hi";                  ///< Hindi.
inline constexpr const char* fr = "fr";                  ///< French.
inline constexpr const char* ms = "ms";                  ///< Malay.
inline constexpr const char* fil = "fil";                ///< Filipino.
inline constexpr const char* de = "de";                  ///< German.
inline constexpr const char* it = "it";                  ///< Italian.
inline constexpr const char* ru = "ru";                  ///< Russian.
}  // namespace language

/// Speech recognition of TRTC. Ask the vendor before using a recogniser of your own.
struct TrtcStt {
  std::string app_id = {};  ///< Required.
  Secret secret_id = {};    ///< Required.
  Secret secret_key = {};   ///< Required.
};

/// A recogniser's configuration as JSON text. Sent byte for byte.
struct RawStt {
  Secret json = {};  ///< A Secret, since such texts hold the vendor's keys.
};

/// The choice of recogniser; none is the service's own. On the wire it becomes CustomSTTConfig (JSON inside a string),
/// which the international site does not know.
using SttConfig = std::variant<std::monostate, TrtcStt, RawStt>;

/// Speech recognition.
struct AsrConfig {
  std::vector<std::string> languages = {};  ///< One to four of tccc::language, the first is primary; default `zh`.
  std::optional<std::chrono::milliseconds> vad_silence_time =
      {};                                       ///< Silence that ends a sentence: 240 to 2000 ms, default 1000.
  std::optional<std::uint64_t> vad_level = {};  ///< Suppression of distant voices: 0 (default) to 3; 2 is advised.
  SttConfig custom_stt = {};                    ///< Recogniser of your own; by default the service's. China site.
};

}  // namespace v1
}  // namespace tccc
