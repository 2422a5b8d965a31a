// SPDX-License-Identifier: Apache-2.0
// What the copies of a Client share. Immutable but for what is marked, and safe to use from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>

#include "auth/tc3_signer.h"
#include "client/call_loop.h"
#include "client/free_list.h"
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

  /// Buffers for one call. Wiped when it is over.
  class Workspace {
   public:
    explicit Workspace(const ClientCore& core) : request_(core.requests_) {}
    ~Workspace() { request_->wipe(); }
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;

    SignedRequest* operator->() const noexcept { return request_.operator->(); }

   private:
    const FreeList<SignedRequest>::Loan request_;
  };

  /// How long the last body was, which many of a client's requests come near to: a buffer of that size grows no more.
  std::size_t usual_body_size() const noexcept { return usual_body_size_.load(std::memory_order_relaxed); }
  void note_body_size(std::size_t size) const noexcept {
    if (size != usual_body_size()) usual_body_size_.store(size, std::memory_order_relaxed);
  }

  /// Signers, each with the key of the day. Needed for a moment of each attempt, so that there are few.
  FreeList<Tc3Signer>& signers() const noexcept { return signers_; }

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

  mutable std::atomic<std::size_t> usual_body_size_{0};
  mutable FreeList<SignedRequest> requests_;
  mutable FreeList<Tc3Signer> signers_;

  mutable std::mutex loop_mutex_;
  mutable std::unique_ptr<CallLoop> loop_;  // guarded by loop_mutex_; once set it stays
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
