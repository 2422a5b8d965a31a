// SPDX-License-Identifier: Apache-2.0
// How spans and metrics name what came of a call and of its connection.
#pragma once

#include <optional>
#include <string_view>

#include "tccc/error.h"
#include "tccc/log.h"

namespace tccc {
inline namespace v1 {
namespace detail {

inline std::string_view shown_outcome(const std::optional<Outcome>& outcome) noexcept {
  return outcome ? to_string(*outcome) : std::string_view("success");
}

inline std::string_view shown_connection(const ExchangeTiming& timing) noexcept {
  if (timing.is_reused_connection) return "reused";
  return timing.connect.count() > 0 ? "new" : "none";
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
