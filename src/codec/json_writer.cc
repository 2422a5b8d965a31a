// SPDX-License-Identifier: Apache-2.0
// Writes JSON text straight into one string.
#include "codec/json_writer.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <openssl/crypto.h>

#include "codec/json_word.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::size_t kLongestEscape = 6;  // such as \u001f

// Writes the escape of a byte that needs one, and returns where it ends.
char* put_escape(char* out, unsigned char byte) {
  constexpr char kHex[] = "0123456789abcdef";
  *out++ = '\\';
  switch (byte) {
    case '"':
    case '\\':
      *out++ = static_cast<char>(byte);
      return out;
    case '\b':
      *out++ = 'b';
      return out;
    case '\f':
      *out++ = 'f';
      return out;
    case '\n':
      *out++ = 'n';
      return out;
    case '\r':
      *out++ = 'r';
      return out;
    case '\t':
      *out++ = 't';
      return out;
    default:
      for (const char digit : {'u', '0', '0', kHex[byte >> 4U], kHex[byte & 0xFU]}) *out++ = digit;
      return out;
  }
}

// Writes `text` escaped, and returns where it ends. May write a word less one byte beyond.
char* put_escaped(char* out, std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (static_cast<std::size_t>(end - at) >= kJsonWord) {
    const std::size_t plain = plain_bytes(at);
    std::memcpy(out, at, kJsonWord);
    at += plain;
    out += plain;
    if (plain < kJsonWord) out = put_escape(out, static_cast<unsigned char>(*at++));
  }
  for (; at != end; ++at) {
    const auto byte = static_cast<unsigned char>(*at);
    if (needs_escape(byte)) {
      out = put_escape(out, byte);
    } else {
      *out++ = *at;
    }
  }
  return out;
}

constexpr std::size_t kLongestNumber = 32;  // the longest double takes 24

template <class Number>
std::string_view to_digits(char (&digits)[kLongestNumber], Number value) {
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  return {digits, static_cast<std::size_t>(result.ptr - digits)};
}

}  // namespace

void JsonWriter::grow(std::size_t bytes) {
  constexpr std::size_t kLeastRoom = 512;
  std::string larger;
  larger.reserve((std::max)({2 * out_.capacity(), out_.size() + bytes, kLeastRoom}));
  larger.append(out_);
  OPENSSL_cleanse(out_.data(), out_.size());
  out_.swap(larger);
}

void JsonWriter::key(std::string_view name) {
  make_room(name.size() + 3);
  out_.push_back('"');
  out_.append(name);
  out_.push_back('"');
  out_.push_back(':');
}

void JsonWriter::integer(std::int64_t value) {
  char digits[kLongestNumber];
  raw(to_digits(digits, value));
}

void JsonWriter::natural(std::uint64_t value) {
  char digits[kLongestNumber];
  raw(to_digits(digits, value));
}

void JsonWriter::number(double value) {
  char digits[kLongestNumber];
  raw(to_digits(digits, value));
}

void JsonWriter::text(std::string_view value) {
  // In pieces: an append to the string for each run between two escapes would cost more than the copy.
  constexpr std::size_t kPiece = 256;
  char escaped[kPiece * kLongestEscape + kJsonWord + 2];
  char* end = escaped;
  *end++ = '"';
  for (; value.size() > kPiece; value.remove_prefix(kPiece)) {
    end = put_escaped(end, value.substr(0, kPiece));
    raw({escaped, static_cast<std::size_t>(end - escaped)});
    end = escaped;
  }
  end = put_escaped(end, value);
  *end++ = '"';
  raw({escaped, static_cast<std::size_t>(end - escaped)});
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
