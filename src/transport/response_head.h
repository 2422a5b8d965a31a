// SPDX-License-Identifier: Apache-2.0
// The header lines of an answer: bounds them and keeps the two that are needed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tccc {
inline namespace v1 {
namespace detail {

/// Takes the lines of one answer one by one, interim (1xx) answers before it included. Used by one thread at a time.
class ResponseHead {
 public:
  /// Starts a new answer.
  void clear() noexcept;

  /// Takes one line as it came from the wire, line end included. False: the lines so far are longer than 64 KiB, and
  /// the answer is not worth reading on.
  bool add_line(std::string_view line);

  /// Whether any line came.
  bool started() const noexcept { return bytes_ > 0; }
  /// Whether the header of the final answer came to its end.
  bool complete() const noexcept { return part_ == Part::body; }
  /// Whether the limit was passed.
  bool too_long() const noexcept;
  /// Status of the final answer, 0 while there is none.
  int status() const noexcept { return status_; }
  /// Date and Retry-After of the final answer, empty when absent or unreasonably long.
  const std::string& date() const noexcept { return date_; }
  const std::string& retry_after() const noexcept { return retry_after_; }

 private:
  enum class Part { status_line, interim_fields, final_fields, body };

  void read_status_line(std::string_view line) noexcept;
  void read_field(std::string_view line);

  std::size_t bytes_ = 0;
  Part part_ = Part::status_line;
  int status_ = 0;
  std::string date_;
  std::string retry_after_;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
