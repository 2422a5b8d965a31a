// SPDX-License-Identifier: Apache-2.0
// Compiles: every member and every alternative is in its list.
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
  static constexpr std::array alternatives{nothing(), flat<Appointment>("appointment"), flat<Reminder>("reminder")};
  static constexpr ChoiceInfo info = describe_choice<Errand>("Kind", {}, alternatives);
};

static_assert(Describe<Appointment>::info.size == 2);
static_assert(DescribeChoice<Errand>::info.size == 3);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
