// SPDX-License-Identifier: Apache-2.0
// The buffer behind Secret: shared, immutable, wiped at the end.
#include "tccc/secret.h"

#include <cstddef>
#include <ostream>

#include <openssl/crypto.h>

namespace tccc {
inline namespace v1 {

class Secret::Buffer {
 public:
  explicit Buffer(std::string_view text) : size_(text.size()), bytes_(new char[text.size()]) {
    text.copy(bytes_.get(), size_);
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  // Not memset: the compiler may leave out a write to memory that is freed next.
  ~Buffer() { OPENSSL_cleanse(bytes_.get(), size_); }

  std::string_view text() const noexcept { return {bytes_.get(), size_}; }

 private:
  std::size_t size_;
  std::unique_ptr<char[]> bytes_;
};

Secret::Secret() noexcept = default;
Secret::Secret(std::string_view text) : buffer_(text.empty() ? nullptr : std::make_shared<const Buffer>(text)) {}

bool Secret::empty() const noexcept {
  return buffer_ == nullptr;
}
std::size_t Secret::size() const noexcept {
  return reveal().size();
}
std::string_view Secret::reveal() const noexcept {
  return buffer_ ? buffer_->text() : std::string_view();
}

bool operator==(const Secret& left, const Secret& right) noexcept {
  const std::string_view left_text = left.reveal();
  const std::string_view right_text = right.reveal();
  return left_text.size() == right_text.size() &&
         CRYPTO_memcmp(left_text.data(), right_text.data(), left_text.size()) == 0;
}

std::ostream& operator<<(std::ostream& stream, const Secret& secret) {
  return stream << (secret.empty() ? "" : "***");
}

}  // namespace v1
}  // namespace tccc
