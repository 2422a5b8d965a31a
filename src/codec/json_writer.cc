// SPDX-License-Identifier: Apache-2.0
// Writes JSON text straight into one string.
#include "codec/json_writer.h"

#include <charconv>
#include <cstring>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080U;
constexpr std::uint64_t kLowBits = 0x0101010101010101U;

constexpr std::uint64_t repeated(unsigned char byte) {
  return kLowBits * byte;
}

bool needs_escape(unsigned char byte) {
  return byte < 0x20 || byte == '"' || byte == '\\';
}

// Whether any of eight bytes may need an escape; bytes above 0x7F never do. It may say yes for a word that needs none
// (a borrow from a neighbouring byte), never no for one that does.
bool word_may_need_escape(std::uint64_t word) {
  const auto zero_byte = [](std::uint64_t w) { return (w - kLowBits) & ~w & kHighBits; };
  const std::uint64_t control = (word - repeated(0x20)) & ~word & kHighBits;
  return (control | zero_byte(word ^ repeated('"')) | zero_byte(word ^ repeated('\\'))) != 0;
}

// Length of the longest beginning of `text` that needs no escape.
std::size_t plain_length(std::string_view text) {
  std::size_t at = 0;
  for (;;) {
    while (text.size() - at >= sizeof(std::uint64_t)) {
      std::uint64_t word;
      std::memcpy(&word, text.data() + at, sizeof word);
      if (word_may_need_escape(word)) break;
      at += sizeof word;
    }
    const std::size_t end = text.size() - at < sizeof(std::uint64_t) ? text.size() : at + sizeof(std::uint64_t);
    while (at < end && !needs_escape(static_cast<unsigned char>(text[at]))) ++at;
    if (at < end || at == text.size()) return at;
  }
}

void append_escape(std::string& out, unsigned char byte) {
  constexpr char kHex[] = "0123456789abcdef";
  out.push_back('\\');
  switch (byte) {
    case '"':
    case '\\':
      out.push_back(static_cast<char>(byte));
      return;
    case '\b':
      out.push_back('b');
      return;
    case '\f':
      out.push_back('f');
      return;
    case '\n':
      out.push_back('n');
      return;
    case '\r':
      out.push_back('r');
      return;
    case '\t':
      out.push_back('t');
      return;
    default:
      out.append("u00");
      out.push_back(kHex[byte >> 4U]);
      out.push_back(kHex[byte & 0xFU]);
  }
}

template <class Number>
void append_number(std::string& out, Number value) {
  char digits[32];  // the longest double takes 24
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  out.append(digits, result.ptr);
}

}  // namespace

void JsonWriter::key(std::string_view name) {
  out_.push_back('"');
  out_.append(name);
  out_.append("\":");
}

void JsonWriter::integer(std::int64_t value) {
  append_number(out_, value);
}

void JsonWriter::natural(std::uint64_t value) {
  append_number(out_, value);
}

void JsonWriter::number(double value) {
  append_number(out_, value);
}

void JsonWriter::text(std::string_view value) {
  out_.push_back('"');
  while (!value.empty()) {
    const std::size_t plain = plain_length(value);
    out_.append(value.substr(0, plain));
    value.remove_prefix(plain);
    if (value.empty()) break;
    append_escape(out_, static_cast<unsigned char>(value.front()));
    value.remove_prefix(1);
  }
  out_.push_back('"');
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
