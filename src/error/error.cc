// SPDX-License-Identifier: Apache-2.0
// The class Error: one failed request, with texts that are safe to print.
#include "tccc/error.h"

#include <cstddef>
#include <ostream>
#include <utility>

#include "error/error_table.h"
#include "error/printable_text.h"

namespace tccc {
inline namespace v1 {
namespace {

constexpr std::size_t kMessageLimit = 1024;
constexpr std::size_t kFieldLimit = 256;

Error::Details make_safe(Error::Details details) {
  // Success has no Error; a code that says otherwise is a fault of whoever reports it, and nothing is known.
  if (details.code == ErrorCode::ok) details.code = ErrorCode::transport_failed;
  details.message = detail::printable_text(details.message, kMessageLimit);
  details.field = detail::printable_text(details.field, kFieldLimit);
  details.service_code = detail::printable_text(details.service_code, detail::kLongestName);
  details.request_id = detail::printable_text(details.request_id, detail::kLongestName);
  details.action = detail::printable_text(details.action, detail::kLongestName);
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
