// SPDX-License-Identifier: Apache-2.0
// Random identifiers and keys.
#pragma once

#include <cstddef>
#include <string>

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

/// Random lower-case hex digits. Throws std::runtime_error when the system has no randomness.
std::string random_hex(std::size_t digits);

/// A random UUID with dashes.
std::string random_uuid();

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
