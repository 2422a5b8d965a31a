// SPDX-License-Identifier: Apache-2.0
// Names of keys in Redis that tell nothing of what they are made of.
#include "redis/key_name.h"

#include <array>

#include <openssl/evp.h>

namespace tccc {
inline namespace v1 {
namespace redis {

std::string key_name(std::string_view prefix, std::string_view kind, std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) {
    // The lengths keep apart what would else run together.
    text.append(std::to_string(part.size())).append(":").append(part);
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  constexpr std::size_t kBytes = 16;
  // It fails only when memory is out; one key for everybody is then still on the safe side.
  EVP_Digest(text.data(), text.size(), bytes.data(), nullptr, EVP_sha256(), nullptr);
  std::string name;
  name.append(prefix).append(kind).append(":");
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (std::size_t i = 0; i < kBytes; ++i) {
    name += kDigits[bytes[i] >> 4U];
    name += kDigits[bytes[i] & 15U];
  }
  return name;
}

}  // namespace redis
}  // namespace v1
}  // namespace tccc
