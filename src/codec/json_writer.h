// SPDX-License-Identifier: Apache-2.0
// Writes JSON text straight into one string.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

/// Appends tokens; the caller sees to their order. Text is expected to be UTF-8 already and is not re-encoded. Memory
/// that the string grows out of is overwritten first: the texts may be keys.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) noexcept : out_(out) {}

  void raw(std::string_view json) {
    make_room(json.size());
    out_.append(json);
  }
  void raw(char c) {
    make_room(1);
    out_.push_back(c);
  }
  /// `"name":`; names come from the field lists and need no escape.
  void key(std::string_view name);
  void boolean(bool value) { raw(value ? std::string_view("true") : std::string_view("false")); }
  void integer(std::int64_t value);
  void natural(std::uint64_t value);
  /// Shortest text that reads back as the same double; `value` is finite.
  void number(double value);
  /// A quoted, escaped string.
  void text(std::string_view value);

  std::string& out() noexcept { return out_; }

 private:
  void make_room(std::size_t bytes) {
    if (bytes > out_.capacity() - out_.size()) grow(bytes);
  }
  void grow(std::size_t bytes);

  std::string& out_;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
