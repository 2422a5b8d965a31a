// SPDX-License-Identifier: Apache-2.0
// From a request to an event.
#pragma once

#include <cstddef>
#include <optional>

#include "push/push_head.h"
#include "tccc/push.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Reads all of a push, and takes the body over into the event.
std::optional<PushFault> read_push(PushRequest request, std::size_t max_body_bytes, PushEvent& event);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
