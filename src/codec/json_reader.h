// SPDX-License-Identifier: Apache-2.0
// Reads JSON text (RFC 8259) as a series of events: no document tree, no recursion.
#pragma once

#include <cstdint>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

/// A value that is neither object nor list.
struct JsonScalar {
  /// `negative` and `natural` are whole numbers within the range of their member, with and without a minus: a negative
  /// 0 was written `-0`. All others are `real`.
  enum class Type : std::uint8_t { null, boolean, negative, natural, real, text } type = Type::null;
  bool boolean = false;
  std::int64_t negative = 0;
  std::uint64_t natural = 0;
  double real = 0;
  std::string_view text = {};  ///< Of a text its UTF-8 without escapes, of a real number its spelling.
};

/// Receives what is read, in the order of the text. The views end with the call. False ends the reading.
class JsonEvents {
 public:
  virtual ~JsonEvents() = default;
  virtual bool open(char bracket) = 0;   ///< `{` or `[`.
  virtual bool close(char bracket) = 0;  ///< `}` or `]`, of the one opened last.
  virtual bool key(std::string_view name) = 0;
  virtual bool scalar(const JsonScalar& value) = 0;
};

/// How a reading ended.
enum class JsonEnd : std::uint8_t {
  complete,   ///< The text is one JSON value and blanks around it.
  stopped,    ///< An event said so; what follows was not looked at.
  malformed,  ///< It is not JSON, not UTF-8, or holds a number beyond the range of double.
};

/// Reads a text, which may begin with a byte order mark. Memory beyond the text: its longest value with escapes, and a
/// byte for each open bracket.
JsonEnd read_json(std::string_view json, JsonEvents& events);

/// Whether it is one JSON value.
bool is_json(std::string_view json);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
