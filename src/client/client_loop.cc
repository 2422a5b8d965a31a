// SPDX-License-Identifier: Apache-2.0
// What a client starts for the first of its asynchronous calls.
#include <memory>
#include <mutex>

#include "client/async_loop.h"
#include "client/client_core.h"
#include "transport/transport_reactor.h"

namespace tccc {
inline namespace v1 {
namespace detail {

CallLoop* ClientCore::loop() const {
  const std::lock_guard<std::mutex> lock(loop_mutex_);
  if (loop_ == nullptr) loop_ = AsyncLoop::start(*this);
  return loop_.get();
}

std::unique_ptr<Reactor> ClientCore::make_reactor() const {
  if (built_in_ != nullptr) return built_in_->make_reactor();
  return std::make_unique<TransportReactor>(*options_.transport);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
