// SPDX-License-Identifier: Apache-2.0
// Texts that others wrote, made safe to print.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

/// Longest service code, request id and action of an error or a log record, in bytes.
inline constexpr std::size_t kLongestName = 128;

/// One line of valid UTF-8 without what steers_display() names, cut between code points to at most `limit` bytes. Texts
/// of an answer end up in terminals, logs and JSON.
std::string printable_text(std::string_view text, std::size_t limit);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
