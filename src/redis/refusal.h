// SPDX-License-Identifier: Apache-2.0
// Errors of what happens before anything is sent.
#pragma once

#include <string>

#include "tccc/error.h"

namespace tccc {
inline namespace v1 {
namespace redis {

/// With a field, the message begins with its name.
Error refuse(ErrorCode code, std::string field, const std::string& why);

}  // namespace redis
}  // namespace v1
}  // namespace tccc
