// SPDX-License-Identifier: Apache-2.0
// Where the trusted certificate authorities come from.
#pragma once

#include <string>

#include "tccc/client_options.h"
#include "tccc/result.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// A file, or else a directory; with neither, libcurl uses what it was built with.
struct CaSource {
  std::string file = {};
  std::string directory = {};
};

/// The source that `tls` asks for, or else `built_in_file` (may be null) when it is there. Fails with
/// invalid_argument, field() `tls.ca_file` or `tls.ca_path`, when what was asked for cannot be read.
Result<CaSource> choose_ca_source(const TlsOptions& tls, const char* built_in_file);

/// Whether it is a file with at least one byte that this process can read.
bool is_readable_file(const std::string& path);

/// For messages, such as "file /etc/ssl/certs/ca-certificates.crt".
std::string describe(const CaSource& source);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
