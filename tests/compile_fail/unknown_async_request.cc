// SPDX-License-Identifier: Apache-2.0
// Does not compile: Appointment is not a request.
#include "field_lists.h"
#include "tccc/client.h"

namespace tccc {

void order(const Client& client, const Appointment& appointment) {
  static_cast<void>(client.send_async(appointment));
}

}  // namespace tccc
