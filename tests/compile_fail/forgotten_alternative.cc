// SPDX-License-Identifier: Apache-2.0
// Does not compile: Reminder is not in the list of alternatives.
#include "field_lists.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<Appointment> {
  static constexpr std::array fields{field<&Appointment::name>("Name"), field<&Appointment::hour>("Hour")};
  static constexpr StructInfo info = describe<Appointment>("Appointment", fields);
};

template <>
struct DescribeChoice<Errand> {
  static constexpr std::array alternatives{nothing(), flat<Appointment>("appointment")};
  static constexpr ChoiceInfo info = describe_choice<Errand>("Kind", {}, alternatives);
};

static_assert(DescribeChoice<Errand>::info.size > 0);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
