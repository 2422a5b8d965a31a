// SPDX-License-Identifier: Apache-2.0
// The header lines of one request in the form libcurl takes.
#include "transport/header_lines.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include <openssl/crypto.h>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

// A name without a value takes a header out that libcurl would add. "Expect: 100-continue" would delay large bodies by
// up to a second.
constexpr std::string_view kRemovedHeaders[] = {"Expect:", "Accept:"};

bool is_token_byte(char byte) noexcept {
  constexpr std::string_view kTokenSigns = "!#$%&'*+-.^_`|~";
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
         kTokenSigns.find(byte) != std::string_view::npos;
}

bool is_control_byte(char byte) noexcept {
  const auto code = static_cast<unsigned char>(byte);
  return code < 0x20 || code == 0x7f;
}

bool is_sound(const HttpHeader& header) noexcept {
  return !header.name.empty() && std::all_of(header.name.begin(), header.name.end(), is_token_byte) &&
         std::none_of(header.value.begin(), header.value.end(), is_control_byte);
}

// libcurl reads "Name:" as "leave this header out"; to send a header without a value it wants "Name;".
std::size_t line_size(const HttpHeader& header) noexcept {
  return header.name.size() + (header.value.empty() ? 1 : 2 + header.value.size());
}

void append_line(std::string& text, const HttpHeader& header) {
  text.append(header.name);
  if (header.value.empty()) {
    text.push_back(';');
  } else {
    text.append(": ").append(header.value);
  }
}

}  // namespace

const HttpHeader* find_invalid_header(const std::vector<HttpHeader>& headers) noexcept {
  const auto found = std::find_if_not(headers.begin(), headers.end(), is_sound);
  return found == headers.end() ? nullptr : &*found;
}

void HeaderLines::assign(const std::vector<HttpHeader>& headers) {
  wipe();
  std::size_t size = 0;
  for (const HttpHeader& header : headers) size += line_size(header) + 1;
  for (const std::string_view line : kRemovedHeaders) size += line.size() + 1;
  text_.reserve(size);  // the nodes point into it: it must not move while it grows
  nodes_.reserve(headers.size() + std::size(kRemovedHeaders));

  const auto start_node = [this] { nodes_.push_back({text_.data() + text_.size(), nullptr}); };
  for (const HttpHeader& header : headers) {
    start_node();
    append_line(text_, header);
    text_.push_back('\0');
  }
  for (const std::string_view line : kRemovedHeaders) {
    start_node();
    text_.append(line).push_back('\0');
  }
  for (std::size_t i = 1; i < nodes_.size(); ++i) nodes_[i - 1].next = &nodes_[i];
}

void HeaderLines::wipe() noexcept {
  OPENSSL_cleanse(text_.data(), text_.size());
  text_.clear();
  nodes_.clear();
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
