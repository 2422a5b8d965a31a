// SPDX-License-Identifier: Apache-2.0
// Reads the files that hold keys and tokens.
#pragma once

#include <cstddef>
#include <string>

#include "tccc/secret.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Longest file of keys or token, in bytes.
inline constexpr std::size_t kLongestKeyFile = std::size_t{64} << 10;

/// Longest part of a path that messages show.
inline constexpr std::size_t kLongestShownPath = 256;

/// What came of reading a file.
struct SmallFile {
  enum class Status { read, missing, unreadable } status = Status::unreadable;
  Secret text = {};
  bool is_exposed = false;  ///< Other users of the machine can read it, or it can be changed by more than its owner.
  std::string fault = {};   ///< When unreadable: why and what to do, without the path, such as "is a directory".
};

/// Reads a regular file of at most kLongestKeyFile bytes. Links are followed, since mounted secrets are links; what
/// they end at is looked at once it is open. Never blocks on a FIFO or a device.
SmallFile read_small_file(const std::string& path);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
