// SPDX-License-Identifier: Apache-2.0
// Keeps what a source gave, and has one thread at a time renew it.
#pragma once

#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "auth/credentials_source.h"
#include "tccc/credentials.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// The contract is that of CredentialsSeams. No lock is held while the source is asked.
class CachedCredentials final : public CredentialsProvider {
 public:
  /// Time between the tries to renew credentials that are still valid.
  static constexpr std::chrono::seconds kPause{10};
  /// So long is a failure given to all who ask, where there is nothing valid to give: else calls that wait in one queue
  /// would each ask a source that is out of order.
  static constexpr std::chrono::seconds kPauseWithNone{1};
  /// Credentials are renewed so long before their end, unless their life is shorter than twice this.
  static constexpr std::chrono::minutes kLead{5};

  /// The clock is set.
  CachedCredentials(std::unique_ptr<CredentialsSource> source, const CredentialsSeams& seams);
  CachedCredentials(const CachedCredentials&) = delete;
  CachedCredentials& operator=(const CachedCredentials&) = delete;
  ~CachedCredentials() override;

  Result<Credentials> credentials() override;

 private:
  using Span = std::chrono::system_clock::duration;

  // By both clocks. The wall clock may be set back, and the steady one may stand still while the machine sleeps: a
  // moment has come as soon as either says so.
  struct Moment {
    std::chrono::system_clock::time_point wall = {};
    std::chrono::steady_clock::time_point steady = {};
  };
  struct Flight;
  class FlightScope;

  static Moment later(const Moment& moment, Span span);
  static bool has_come(const std::optional<Moment>& moment, const Moment& now);
  Moment read_clocks() const;
  bool is_usable(const Moment& now) const;
  std::chrono::milliseconds life_left(const Moment& now) const;
  void begin_flight();
  bool renew_aside();
  void join_renewer();
  static void* renew(void* self) noexcept;
  Result<Credentials> fetch(std::unique_lock<std::mutex>& lock);
  Result<Credentials> take(SourceAnswer&& answer, const Moment& now, LogRecord& record);
  void keep(FoundCredentials&& found, const Moment& now);

  const std::shared_ptr<const Clock> clock_;
  const std::shared_ptr<LogSink> log_;
  const std::unique_ptr<CredentialsSource> source_;  // asked by the thread whose flight it is

  std::mutex mutex_;
  std::condition_variable landing_;
  std::optional<Credentials> kept_;
  std::optional<Moment> end_;         // of kept_; none: it has no end
  std::optional<Moment> next_fetch_;  // while kept_ is usable; none: never
  std::optional<Error> failure_;      // of the last fetch, if it left nothing usable
  std::chrono::steady_clock::time_point failure_holds_until_ = {};
  std::shared_ptr<Flight> flight_;  // the fetch under way
  // The thread that renews, or has, in place of a loop. Invariant: it uses nothing of this once it is joined.
  std::optional<pthread_t> renewer_;
  long renewer_process_ = 0;
};

/// The seams, with the clock of the system where none is given.
CredentialsSeams complete(CredentialsSeams seams);

/// The provider of what a source gives. The clock is set.
std::shared_ptr<CredentialsProvider> keep(std::unique_ptr<CredentialsSource> source, const CredentialsSeams& seams);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
