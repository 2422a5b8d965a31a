// SPDX-License-Identifier: Apache-2.0
// Whether text may go into JSON, and whether it may go into an HTTP header.
#include "codec/text_check.h"

#include <algorithm>
#include <cstring>

#if defined(__SSE2__) && !defined(TCCC_WITHOUT_SSE2)
#include <emmintrin.h>
#endif

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

std::uint64_t load_word(const unsigned char* at) {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// Whether eight bytes are ASCII other than NUL.
bool is_ascii_word(const unsigned char* at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  constexpr std::uint64_t kLowBits = 0x0101010101010101U;
  const std::uint64_t word = load_word(at);
  return ((word | (word - kLowBits)) & kHighBits) == 0;
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

// Most text is ASCII and sequences of three, whose leads are none of 0xE0 and 0xED, for these narrow the bounds of the
// tail. Of kWord bytes of such text common_bytes() counts those before the end of the last whole character; it is 0 for
// any other, and where there is a NUL.
#if defined(__SSE2__) && !defined(TCCC_WITHOUT_SSE2)

constexpr std::size_t kWord = sizeof(__m128i);

std::size_t common_bytes(const unsigned char* at) {
  const auto repeat = [](unsigned char byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
  const auto equal = [](__m128i left, __m128i right) {  // a bit for each byte
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(left, right)));
  };
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const unsigned nuls = equal(bytes, _mm_setzero_si128());
  const auto beyond_ascii = static_cast<unsigned>(_mm_movemask_epi8(bytes));
  if ((nuls | beyond_ascii) == 0) return kWord;
  const unsigned narrow = equal(bytes, repeat(0xE0)) | equal(bytes, repeat(0xED));
  const unsigned leads = equal(_mm_and_si128(bytes, repeat(0xF0)), repeat(0xE0)) & ~narrow;
  const unsigned tails = equal(_mm_and_si128(bytes, repeat(0xC0)), repeat(0x80));
  if (nuls != 0 || (leads | tails) != beyond_ascii || tails != ((leads << 1U | leads << 2U) & 0xFFFFU)) return 0;
  if ((leads & 0x8000U) != 0) return kWord - 1;
  return (leads & 0x4000U) != 0 ? kWord - 2 : kWord;
}

#else

constexpr std::size_t kWord = sizeof(std::uint64_t);

std::size_t common_bytes(const unsigned char* at) {
  constexpr unsigned char kMask[] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0, 0};
  constexpr unsigned char kForm[] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0, 0};
  if (is_ascii_word(at)) return kWord;
  const auto is_common_lead = [](unsigned char byte) { return byte != 0xE0 && byte != 0xED; };
  const bool is_pair =
      (load_word(at) & load_word(kMask)) == load_word(kForm) && is_common_lead(at[0]) && is_common_lead(at[3]);
  return is_pair ? 6 : 0;
}

#endif

}  // namespace

TextFault check_text(std::string_view text) noexcept {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  const std::size_t size = text.size();
  std::size_t at = 0;
  while (at < size) {
    while (size - at >= kWord) {
      const std::size_t common = common_bytes(bytes + at);
      if (common == 0) break;
      at += common;
    }
    while (size - at >= sizeof(std::uint64_t) && is_ascii_word(bytes + at)) at += sizeof(std::uint64_t);
    if (at == size) break;
    if (bytes[at] == 0) return TextFault::nul;
    if (bytes[at] < 0x80) {
      ++at;
      continue;
    }
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
