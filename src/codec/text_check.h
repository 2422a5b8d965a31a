// SPDX-License-Identifier: Apache-2.0
// Whether text may go into JSON, and whether it may go into an HTTP header.
#pragma once

#include <cstdint>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

enum class TextFault : std::uint8_t { none, nul, not_utf8 };

/// Finds the first reason not to send a text: a NUL byte or a sequence that is not UTF-8 (RFC 3629).
TextFault check_text(std::string_view text) noexcept;

/// Whether text may stand in a header value or URL authority: visible ASCII and inner spaces only, so that no CR, LF or
/// control byte can end the header.
bool is_header_safe(std::string_view text) noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
