// SPDX-License-Identifier: Apache-2.0
// A key, token or password that cannot be printed by accident.
#pragma once

#include <iosfwd>
#include <memory>
#include <string_view>

#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// Text that must not reach a log: it prints as `***`, and its memory is wiped when the last copy is destroyed.
/// Copies share one immutable buffer, so a copy costs a reference count and may be made on any thread.
class TCCC_API Secret {
 public:
  Secret() noexcept;
  /// Copies the text; the caller's own copy is not wiped.
  explicit Secret(std::string_view text);

  /// Whether there is no text.
  bool empty() const noexcept;
  /// Bytes of the text.
  std::size_t size() const noexcept;

  /// The text itself, valid while this object or a copy of it lives. The one way out: search for it in reviews.
  std::string_view reveal() const noexcept;

  /// Takes the same time wherever two texts of equal length differ.
  friend TCCC_API bool operator==(const Secret& left, const Secret& right) noexcept;
  /// As ==.
  friend bool operator!=(const Secret& left, const Secret& right) noexcept { return !(left == right); }

  /// Writes `***`, or nothing when empty.
  friend TCCC_API std::ostream& operator<<(std::ostream& stream, const Secret& secret);

 private:
  class Buffer;
  std::shared_ptr<const Buffer> buffer_;
};

}  // namespace v1
}  // namespace tccc
