// SPDX-License-Identifier: Apache-2.0
// How the rest of the library gets at what a client is made of.
#pragma once

#include "client/client_core.h"
#include "tccc/client.h"

namespace tccc {
inline namespace v1 {
namespace detail {

struct ClientAccess {
  static const ClientCore& core(const Client& client) noexcept { return *client.core_; }
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
