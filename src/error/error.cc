// SPDX-License-Identifier: Apache-2.0
// The class Error: one failed request, with texts that are safe to print.
#include "tccc/error.h"

#include <cstddef>
#include <ostream>
#include <utility>

#include "error/error_table.h"

namespace tccc {
inline namespace v1 {
namespace {

constexpr std::size_t kMessageLimit = 1024;
constexpr std::size_t kFieldLimit = 256;
constexpr std::size_t kNameLimit = 128;  // service code, request id, action

struct CodePoint {
  char32_t value;
  std::size_t size;  // 0: the bytes are not UTF-8
};

/// Reads the code point that a text that is not empty begins with (RFC 3629).
CodePoint first_code_point(std::string_view text) {
  constexpr CodePoint kMalformed = {0, 0};
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xC2 || lead > 0xF4) return kMalformed;
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() < size) return kMalformed;
  char32_t value = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return kMalformed;
    value = (value << 6) | (byte(i) & 0x3FU);
  }
  const bool is_overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
  return is_overlong || is_surrogate || value > 0x10FFFF ? kMalformed : CodePoint{value, size};
}

bool breaks_line(char32_t value) {
  return (value >= '\t' && value <= '\r') || value == 0x85 || value == 0x2028 || value == 0x2029;
}

/// Controls of C0 and C1, which drive terminals, and those that reverse the direction of the text after them.
bool is_control(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0x202A && value <= 0x202E) ||
         (value >= 0x2066 && value <= 0x2069);
}

/// One line of valid UTF-8 without control characters, cut between code points to at most `limit` bytes. Texts of an
/// error come from the network, and end up in terminals, logs and JSON.
std::string make_safe(std::string_view text, std::size_t limit) {
  std::string safe;
  safe.reserve(text.size() < limit ? text.size() : limit);
  while (!text.empty() && safe.size() < limit) {
    const CodePoint next = first_code_point(text);
    if (next.size == 0) {
      safe += '?';
    } else if (breaks_line(next.value)) {
      safe += ' ';
    } else if (is_control(next.value)) {
      safe += '?';
    } else if (safe.size() + next.size > limit) {
      break;
    } else {
      safe += text.substr(0, next.size);
    }
    text.remove_prefix(next.size == 0 ? 1 : next.size);
  }
  return safe;
}

Error::Details make_safe(Error::Details details) {
  // Success has no Error; a code that says otherwise is a fault of whoever reports it, and nothing is known.
  if (details.code == ErrorCode::ok) details.code = ErrorCode::transport_failed;
  details.message = make_safe(details.message, kMessageLimit);
  details.field = make_safe(details.field, kFieldLimit);
  details.service_code = make_safe(details.service_code, kNameLimit);
  details.request_id = make_safe(details.request_id, kNameLimit);
  details.action = make_safe(details.action, kNameLimit);
  return details;
}

}  // namespace

Error::Error(Details details) : details_(std::make_shared<const Details>(make_safe(std::move(details)))) {}
Error::Error(const Error& other) noexcept = default;
Error& Error::operator=(const Error& other) noexcept = default;
Error::~Error() = default;

ErrorCode Error::code() const noexcept {
  return details_->code;
}

ErrorKind Error::kind() const noexcept {
  return code() == ErrorCode::undocumented_service_error ? detail::kind_of_service_code(service_code())
                                                         : describe(code()).kind;
}

Outcome Error::outcome() const noexcept {
  return details_->outcome;
}
const std::string& Error::service_code() const noexcept {
  return details_->service_code;
}
const std::string& Error::message() const noexcept {
  return details_->message;
}
const std::string& Error::request_id() const noexcept {
  return details_->request_id;
}
const std::string& Error::field() const noexcept {
  return details_->field;
}
const std::string& Error::action() const noexcept {
  return details_->action;
}
int Error::http_status() const noexcept {
  return details_->http_status;
}
int Error::attempts() const noexcept {
  return details_->attempts;
}

std::optional<std::chrono::system_clock::time_point> Error::first_sent_at() const noexcept {
  return details_->first_sent_at;
}

std::error_code Error::error_code() const noexcept {
  return make_error_code(code());
}

std::string Error::to_string() const {
  std::string line(v1::to_string(outcome()));
  line += ": ";
  line += service_code().empty() ? v1::to_string(code()) : std::string_view(service_code());
  if (!message().empty()) line.append(": ").append(message());
  if (!field().empty()) line.append(" (field ").append(field());
  if (!request_id().empty()) line.append(field().empty() ? " (" : ", ").append("request id ").append(request_id());
  if (!field().empty() || !request_id().empty()) line += ')';
  return line;
}

std::ostream& operator<<(std::ostream& stream, const Error& error) {
  return stream << error.to_string();
}

}  // namespace v1
}  // namespace tccc
