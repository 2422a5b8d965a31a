// SPDX-License-Identifier: Apache-2.0
// The version as text, made from the numbers of version.h.
#include "tccc/version.h"

#include <cstddef>

namespace tccc {
inline namespace v1 {
namespace {

struct VersionText {
  char characters[32] = {};
  std::size_t size = 0;

  constexpr void append(unsigned number) {
    unsigned unit = 1;
    while (number / unit >= 10) unit *= 10;
    for (; unit > 0; unit /= 10) characters[size++] = static_cast<char>('0' + number / unit % 10);
  }
};

constexpr VersionText version_text() {
  VersionText text;
  text.append(TCCC_VERSION_MAJOR);
  text.characters[text.size++] = '.';
  text.append(TCCC_VERSION_MINOR);
  text.characters[text.size++] = '.';
  text.append(TCCC_VERSION_PATCH);
  return text;
}

constexpr VersionText kVersion = version_text();

}  // namespace

std::string_view version() noexcept {
  return {kVersion.characters, kVersion.size};
}

}  // namespace v1
}  // namespace tccc
