// SPDX-License-Identifier: Apache-2.0
// A struct and a std::variant to be described, rightly and wrongly.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "codec/describe.h"

namespace tccc {

struct Appointment {
  std::string name = {};
  std::int64_t hour = 0;
};

struct Reminder {
  std::string text = {};
};

using Errand = std::variant<std::monostate, Appointment, Reminder>;

inline namespace v1 {
namespace detail {

template <>
struct Describe<Reminder> {
  static constexpr std::array fields{field<&Reminder::text>("Text")};
  static constexpr StructInfo info = describe<Reminder>("Reminder", fields);
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
