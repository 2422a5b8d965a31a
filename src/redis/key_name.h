// SPDX-License-Identifier: Apache-2.0
// Names of keys in Redis that tell nothing of what they are made of.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace redis {

/// `tccc:rate:` and 32 hexadecimal digits of the SHA-256 of the parts.
std::string key_name(std::string_view prefix, std::string_view kind, std::initializer_list<std::string_view> parts);

}  // namespace redis
}  // namespace v1
}  // namespace tccc
