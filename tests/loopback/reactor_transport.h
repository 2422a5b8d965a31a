// SPDX-License-Identifier: Apache-2.0
// The reactor of the built-in transport as one that blocks, so that what is tested of the one is tested of the other.
#pragma once

#include <unistd.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "tccc/transport.h"
#include "transport/curl_transport.h"
#include "transport/reactor.h"
#include "transport/sigpipe_guard.h"

namespace tccc {
namespace loopback {

/// Each thread that sends drives a reactor, which is kept for the next that sends.
class ReactorTransport final : public Transport {
 public:
  explicit ReactorTransport(std::shared_ptr<detail::CurlTransport> made) : made_(std::move(made)) {}
  ~ReactorTransport() override {
    if (::getpid() == process_) return;
    for (Driven& driven : idle_) static_cast<void>(driven.reactor.release());  // the parent's, as in ClientCore
  }

  HttpExchange send(const HttpRequest& request) override {
    const detail::SigpipeGuard guard;  // in place of the loop thread, where it is blocked
    Driven driven = take();
    const detail::Reactor::Id id = ++driven.last_id;
    detail::Reactor& reactor = *driven.reactor;
    reactor.start(id, request);
    std::vector<detail::EndedExchange> ended;
    {
      const auto registration = request.cancellation.on_cancel([&reactor] { reactor.wake(); });
      for (;;) {
        if (request.cancellation.is_cancelled()) reactor.cancel(id);
        reactor.advance(ended);
        if (!ended.empty()) break;
        reactor.wait(std::chrono::hours(1));
      }
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    idle_.push_back(std::move(driven));
    return std::move(ended.front().exchange);
  }

 private:
  struct Driven {
    std::unique_ptr<detail::Reactor> reactor;
    detail::Reactor::Id last_id = 0;
  };

  Driven take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (idle_.empty()) return {made_->make_reactor(), 0};
    Driven driven = std::move(idle_.back());
    idle_.pop_back();
    return driven;
  }

  const std::shared_ptr<detail::CurlTransport> made_;
  const pid_t process_ = ::getpid();
  std::mutex mutex_;
  std::vector<Driven> idle_;
};

}  // namespace loopback
}  // namespace tccc
