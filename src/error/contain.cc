// SPDX-License-Identifier: Apache-2.0
// Keeps exceptions of the application's code from ending a thread of the library.
#include "error/contain.h"

namespace tccc {
inline namespace v1 {
namespace detail {

bool contain(void (*run)(void*), void* context) {
#if defined(__cpp_exceptions)
  try {
    run(context);
  } catch (...) {
    return false;
  }
#else
  run(context);
#endif
  return true;
}

}  // namespace detail

}  // namespace v1
}  // namespace tccc
