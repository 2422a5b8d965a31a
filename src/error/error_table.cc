// SPDX-License-Identifier: Apache-2.0
// Lookup in the table of error codes, and what follows from a row: outcome, kind, std::error_code.
#include "error/error_table.h"

#include <algorithm>
#include <new>
#include <string>

namespace tccc {
inline namespace v1 {
namespace {

using detail::kErrorTable;

constexpr std::size_t kErrorCodes = std::size(kErrorTable);
constexpr std::size_t kFirstServiceRow = static_cast<std::size_t>(ErrorCode::undocumented_service_error) + 1;

static_assert(kErrorCodes == static_cast<std::size_t>(ErrorCode::unsupported_region) + 1, "a code lacks its row");

constexpr bool rows_follow_enumeration() {
  for (std::size_t i = 0; i < kErrorCodes; ++i) {
    if (kErrorTable[i].code != static_cast<ErrorCode>(i)) return false;
  }
  return true;
}
static_assert(rows_follow_enumeration());

constexpr bool service_rows_are_sorted() {
  for (std::size_t i = 0; i < kFirstServiceRow; ++i) {
    if (!kErrorTable[i].service_code.empty()) return false;
  }
  for (std::size_t i = kFirstServiceRow; i < kErrorCodes; ++i) {
    if (kErrorTable[i].service_code <= kErrorTable[i - 1].service_code) return false;
  }
  return true;
}
static_assert(service_rows_are_sorted(), "lookup is a binary search");

// Refused as a whole before the service does any work, so that a code of the family is safe even if nobody documented
// it.
constexpr std::string_view kRefusingFamilies[] = {
    "AuthFailure",      "InvalidParameter",     "InvalidParameterValue", "MissingParameter",
    "UnknownParameter", "RequestLimitExceeded", "UnauthorizedOperation", "UnsupportedOperation",
    "OperationDenied",  "LimitExceeded",        "ResourceNotFound",
};

const ErrorInfo* first_service_row_from(std::string_view service_code) noexcept {
  return std::lower_bound(kErrorTable + kFirstServiceRow, std::end(kErrorTable), service_code,
                          [](const ErrorInfo& row, std::string_view text) { return row.service_code < text; });
}

class ErrorCategory final : public std::error_category {
 public:
  const char* name() const noexcept override { return "tccc"; }

  std::string message(int value) const override { return std::string(describe(to_code(value)).meaning); }

  std::error_condition default_error_condition(int value) const noexcept override {
    switch (to_code(value)) {
      case ErrorCode::invalid_argument:
        return std::errc::invalid_argument;
      case ErrorCode::deadline_exceeded:
        return std::errc::timed_out;
      case ErrorCode::cancelled:
        return std::errc::operation_canceled;
      default:
        return std::error_condition(value, *this);
    }
  }

 private:
  static ErrorCode to_code(int value) noexcept {
    const bool is_known = value >= 0 && static_cast<std::size_t>(value) < kErrorCodes;
    return is_known ? static_cast<ErrorCode>(value) : ErrorCode::undocumented_service_error;
  }
};

}  // namespace

namespace detail {

ErrorCode find_family(std::string_view service_code) noexcept {
  const std::string_view family = family_name(service_code);
  // '.' sorts before every letter and digit, so a family's rows follow each other.
  const ErrorInfo* row = first_service_row_from(family);
  const bool is_found = row != std::end(kErrorTable) && family_name(row->service_code) == family;
  return is_found ? row->code : ErrorCode::undocumented_service_error;
}

ErrorKind kind_of_service_code(std::string_view service_code) noexcept {
  ErrorCode code = find_service_code(service_code);
  if (code == ErrorCode::undocumented_service_error) code = find_family(service_code);
  return describe(code).kind;
}

}  // namespace detail

std::string_view to_string(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::not_sent:
      return "not_sent";
    case Outcome::rejected:
      return "rejected";
    case Outcome::unknown:
      break;
  }
  return "unknown";
}

std::string_view to_string(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::client:
      return "client";
    case ErrorKind::transport:
      return "transport";
    case ErrorKind::auth:
      return "auth";
    case ErrorKind::billing:
      return "billing";
    case ErrorKind::call:
      return "call";
    case ErrorKind::concurrency:
      return "concurrency";
    case ErrorKind::config:
      return "config";
    case ErrorKind::failed:
      return "failed";
    case ErrorKind::info:
      return "info";
    case ErrorKind::policy:
      return "policy";
    case ErrorKind::quota:
      return "quota";
    case ErrorKind::request:
      return "request";
    case ErrorKind::server:
      return "server";
    case ErrorKind::session:
      return "session";
    case ErrorKind::state:
      return "state";
    case ErrorKind::throttle:
      return "throttle";
  }
  return "unknown";
}

std::string_view to_string(ErrorCode code) noexcept {
  return describe(code).name;
}

const ErrorInfo& describe(ErrorCode code) noexcept {
  const auto row = static_cast<std::size_t>(code);
  return kErrorTable[row < kErrorCodes ? row : static_cast<std::size_t>(ErrorCode::undocumented_service_error)];
}

ErrorTable error_table() noexcept {
  return {kErrorTable + 1, kErrorCodes - 1};
}

ErrorCode find_service_code(std::string_view service_code) noexcept {
  const ErrorInfo* row = first_service_row_from(service_code);
  const bool is_found = row != std::end(kErrorTable) && row->service_code == service_code;
  return is_found ? row->code : ErrorCode::undocumented_service_error;
}

Outcome outcome_of_service_code(std::string_view service_code) noexcept {
  const ErrorCode code = find_service_code(service_code);
  if (code != ErrorCode::undocumented_service_error) {
    return describe(code).redial == Redial::ambiguous ? Outcome::unknown : Outcome::rejected;
  }
  const std::string_view family = detail::family_name(service_code);
  const bool is_refused =
      std::find(std::begin(kRefusingFamilies), std::end(kRefusingFamilies), family) != std::end(kRefusingFamilies);
  return is_refused ? Outcome::rejected : Outcome::unknown;
}

const std::error_category& error_category() noexcept {
  // Never destroyed: an error code may be read while the process ends.
  alignas(ErrorCategory) static unsigned char storage[sizeof(ErrorCategory)];
  static const ErrorCategory* const category = new (storage) ErrorCategory;
  return *category;
}

std::error_code make_error_code(ErrorCode code) noexcept {
  return {static_cast<int>(code), error_category()};
}

}  // namespace v1
}  // namespace tccc
