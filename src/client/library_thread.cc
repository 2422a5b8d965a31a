// SPDX-License-Identifier: Apache-2.0
// Whether the running thread is one of the library's own.
#include "client/library_thread.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

thread_local bool is_ours = false;

}  // namespace

bool is_library_thread() noexcept {
  return is_ours;
}

void mark_library_thread() noexcept {
  is_ours = true;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
