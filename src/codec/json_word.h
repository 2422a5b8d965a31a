// SPDX-License-Identifier: Apache-2.0
// The bytes of a text that JSON escapes, found many at a time.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__) && !defined(TCCC_WITHOUT_SSE2)
#include <emmintrin.h>
#endif

namespace tccc {
inline namespace v1 {
namespace detail {

/// Whether a byte may not stand in a JSON text as it is. Bytes above 0x7F may.
constexpr bool needs_escape(unsigned char byte) noexcept {
  return byte < 0x20 || byte == '"' || byte == '\\';
}

#if defined(__SSE2__) && !defined(TCCC_WITHOUT_SSE2)

/// How many bytes are looked at together.
inline constexpr std::size_t kJsonWord = sizeof(__m128i);

/// How many of kJsonWord bytes stand before the first one that needs an escape; all of them when none does.
inline std::size_t plain_bytes(const char* at) noexcept {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i last_control = _mm_set1_epi8(0x1F);
  const __m128i controls = _mm_cmpeq_epi8(_mm_max_epu8(bytes, last_control), last_control);
  const __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
  const __m128i backslashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
  const int found = _mm_movemask_epi8(_mm_or_si128(controls, _mm_or_si128(quotes, backslashes)));
  return found == 0 ? kJsonWord : static_cast<std::size_t>(__builtin_ctz(static_cast<unsigned>(found)));
}

#else

inline constexpr std::size_t kJsonWord = sizeof(std::uint64_t);

inline std::size_t plain_bytes(const char* at) noexcept {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kNumbers = 0x0001020304050607U;  // shifted left by n bytes, it begins with n
  std::uint64_t word = 0;                                  // the first byte lowest
  for (std::size_t i = 0; i < kJsonWord; ++i) {
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i);
  }
  // The high bit of each byte that was found. Borrows go upwards, so that bits above the lowest may be wrong; the
  // lowest never is.
  const std::uint64_t quotes = word ^ (kOnes * '"');
  const std::uint64_t backslashes = word ^ (kOnes * '\\');
  const std::uint64_t controls = (word - kOnes * 0x20) & ~word;
  const std::uint64_t found =
      (controls | ((quotes - kOnes) & ~quotes) | ((backslashes - kOnes) & ~backslashes)) & kHighBits;
  if (found == 0) return kJsonWord;
  const std::uint64_t lowest = (found & (~found + 1)) >> 7U;
  return static_cast<std::size_t>((lowest * kNumbers) >> 56U);
}

#endif

}  // namespace detail
}  // namespace v1
}  // namespace tccc
