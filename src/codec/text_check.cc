// SPDX-License-Identifier: Apache-2.0
// Whether text may go into JSON, and whether it may go into an HTTP header.
#include "codec/text_check.h"

#include <algorithm>
#include <cstring>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080U;
constexpr std::uint64_t kLowBits = 0x0101010101010101U;

std::uint64_t load_word(const unsigned char* at) {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

bool is_tail(unsigned char byte) {
  return (byte & 0xC0U) == 0x80U;
}

// Length of the well-formed sequence at `at`, which starts with a byte above 0x7F; 0 when it is malformed.
std::size_t sequence_length(const unsigned char* at, std::size_t left) {
  const unsigned lead = at[0];
  if (lead >= 0xE1 && lead <= 0xEF && lead != 0xED) {  // most CJK text takes this branch
    return left >= 3 && is_tail(at[1]) && is_tail(at[2]) ? 3 : 0;
  }
  if (lead >= 0xC2 && lead <= 0xDF) return left >= 2 && is_tail(at[1]) ? 2 : 0;
  if (lead == 0xE0) return left >= 3 && at[1] >= 0xA0 && at[1] <= 0xBF && is_tail(at[2]) ? 3 : 0;
  if (lead == 0xED) return left >= 3 && at[1] >= 0x80 && at[1] <= 0x9F && is_tail(at[2]) ? 3 : 0;  // no surrogates
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (left < 4 || !is_tail(at[1]) || !is_tail(at[2]) || !is_tail(at[3])) return 0;
    if (lead == 0xF0 && at[1] < 0x90) return 0;
    if (lead == 0xF4 && at[1] > 0x8F) return 0;
    return 4;
  }
  return 0;
}

// A lead of three bytes that any two tails may follow.
bool is_common_lead(unsigned char byte) {
  return byte != 0xE0 && byte != 0xED;
}

// Whether the first six of eight bytes are two well-formed sequences of three, as in most CJK text. It says no to the
// rare ones whose tails have narrower bounds.
bool is_common_pair(const unsigned char* at) {
  constexpr unsigned char kMask[] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0, 0};
  constexpr unsigned char kForm[] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0, 0};
  return (load_word(at) & load_word(kMask)) == load_word(kForm) && is_common_lead(at[0]) && is_common_lead(at[3]);
}

}  // namespace

TextFault check_text(std::string_view text) noexcept {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  const std::size_t size = text.size();
  std::size_t at = 0;
  while (at < size) {
    while (size - at >= sizeof(std::uint64_t)) {  // eight ASCII bytes other than NUL at a time
      const std::uint64_t word = load_word(bytes + at);
      if (((word | (word - kLowBits)) & kHighBits) != 0) break;
      at += sizeof word;
    }
    if (at == size) break;
    if (bytes[at] == 0) return TextFault::nul;
    if (bytes[at] < 0x80) {
      ++at;
      continue;
    }
    while (size - at >= sizeof(std::uint64_t) && is_common_pair(bytes + at)) at += 6;
    while (at < size && bytes[at] >= 0x80) {
      const std::size_t length = sequence_length(bytes + at, size - at);
      if (length == 0) return TextFault::not_utf8;
      at += length;
    }
  }
  return TextFault::none;
}

bool is_header_safe(std::string_view text) noexcept {
  if (text.empty()) return true;
  if (text.front() == ' ' || text.back() == ' ') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
