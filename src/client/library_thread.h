// SPDX-License-Identifier: Apache-2.0
// Whether the running thread is one of the library's own, on which nothing may block.
#pragma once

namespace tccc {
inline namespace v1 {
namespace detail {

bool is_library_thread() noexcept;

/// Called once, by a thread of the library.
void mark_library_thread() noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
