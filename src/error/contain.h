// SPDX-License-Identifier: Apache-2.0
// Keeps exceptions of the application's code from ending a thread of the library.
#pragma once

#include <memory>

namespace tccc {
inline namespace v1 {
namespace detail {

/// Calls `run(context)`. False: it threw, and the exception is gone. Where the library is built without exceptions
/// nothing is caught, and one that comes from other code ends the process.
bool contain(void (*run)(void*), void* context);

/// The same for a function object.
template <class Function>
bool contain(Function function) {
  return contain([](void* context) { (*static_cast<Function*>(context))(); }, std::addressof(function));
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
