// SPDX-License-Identifier: Apache-2.0
// SHA-256 and HMAC-SHA-256 on one kept digest context.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

using Sha256Bytes = std::array<unsigned char, 32>;

/// The two padded forms of an HMAC key; wiped when destroyed.
class HmacKey {
 public:
  HmacKey() noexcept = default;
  HmacKey(const HmacKey&) = delete;
  HmacKey& operator=(const HmacKey&) = delete;
  ~HmacKey();

 private:
  friend class Sha256;
  std::array<unsigned char, 64> inner_{};
  std::array<unsigned char, 64> outer_{};
};

/// OpenSSL 3 looks an algorithm up anew for every one-shot digest (three allocations each); a kept context does not.
/// For one thread at a time. Operations answer false only when OpenSSL fails, which it does when out of memory.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  bool digest(std::string_view data, Sha256Bytes& out);

  /// Prepares a key of up to any length.
  bool set_key(std::string_view key, HmacKey& out);
  bool mac(const HmacKey& key, std::string_view data, Sha256Bytes& out);

 private:
  struct Context;

  bool begin();
  bool add(const void* data, std::size_t size);
  bool end(Sha256Bytes& out);

  std::unique_ptr<Context> context_;
};

/// 64 lower-case hex digits.
std::array<char, 64> to_hex(const Sha256Bytes& bytes) noexcept;

inline std::string_view as_text(const Sha256Bytes& bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline std::string_view as_text(const std::array<char, 64>& hex) noexcept {
  return {hex.data(), hex.size()};
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
