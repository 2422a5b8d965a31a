// SPDX-License-Identifier: Apache-2.0
// What stands around the body of a push: method, query and headers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tccc/push.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Why a request is no push.
struct PushFault {
  int status = 400;
  std::string field = {};  ///< The part at fault.
  std::string why = {};    ///< A few words that repeat nothing of the request.
};

/// The value of a header without the blanks around it; empty when there is none. `times` counts its lines.
std::string_view header_value(const PushRequest& request, std::string_view name, std::size_t* times = nullptr);

/// Whether two texts are the same but for the case of ASCII letters.
bool same_word(std::string_view left, std::string_view right) noexcept;

/// Reads uuid, action and version into `event`.
std::optional<PushFault> read_push_head(const PushRequest& request, PushEvent& event);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
