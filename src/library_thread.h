// SPDX-License-Identifier: Apache-2.0
// The library's own threads, on which nothing may block. What is exported is for the other libraries of this project.
#pragma once

#include <pthread.h>

#include "tccc/export.h"

namespace tccc {
inline namespace v1 {
namespace detail {

bool is_library_thread() noexcept;

/// Called once, by a thread of the library.
TCCC_API void mark_library_thread() noexcept;

/// Starts a thread that has all signals blocked but those that a thread raises by its own fault. False when the system
/// has none left.
TCCC_API bool start_library_thread(pthread_t& thread, void* (*run)(void*), void* argument) noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
