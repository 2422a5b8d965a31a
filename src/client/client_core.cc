// SPDX-License-Identifier: Apache-2.0
// What the copies of a Client share.
#include "client/client_core.h"

#include <unistd.h>

#include <utility>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

// Above it a burst is over, and its memory is given back.
constexpr std::size_t kMostIdle = 64;

}  // namespace

ClientCore::ClientCore(std::shared_ptr<CredentialsProvider> credentials, ClientOptions options, Endpoint endpoint)
    : credentials_(std::move(credentials)),
      options_(std::move(options)),
      endpoint_(std::move(endpoint)),
      process_(::getpid()),
      retry_budget_(options_.retry) {}

bool ClientCore::is_same_process() const noexcept {
  return ::getpid() == process_;
}

std::chrono::system_clock::time_point ClientCore::service_now() const noexcept {
  return options_.clock->now() + std::chrono::milliseconds(clock_offset_.load());
}

ClientCore::Workspace::Workspace(const ClientCore& core) : core_(core) {
  {
    const std::lock_guard<std::mutex> lock(core.mutex_);
    if (!core.idle_.empty()) {
      request_ = std::move(core.idle_.back());
      core.idle_.pop_back();
    }
  }
  if (!request_) request_ = std::make_unique<SignedRequest>();
}

ClientCore::Workspace::~Workspace() {
  request_->wipe();
  const std::lock_guard<std::mutex> lock(core_.mutex_);
  if (core_.idle_.size() < kMostIdle) core_.idle_.push_back(std::move(request_));
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
