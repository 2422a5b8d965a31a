// SPDX-License-Identifier: Apache-2.0
// What the servers of the tests throw when the system refuses them something.
#pragma once

#include <cerrno>
#include <system_error>

namespace tccc {
namespace loopback {

/// Throws errno as an exception that names what failed.
[[noreturn]] inline void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace loopback
}  // namespace tccc
