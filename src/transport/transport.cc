// SPDX-License-Identifier: Apache-2.0
// What every transport has.
#include "tccc/transport.h"

#include <utility>

namespace tccc {
inline namespace v1 {

Transport::~Transport() = default;

void Transport::start(const HttpRequest& request, Completion completion) {
  const Completion complete = std::move(completion);
  complete(send(request));
}

}  // namespace v1
}  // namespace tccc
