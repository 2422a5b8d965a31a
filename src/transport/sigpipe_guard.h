// SPDX-License-Identifier: Apache-2.0
// Keeps SIGPIPE from ending the process while libcurl or OpenSSL writes to a connection the peer has closed. What is
// exported is for the other libraries of this project.
#pragma once

#include <csignal>

#include "tccc/export.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// While it lives, SIGPIPE is blocked on the calling thread; one that was raised meanwhile is consumed at the end and
/// the thread's mask is as before. The process's signal dispositions are not touched. Does nothing where there is no
/// SIGPIPE. Must be destroyed on the thread that made it.
class TCCC_API SigpipeGuard {
 public:
  SigpipeGuard() noexcept;
  SigpipeGuard(const SigpipeGuard&) = delete;
  SigpipeGuard& operator=(const SigpipeGuard&) = delete;
  ~SigpipeGuard();

 private:
#ifdef SIGPIPE
  sigset_t mask_before_;
  bool blocked_ = false;  // whether there is anything to undo
#endif
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
