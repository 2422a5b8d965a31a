// SPDX-License-Identifier: Apache-2.0
// Names that no two processes have.
#pragma once

#include <string>

namespace tccc {
inline namespace v1 {
namespace redis {

/// 16 hexadecimal digits.
std::string random_name();

}  // namespace redis
}  // namespace v1
}  // namespace tccc
