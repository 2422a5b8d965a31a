// SPDX-License-Identifier: Apache-2.0
// Requests of the user's own, as they can be shown.
#pragma once

#include <string>
#include <string_view>

#include "codec/field.h"

namespace tccc::cli {

/// Stands for what is not shown.
inline constexpr std::string_view kRedacted = "***";

/// The JSON text of a request without the blanks between its tokens, member for member as it stands: secrets, user and
/// query of URLs, texts in JSON for a vendor, what the field list does not know and what is not of the type it says are
/// `***`; phone numbers are masked wherever they stand, unless they are wanted whole.
std::string redacted_json(const detail::StructInfo& request, std::string_view json, bool has_whole_numbers);

}  // namespace tccc::cli
