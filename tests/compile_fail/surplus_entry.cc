// SPDX-License-Identifier: Apache-2.0
// Does not compile: Appointment::name is in the list twice.
#include "field_lists.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<Appointment> {
  static constexpr std::array fields{field<&Appointment::name>("Name"), field<&Appointment::hour>("Hour"),
                                     field<&Appointment::name>("Title")};
  static constexpr StructInfo info = describe<Appointment>("Appointment", fields);
};

static_assert(Describe<Appointment>::info.size > 0);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
