// SPDX-License-Identifier: Apache-2.0
// What the copies of a Client share. Immutable but for what is marked, and safe to use from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "client/call_loop.h"
#include "retry/budget.h"
#include "tccc/client_options.h"
#include "tccc/credentials.h"
#include "transport/curl_transport.h"
#include "transport/reactor.h"
#include "wire/endpoint.h"
#include "wire/signed_request.h"

namespace tccc {
inline namespace v1 {
namespace detail {

class ClientCore {
 public:
  /// `options` has been checked, and its seams (transport, clock, rate limiter) are set. `built_in` is the transport
  /// if it is our own, else null. When the last owner lets go, calls of the loop end as cancelled; on a thread of the
  /// library that takes place after it has let go, else before.
  static std::shared_ptr<const ClientCore> make(std::shared_ptr<CredentialsProvider> credentials, ClientOptions options,
                                                Endpoint endpoint, std::shared_ptr<CurlTransport> built_in);
  ~ClientCore();
  ClientCore(const ClientCore&) = delete;
  ClientCore& operator=(const ClientCore&) = delete;

  const ClientOptions& options() const noexcept { return options_; }
  const Endpoint& endpoint() const noexcept { return endpoint_; }
  CredentialsProvider& credentials() const noexcept { return *credentials_; }
  RetryBudget& retry_budget() const noexcept { return retry_budget_; }

  /// Whether this process is the one that made the client: a child made by fork() shares connections with its parent
  /// and must not use them.
  bool is_same_process() const noexcept;

  /// The service's time: the clock, plus what an answer's Date has shown it to be off.
  std::chrono::system_clock::time_point service_now() const noexcept;
  void set_clock_offset(std::chrono::milliseconds offset) const noexcept { clock_offset_ = offset.count(); }

  /// The loop of asynchronous calls, started when it is first asked for. Null when the system has no means for one. Not
  /// in a forked child.
  CallLoop* loop() const;

  /// What the loop drives exchanges with; null when the system has no means for it.
  std::unique_ptr<Reactor> make_reactor() const;

  /// Buffers for one call, taken from and given back to a free list.
  class Workspace {
   public:
    explicit Workspace(const ClientCore& core);
    ~Workspace();
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;

    SignedRequest* operator->() const noexcept { return request_.get(); }

   private:
    const ClientCore& core_;
    std::unique_ptr<SignedRequest> request_;
  };

 private:
  ClientCore(std::shared_ptr<CredentialsProvider> credentials, ClientOptions options, Endpoint endpoint,
             std::shared_ptr<CurlTransport> built_in);
  static void retire(const ClientCore* last) noexcept;

  const std::shared_ptr<CredentialsProvider> credentials_;
  const ClientOptions options_;
  const Endpoint endpoint_;
  const std::shared_ptr<CurlTransport> built_in_;
  const long process_;
  mutable RetryBudget retry_budget_;
  mutable std::atomic<std::int64_t> clock_offset_{0};  // milliseconds

  // Newest last, all of them wiped; as many as there were calls at once, up to a limit. The lock is held for a push or
  // pop, never during a call.
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<SignedRequest>> idle_;

  mutable std::mutex loop_mutex_;
  mutable std::unique_ptr<CallLoop> loop_;  // guarded by loop_mutex_; once set it stays
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
