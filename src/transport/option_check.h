// SPDX-License-Identifier: Apache-2.0
// Whether options of the built-in transport are sound; what libcurl would find at the first request is found here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tccc/client_options.h"
#include "tccc/error.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Pinned key and client certificate; the authorities are choose_ca_source()'s business. All three fail with
/// invalid_argument, field() naming the option, and repeat no value that could hold a password.
std::optional<Error> check_tls(const TlsOptions& tls);
std::optional<Error> check_proxy(const ProxyOptions& proxy);
std::optional<Error> check_resolve(const std::vector<std::string>& entries);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
