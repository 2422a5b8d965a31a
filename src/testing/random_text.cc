// SPDX-License-Identifier: Apache-2.0
// Random identifiers and keys, from OpenSSL's generator.
#include "testing/random_text.h"

#include <stdexcept>
#include <string_view>
#include <vector>

#include <openssl/rand.h>

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

std::string random_hex(std::size_t digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::vector<unsigned char> bytes(digits);
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) throw std::runtime_error("no randomness");
  std::string text;
  for (const unsigned char byte : bytes) text += kDigits[byte & 15U];
  return text;
}

std::string random_uuid() {
  std::string text = random_hex(32);
  text[12] = '4';                                                                  // version: random
  text[16] = std::string_view("89ab")[static_cast<unsigned char>(text[16]) & 3U];  // variant of RFC 4122
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) text.insert(dash, 1, '-');
  return text;
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
