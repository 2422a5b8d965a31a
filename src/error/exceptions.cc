// SPDX-License-Identifier: Apache-2.0
// From an Error to the exception type of its code.
#include "tccc/exceptions.h"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <type_traits>
#include <utility>

#include "error/error_table.h"

namespace tccc {
inline namespace v1 {
namespace {

using detail::FamilyError;
using detail::kErrorTable;

using ErrorCodes = std::make_index_sequence<std::size(kErrorTable)>;

/// Whether the family type of a code is the one its wire spelling, or its kind on this side, calls for.
template <std::size_t value>
constexpr bool has_its_family() {
  constexpr ErrorInfo kRow = kErrorTable[value];
  using Family = FamilyError<static_cast<ErrorCode>(value)>;
  constexpr std::string_view kFamily = detail::family_name(kRow.service_code);
  constexpr bool kHasFamilyType = std::is_base_of_v<ServiceError, Family> && !std::is_same_v<ServiceError, Family>;
  return detail::is_bare_family_code(kRow.code) == (kHasFamilyType && kFamily == kRow.service_code) &&
         std::is_same_v<Family, ClientError> == (kRow.kind == ErrorKind::client) &&
         std::is_same_v<Family, TransportError> == (kRow.kind == ErrorKind::transport) &&
         std::is_same_v<Family, AuthFailureError> == (kFamily == "AuthFailure") &&
         std::is_same_v<Family, FailedOperationError> == (kFamily == "FailedOperation") &&
         std::is_same_v<Family, InternalError> == (kFamily == "InternalError") &&
         std::is_same_v<Family, InvalidParameterError> == (kFamily == "InvalidParameter") &&
         std::is_same_v<Family, InvalidParameterValueError> == (kFamily == "InvalidParameterValue") &&
         std::is_same_v<Family, LimitExceededError> == (kFamily == "LimitExceeded") &&
         std::is_same_v<Family, OperationDeniedError> == (kFamily == "OperationDenied") &&
         std::is_same_v<Family, RequestLimitExceededError> == (kFamily == "RequestLimitExceeded");
}

template <std::size_t... values>
constexpr bool have_their_families(std::index_sequence<values...>) {
  return (has_its_family<values>() && ...);
}
static_assert(have_their_families(ErrorCodes{}), "a range of exceptions.h misses a code");

#if defined(__cpp_exceptions)

template <std::size_t value>
void throw_if_code(ErrorCode code, const Error& error) {
  constexpr auto kCode = static_cast<ErrorCode>(value);
  using Exception = std::conditional_t<kCode == ErrorCode::ok || detail::is_bare_family_code(kCode), FamilyError<kCode>,
                                       CodeError<kCode>>;
  if (code == kCode) throw Exception(error);
}

template <std::size_t value>
void throw_family_if_code(ErrorCode code, const Error& error) {
  using Family = FamilyError<static_cast<ErrorCode>(value)>;
  if constexpr (!std::is_same_v<Family, ServiceError>) {
    if (code == static_cast<ErrorCode>(value)) throw Family(error);
  }
}

template <std::size_t... values>
[[noreturn]] void throw_exception(const Error& error, std::index_sequence<values...>) {
  if (error.code() == ErrorCode::undocumented_service_error) {
    const ErrorCode relative = detail::find_family(error.service_code());
    (throw_family_if_code<values>(relative, error), ...);
  }
  (throw_if_code<values>(error.code(), error), ...);
  throw UndocumentedServiceError(error);
}

#endif

}  // namespace

ErrorException::ErrorException(const Error& error)
    : error_(error), what_(std::make_shared<const std::string>(error.to_string())) {}
ErrorException::ErrorException(const ErrorException& other) noexcept = default;
ErrorException& ErrorException::operator=(const ErrorException& other) noexcept = default;
ErrorException::~ErrorException() = default;

const Error& ErrorException::error() const noexcept {
  return error_;
}
const char* ErrorException::what() const noexcept {
  return what_->c_str();
}

void throw_error(const Error& error) {
#if defined(__cpp_exceptions)
  throw_exception(error, ErrorCodes{});
#else
  std::fprintf(stderr, "tccc: %s\n", error.to_string().c_str());
  std::abort();
#endif
}

}  // namespace v1
}  // namespace tccc
