// SPDX-License-Identifier: Apache-2.0
// Writes JSON text straight into one string.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

/// Appends tokens; the caller sees to their order. Text is expected to be UTF-8 already and is not re-encoded.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) noexcept : out_(out) {}

  void raw(std::string_view json) { out_.append(json); }
  void raw(char c) { out_.push_back(c); }
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
  std::string& out_;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
