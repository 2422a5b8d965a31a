// SPDX-License-Identifier: Apache-2.0
// The header lines of one request in the form libcurl takes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <curl/curl.h>

#include "tccc/transport.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// The first header whose name is no HTTP token or whose value holds a control byte, and so could smuggle in a line of
/// its own; null when all are sound.
const HttpHeader* find_invalid_header(const std::vector<HttpHeader>& headers) noexcept;

/// A linked list of lines in memory that is kept from request to request. Used by one thread at a time.
class HeaderLines {
 public:
  HeaderLines() = default;
  HeaderLines(const HeaderLines&) = delete;
  HeaderLines& operator=(const HeaderLines&) = delete;
  ~HeaderLines() { wipe(); }

  /// Replaces the lines by these headers, which must be sound, and by what keeps libcurl from adding its own.
  void assign(const std::vector<HttpHeader>& headers);

  /// First node of the list; valid until the next assign() or wipe().
  curl_slist* list() noexcept { return nodes_.empty() ? nullptr : nodes_.data(); }

  /// Erases the lines: they hold an authorization and perhaps a session token.
  void wipe() noexcept;

 private:
  std::string text_;               // all lines, each ended by NUL
  std::vector<curl_slist> nodes_;  // pointing into text_
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
