// SPDX-License-Identifier: Apache-2.0
// What a JSON value that is neither object nor list means to a field.
#include "codec/scalar_value.h"

#include <charconv>
#include <chrono>
#include <limits>
#include <string>

#include "tccc/secret.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

template <class Duration>
bool store_duration(void* place, std::int64_t count) {
  *static_cast<Duration*>(place) = Duration(count);
  return true;
}

template <class Time>
bool store_time(void* place, std::int64_t count) {
  *static_cast<Time*>(place) = Time(typename Time::duration(count));
  return true;
}

bool to_integer(const JsonScalar& scalar, std::int64_t& out) {
  if (scalar.type == JsonScalar::Type::negative) {
    out = scalar.negative;
    return true;
  }
  if (scalar.type != JsonScalar::Type::natural) return false;
  if (scalar.natural > static_cast<std::uint64_t>((std::numeric_limits<std::int64_t>::max)())) return false;
  out = static_cast<std::int64_t>(scalar.natural);
  return true;
}

bool to_double(const JsonScalar& scalar, double& out) {
  switch (scalar.type) {
    case JsonScalar::Type::negative:
      out = scalar.negative == 0 ? -0.0 : static_cast<double>(scalar.negative);
      return true;
    case JsonScalar::Type::natural:
      out = static_cast<double>(scalar.natural);
      return true;
    case JsonScalar::Type::real:
      out = scalar.real;
      return true;
    default:
      return false;
  }
}

}  // namespace

bool to_integer_from_text(const JsonScalar& scalar, std::int64_t& out) {
  if (scalar.type != JsonScalar::Type::text) return to_integer(scalar, out);
  const char* end = scalar.text.data() + scalar.text.size();
  const auto result = std::from_chars(scalar.text.data(), end, out);
  return result.ec == std::errc() && result.ptr == end;
}

bool is_none(const Field& field, const JsonScalar& scalar) {
  std::int64_t integer = 0;
  if (field.kind != Kind::unix_seconds_text) return to_integer(scalar, integer) && integer == field.none;
  if (scalar.type == JsonScalar::Type::text && scalar.text.empty()) return true;
  return to_integer_from_text(scalar, integer) && integer == field.none;
}

bool store(Kind kind, void* place, const JsonScalar& scalar) {
  std::int64_t integer = 0;
  double number = 0;
  switch (kind) {
    case Kind::boolean:
      if (scalar.type != JsonScalar::Type::boolean) return false;
      *static_cast<bool*>(place) = scalar.boolean;
      return true;
    case Kind::integer:
      if (!to_integer(scalar, integer)) return false;
      *static_cast<std::int64_t*>(place) = integer;
      return true;
    case Kind::natural:
      if (scalar.type != JsonScalar::Type::natural) return false;
      *static_cast<std::uint64_t*>(place) = scalar.natural;
      return true;
    case Kind::number:
      if (!to_double(scalar, number)) return false;
      *static_cast<double*>(place) = number;
      return true;
    case Kind::milliseconds:
      return to_integer(scalar, integer) && store_duration<std::chrono::milliseconds>(place, integer);
    case Kind::seconds:
      return to_integer(scalar, integer) && store_duration<std::chrono::seconds>(place, integer);
    case Kind::fractional_seconds:
      if (!to_double(scalar, number)) return false;
      *static_cast<std::chrono::duration<double>*>(place) = std::chrono::duration<double>(number);
      return true;
    case Kind::unix_seconds:
      return to_integer(scalar, integer) && store_time<TimePoint>(place, integer);
    case Kind::unix_seconds_text:
      return to_integer_from_text(scalar, integer) && store_time<TimePoint>(place, integer);
    case Kind::unix_milliseconds:
      return to_integer(scalar, integer) && store_time<PreciseTimePoint>(place, integer);
    case Kind::text:
      if (scalar.type != JsonScalar::Type::text) return false;
      static_cast<std::string*>(place)->assign(scalar.text);
      return true;
    case Kind::secret:
      if (scalar.type != JsonScalar::Type::text) return false;
      *static_cast<Secret*>(place) = Secret(scalar.text);
      return true;
    case Kind::object:
    case Kind::group:
    case Kind::choice:
    case Kind::extra:
      return false;
  }
  return false;
}

std::optional<JsonScalar> read_loosely(Kind kind, const JsonScalar& scalar, std::string& room) {
  JsonScalar meant = scalar;
  switch (kind) {
    case Kind::text:
    case Kind::secret:
      if (scalar.type == JsonScalar::Type::boolean || scalar.type == JsonScalar::Type::null) return std::nullopt;
      if (scalar.type == JsonScalar::Type::negative) meant.text = room = std::to_string(scalar.negative);
      if (scalar.type == JsonScalar::Type::natural) meant.text = room = std::to_string(scalar.natural);
      meant.type = JsonScalar::Type::text;
      return meant;
    case Kind::natural:
      if (scalar.type == JsonScalar::Type::text) {
        const char* end = scalar.text.data() + scalar.text.size();
        const auto result = std::from_chars(scalar.text.data(), end, meant.natural);
        if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
        meant.type = JsonScalar::Type::natural;
      }
      return meant.type == JsonScalar::Type::natural ? std::optional<JsonScalar>(meant) : std::nullopt;
    case Kind::integer:
    case Kind::milliseconds:
    case Kind::seconds:
    case Kind::unix_seconds:
    case Kind::unix_seconds_text:
    case Kind::unix_milliseconds:
      if (!to_integer_from_text(scalar, meant.negative)) return std::nullopt;
      meant.type = JsonScalar::Type::negative;
      return meant;
    case Kind::boolean:
      return scalar.type == JsonScalar::Type::boolean ? std::optional<JsonScalar>(meant) : std::nullopt;
    case Kind::number:
    case Kind::fractional_seconds:
      return to_double(scalar, meant.real) ? std::optional<JsonScalar>(meant) : std::nullopt;
    case Kind::object:
    case Kind::group:
    case Kind::choice:
    case Kind::extra:
      break;
  }
  return std::nullopt;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
