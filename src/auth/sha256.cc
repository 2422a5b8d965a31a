// SPDX-License-Identifier: Apache-2.0
// SHA-256 and HMAC-SHA-256 (RFC 2104) on one kept digest context.
#include "auth/sha256.h"

#include <cstring>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace tccc {
inline namespace v1 {
namespace detail {

struct Sha256::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();
  bool is_ready = evp != nullptr && EVP_DigestInit_ex(evp, EVP_sha256(), nullptr) == 1;
  bool is_fresh = is_ready;

  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_MD_CTX_free(evp); }
};

HmacKey::~HmacKey() {
  OPENSSL_cleanse(inner_.data(), inner_.size());
  OPENSSL_cleanse(outer_.data(), outer_.size());
}

Sha256::Sha256() : context_(std::make_unique<Context>()) {}

Sha256::~Sha256() = default;

bool Sha256::begin() {
  if (!context_->is_ready) return false;
  if (context_->is_fresh) {
    context_->is_fresh = false;
    return true;
  }
  return EVP_DigestInit_ex(context_->evp, nullptr, nullptr) == 1;  // keeps the algorithm looked up at first
}

bool Sha256::add(const void* data, std::size_t size) {
  return EVP_DigestUpdate(context_->evp, data, size) == 1;
}

bool Sha256::end(Sha256Bytes& out) {
  unsigned size = 0;
  return EVP_DigestFinal_ex(context_->evp, out.data(), &size) == 1 && size == out.size();
}

bool Sha256::digest(std::string_view data, Sha256Bytes& out) {
  return begin() && add(data.data(), data.size()) && end(out);
}

bool Sha256::set_key(std::string_view key, HmacKey& out) {
  std::array<unsigned char, 64> block{};
  bool is_done = true;
  if (key.size() > block.size()) {
    Sha256Bytes hashed;
    is_done = digest(key, hashed);
    std::memcpy(block.data(), hashed.data(), hashed.size());
    OPENSSL_cleanse(hashed.data(), hashed.size());
  } else if (!key.empty()) {
    std::memcpy(block.data(), key.data(), key.size());
  }
  for (std::size_t i = 0; i < block.size(); ++i) {
    out.inner_[i] = static_cast<unsigned char>(block[i] ^ 0x36U);
    out.outer_[i] = static_cast<unsigned char>(block[i] ^ 0x5cU);
  }
  OPENSSL_cleanse(block.data(), block.size());
  return is_done;
}

bool Sha256::mac(const HmacKey& key, std::string_view data, Sha256Bytes& out) {
  return begin() && add(key.inner_.data(), key.inner_.size()) && add(data.data(), data.size()) && end(out) && begin() &&
         add(key.outer_.data(), key.outer_.size()) && add(out.data(), out.size()) && end(out);
}

std::array<char, 64> to_hex(const Sha256Bytes& bytes) noexcept {
  constexpr char kDigits[] = "0123456789abcdef";
  std::array<char, 64> hex;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    hex[2 * i] = kDigits[bytes[i] >> 4U];
    hex[2 * i + 1] = kDigits[bytes[i] & 0xFU];
  }
  return hex;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
