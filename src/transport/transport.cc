// SPDX-License-Identifier: Apache-2.0
// Home of Transport's virtual table.
#include "tccc/transport.h"

namespace tccc {
inline namespace v1 {

Transport::~Transport() = default;

}  // namespace v1
}  // namespace tccc
