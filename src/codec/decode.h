// SPDX-License-Identifier: Apache-2.0
// JSON text to described structs, by parse events: no document tree, no recursion on input.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/field.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Deeper nesting than this is refused; the documented types need seven levels.
inline constexpr std::size_t kMostNesting = 64;

/// Why a text could not be read into a struct.
struct DecodeFault {
  enum class Kind : std::uint8_t {
    not_json,      ///< Malformed, truncated, or followed by something else.
    not_object,    ///< The outermost value, or Response, is not an object.
    too_deep,      ///< Nested beyond kMostNesting.
    duplicate,     ///< A member stands twice, so that two readers may see two values.
    wrong_type,    ///< A known member is of another type or out of its range.
    unknown,       ///< A member nobody knows (only where unknown members are refused).
    contradiction  ///< Two members exclude each other.
  } kind;
  std::string field;  ///< Wire spelling; empty when the fault is in the text as a whole.
};

/// What to do with members that are not in the field list.
enum class UnknownMembers : std::uint8_t {
  ignored,  ///< Answers: the service adds members at any time.
  kept,     ///< Requests: outermost ones go to extra_json; nested ones are a fault, since they would be lost.
  refused,  ///< Checks: the first one is a fault.
};

/// Reads a JSON object into `object`, a default-constructed struct of that description. Null members count as absent.
/// After a fault the struct holds part of the text and is of no use.
std::optional<DecodeFault> decode(const StructInfo& info, std::string_view json, UnknownMembers unknown, void* object);

/// What an answer of the service holds besides the members of its action.
struct EnvelopeHead {
  bool has_response = false;
  bool has_error = false;  ///< Whether there is a `Response.Error` that is not null.
  std::string code = {};
  std::string message = {};
  std::string request_id = {};
};

/// Reads `{"Response":{...}}`: Error and RequestId into `head`, the other members into `object`, unknown ones into
/// its `extra` field where it has one. A fault in a member of the response does not keep the head from being read.
std::optional<DecodeFault> decode_answer(const StructInfo& info, std::string_view json, EnvelopeHead& head,
                                         void* object);

/// Members that decode_loosely() names at most, and elements of lists that it reads at most.
inline constexpr std::size_t kMostUnread = 64;
inline constexpr std::size_t kMostLooseElements = 4096;

/// Reads a JSON object of the service into `object` and makes the best of it: numbers may stand in quotes and texts
/// without, and an empty text is no number. Known members that are still of another type, and elements of lists beyond
/// the bound, are left out and named in `unread`.
std::optional<DecodeFault> decode_loosely(const StructInfo& info, std::string_view json,
                                          std::vector<std::string>& unread, void* object);

/// The sentence for people about a fault, without its field.
std::string_view explain(DecodeFault::Kind kind) noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
