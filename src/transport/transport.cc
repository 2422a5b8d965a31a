// SPDX-License-Identifier: Apache-2.0
// What every transport has.
#include "tccc/transport.h"

namespace tccc {
inline namespace v1 {

Transport::~Transport() = default;

void Transport::start(const HttpRequest& request, Completion completion) {
  completion(send(request));
}

}  // namespace v1
}  // namespace tccc
