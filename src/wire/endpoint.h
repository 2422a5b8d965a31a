// SPDX-License-Identifier: Apache-2.0
// Where requests go.
#pragma once

#include <string>
#include <string_view>

#include "tccc/client_options.h"
#include "tccc/export.h"
#include "tccc/result.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// A checked endpoint; all texts are header-safe and in lower case.
struct Endpoint {
  std::string url = {};     ///< `https://ccc.tencentcloudapi.com/`
  std::string origin = {};  ///< The same without the slash.
  std::string host = {};    ///< Host header: with `:port` unless it is the scheme's own.
  bool is_loopback = false;
};

/// The endpoint an application asks for: its own, or the site's. invalid_argument on anything but scheme, host and
/// port.
TCCC_API Result<Endpoint> parse_endpoint(const ClientOptions& options);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
