// SPDX-License-Identifier: Apache-2.0
// Where the credentials file is looked for.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "auth/environment.h"

namespace tccc {
inline namespace v1 {
namespace detail {

struct CredentialsPaths {
  std::vector<std::string> paths = {};  ///< The first that exists counts; at least one.
  bool is_named = false;                ///< Asked for by name: the one there is has to exist.
};

/// `path`, or else what TENCENTCLOUD_CREDENTIALS_FILE names, or else the usual places.
inline CredentialsPaths credentials_paths(const std::string& path) {
  std::string named = path.empty() ? read_variable("TENCENTCLOUD_CREDENTIALS_FILE") : path;
  if (!named.empty()) return {{std::move(named)}, true};
  CredentialsPaths usual;
  const std::string home = read_variable("HOME");
  if (!home.empty()) usual.paths.push_back(home + "/.tencentcloud/credentials");
  usual.paths.emplace_back("/etc/tencentcloud/credentials");
  return usual;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
