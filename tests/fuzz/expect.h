// SPDX-License-Identifier: Apache-2.0
// What a fuzzer demands: a broken promise ends the process, and libFuzzer keeps the input.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include "codec/code_point.h"

namespace fuzz {

inline void expect(bool kept, const char* promise) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

inline bool is_control(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return code < 0x20 || code == 0x7f;
}

inline bool holds_control(std::string_view text) {
  for (const char byte : text) {
    if (is_control(byte)) return true;
  }
  return false;
}

/// Whether it is one line, with nothing in it that steers what shows it.
inline bool is_plain_line(std::string_view text) {
  while (!text.empty()) {
    const tccc::detail::CodePoint next = tccc::detail::first_code_point(text);
    if (next.size == 0 || tccc::detail::steers_display(next.value)) return false;
    text.remove_prefix(next.size);
  }
  return true;
}

/// 32 letters that no input holds by chance.
inline std::string random_key() {
  std::random_device source;
  std::uniform_int_distribution<int> letter('a', 'z');
  std::string key;
  while (key.size() < 32) key += static_cast<char>(letter(source));
  return key;
}

/// Cuts the input into the texts between NUL bytes, one after another; empty ones when there is no more.
class Pieces {
 public:
  explicit Pieces(std::string_view input) : rest_(input) {}

  std::string_view next() {
    const std::string_view piece = rest_.substr(0, rest_.find('\0'));
    rest_.remove_prefix(piece.size() < rest_.size() ? piece.size() + 1 : piece.size());
    return piece;
  }

 private:
  std::string_view rest_;
};

}  // namespace fuzz
