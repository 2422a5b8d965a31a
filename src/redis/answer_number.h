// SPDX-License-Identifier: Apache-2.0
// Numbers in what Redis answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "redis/link.h"

namespace tccc {
inline namespace v1 {
namespace redis {

/// A number that a script of ours may have written: -1 or more, and small enough for Lua to count exactly. Empty for
/// all else, so that nothing that is computed from it overflows.
std::optional<std::int64_t> answer_number(std::string_view text);

/// What TIME answered, in microseconds.
std::optional<std::int64_t> answer_time(const Answer& answer);

}  // namespace redis
}  // namespace v1
}  // namespace tccc
