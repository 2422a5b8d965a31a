// SPDX-License-Identifier: Apache-2.0
// Ids of calls, to compare: the service spells one and the same with and without hyphens.
#pragma once

#include <string>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

/// The id without hyphens, in lower case.
std::string session_key(std::string_view session_id);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
