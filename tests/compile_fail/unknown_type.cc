// SPDX-License-Identifier: Apache-2.0
// Does not compile: Appointment has a field list, but is not a request.
#include "field_lists.h"
#include "tccc/lint.h"

namespace tccc {

bool is_fine(const Appointment& appointment) {
  return lint(appointment).empty();
}

}  // namespace tccc
