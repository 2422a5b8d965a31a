// SPDX-License-Identifier: Apache-2.0
// Seam: where the callbacks of asynchronous calls run.
#pragma once

#include <functional>

#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// Runs tasks on threads of the application. Thread-safe.
class TCCC_API Executor {
 public:
  Executor() = default;
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;
  virtual ~Executor();

  /// Takes a task and returns without waiting for it. It is run once, on any thread; a task that is dropped instead is
  /// a callback that is never called, of a call that has ended all the same. Does not throw.
  virtual void post(std::function<void()> task) = 0;
};

}  // namespace v1
}  // namespace tccc
