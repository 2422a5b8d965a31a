// SPDX-License-Identifier: Apache-2.0
// What a JSON value that is neither object nor list means to a field.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "codec/field.h"
#include "codec/json_reader.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// An integer, or a text that is one from its first to its last character; false for anything else.
bool to_integer_from_text(const JsonScalar& scalar, std::int64_t& out);

/// Whether the service says with this value that it has none.
bool is_none(const Field& field, const JsonScalar& scalar);

/// Puts a scalar where the value of a field of this kind lies; false when the types do not fit.
bool store(Kind kind, void* place, const JsonScalar& scalar);

constexpr bool is_text(Kind kind) noexcept {
  return kind == Kind::text || kind == Kind::secret;
}

/// What a scalar means to a kind, whether or not quotes stand around it; `room` holds the text of a number. None:
/// nothing that the kind could be.
std::optional<JsonScalar> read_loosely(Kind kind, const JsonScalar& scalar, std::string& room);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
