// SPDX-License-Identifier: Apache-2.0
// The header lines of an answer: bounds them and keeps the two that are needed.
#include "transport/response_head.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "codec/text_ends.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::size_t kMaxHeadBytes = 64 * 1024;
constexpr std::size_t kMaxValueBytes = 128;  // a date takes 29

char to_lower(char byte) noexcept {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

bool names_header(std::string_view name, std::string_view lower_case) noexcept {
  return std::equal(name.begin(), name.end(), lower_case.begin(), lower_case.end(),
                    [](char left, char right) { return to_lower(left) == right; });
}

bool is_printable(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char byte) { return byte >= 0x20 && byte <= 0x7e; });
}

}  // namespace

void ResponseHead::clear() noexcept {
  bytes_ = 0;
  part_ = Part::status_line;
  status_ = 0;
  date_.clear();
  retry_after_.clear();
}

bool ResponseHead::too_long() const noexcept {
  return bytes_ > kMaxHeadBytes;
}

bool ResponseHead::add_line(std::string_view line) {
  if (line.size() > kMaxHeadBytes - std::min(bytes_, kMaxHeadBytes)) {
    bytes_ = kMaxHeadBytes + 1;
    return false;
  }
  bytes_ += line.size();
  if (part_ == Part::status_line) {
    read_status_line(line);
  } else if (trimmed(line, kTextBlanks).empty()) {
    part_ = part_ == Part::interim_fields ? Part::status_line : Part::body;
  } else if (part_ == Part::final_fields) {
    read_field(line);
  }  // else a field of an interim answer, or a trailer after the body
  return true;
}

void ResponseHead::read_status_line(std::string_view line) noexcept {
  const std::size_t space = line.find(' ');
  int status = 0;
  if (space != std::string_view::npos) {
    const std::string_view digits = line.substr(space + 1, 3);
    const char* const end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, status);
    if (parsed.ec != std::errc() || parsed.ptr != end || status < 100) status = 0;
  }
  const bool interim = status >= 100 && status < 200;
  part_ = interim ? Part::interim_fields : Part::final_fields;
  status_ = interim ? 0 : status;
}

void ResponseHead::read_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trimmed(line.substr(colon + 1), kTextBlanks);
  if (value.size() > kMaxValueBytes || !is_printable(value)) return;
  if (names_header(name, "date") && date_.empty()) {
    date_ = value;
  } else if (names_header(name, "retry-after") && retry_after_.empty()) {
    retry_after_ = value;
  }
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
