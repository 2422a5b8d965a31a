// SPDX-License-Identifier: Apache-2.0
// Ids of calls, to compare.
#include "session/session_key.h"

namespace tccc {
inline namespace v1 {
namespace detail {

std::string session_key(std::string_view session_id) {
  std::string key;
  key.reserve(session_id.size());
  for (const char c : session_id) {
    if (c != '-') key.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return key;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
