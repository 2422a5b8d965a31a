// SPDX-License-Identifier: Apache-2.0
// The process-wide start of libcurl.
#pragma once

namespace tccc {
inline namespace v1 {
namespace detail {

/// Starts libcurl once for the process and never stops it, so that the application's own use of libcurl is not
/// disturbed. Thread-safe here; an application that starts libcurl itself, older than 7.84, has to do so before.
/// False: libcurl could not be started.
bool start_curl() noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
