// SPDX-License-Identifier: Apache-2.0
// What the copies of a Client share.
#include "client/client_core.h"

#include <unistd.h>

#include <utility>

#include "library_thread.h"

namespace tccc {
inline namespace v1 {
namespace detail {
std::shared_ptr<const ClientCore> ClientCore::make(std::shared_ptr<CredentialsProvider> credentials,
                                                   ClientOptions options, Endpoint endpoint,
                                                   std::shared_ptr<CurlTransport> built_in) {
  return {new ClientCore(std::move(credentials), std::move(options), std::move(endpoint), std::move(built_in)),
          &ClientCore::retire};
}

ClientCore::ClientCore(std::shared_ptr<CredentialsProvider> credentials, ClientOptions options, Endpoint endpoint,
                       std::shared_ptr<CurlTransport> built_in)
    : credentials_(std::move(credentials)),
      options_(std::move(options)),
      endpoint_(std::move(endpoint)),
      built_in_(std::move(built_in)),
      process_(::getpid()),
      retry_budget_(options_.retry) {}

ClientCore::~ClientCore() = default;

void ClientCore::retire(const ClientCore* last) noexcept {
  std::unique_ptr<const ClientCore> core(last);
  CallLoop* const loop = core->loop_.get();
  if (loop == nullptr) return;
  if (!core->is_same_process()) {
    // Its thread is the parent's alone, and so are the connections. Nothing of it may be touched or closed here.
    static_cast<void>(core->loop_.release());
  } else if (is_library_thread()) {
    loop->stop_and_destroy(std::move(core));  // a thread that waited for itself, or two for each other, would never end
  } else {
    loop->stop();
  }
}

bool ClientCore::is_same_process() const noexcept {
  return ::getpid() == process_;
}

std::chrono::system_clock::time_point ClientCore::service_now() const noexcept {
  return options_.clock->now() + std::chrono::milliseconds(clock_offset_.load());
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
