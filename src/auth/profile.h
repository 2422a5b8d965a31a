// SPDX-License-Identifier: Apache-2.0
// The text of a credentials file: an INI file with a section for each profile.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "tccc/credentials.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Why a text gives no credentials. The message shows no text of the file.
struct ProfileFault {
  std::size_t line = 0;  ///< From 1; 0 for the file as a whole.
  std::string message = {};
  std::string field = {};  ///< The key whose text holds what no key has; empty for every other fault.
};

/// Reads one profile. Lines end with LF or CRLF; `#` and `;` begin a comment where they begin a line; blanks around
/// names and values do not count, nor one pair of quotes around a value. Between name and value stands `=` or `:`.
/// Other profiles and names are passed over, whatever is in them. A key that stands twice in the profile, or a profile
/// that stands twice, is a fault: two generations could be mixed.
std::variant<Credentials, ProfileFault> read_profile(std::string_view text, std::string_view profile);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
