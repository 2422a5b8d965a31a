// SPDX-License-Identifier: Apache-2.0
// Requests of the user's own, as they can be shown.
#pragma once

#include <string>
#include <string_view>

#include "codec/field.h"

namespace tccc::cli {

/// Stands for what is not shown.
inline constexpr std::string_view kRedacted = "***";

/// The JSON text of a request without the blanks between its tokens, member for member as it stands: secrets, what the
/// field list does not know and what is not of the type it says are `***`, phone numbers masked.
std::string redacted_json(const detail::StructInfo& request, std::string_view json);

}  // namespace tccc::cli
