// SPDX-License-Identifier: Apache-2.0
// DescribeTelRecordAsr: the transcript of a recording.
// Source: the API documentation of DescribeTelRecordAsr, newest edition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/action.h"
#include "tccc/export.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {

/// A sentence of the transcript.
struct AsrData {
  std::string user = {};                       ///< Who spoke: a number, or the e-mail of an agent.
  std::string message = {};                    ///< What was said.
  std::optional<TimePoint> timestamp = {};     ///< Deprecated by the service. Older form of Start.
  std::optional<PreciseTimePoint> start = {};  ///< Sentence start.
  std::optional<PreciseTimePoint> end = {};    ///< Sentence end.
};

/// Of a call that was recorded.
struct DescribeTelRecordAsrRequest {
  std::int64_t sdk_app_id = 0;  ///< Required; application id from the console.
  std::string session_id = {};  ///< Required; id of the call; opaque.
  std::string extra_json = {};  ///< JSON object of parameters newer than this library.
};

/// The sentences.
struct DescribeTelRecordAsrResponse {
  std::vector<AsrData> asr_data_list = {};  ///< Transcript sentences.
  std::string request_id = {};              ///< The service's id of the request.
};

template <>
struct TCCC_API ActionOf<DescribeTelRecordAsrRequest> {
  using Response = DescribeTelRecordAsrResponse;
  static const detail::Action& action() noexcept;
};

template <>
struct RequestOf<DescribeTelRecordAsrResponse> {
  using Type = DescribeTelRecordAsrRequest;
};

}  // namespace v1
}  // namespace tccc
