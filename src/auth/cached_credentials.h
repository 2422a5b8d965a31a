// SPDX-License-Identifier: Apache-2.0
// Keeps what a source gave, and has one thread at a time renew it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

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
  /// Credentials are renewed so long before their end, unless their life is shorter than twice this.
  static constexpr std::chrono::minutes kLead{5};

  /// The clock is set.
  CachedCredentials(std::unique_ptr<CredentialsSource> source, const CredentialsSeams& seams);

  Result<Credentials> credentials() override;

 private:
  using Time = std::chrono::system_clock::time_point;
  class Flight;

  bool is_usable(Time now) const;
  void take(SourceAnswer&& answer, Time now, LogRecord& record);
  void keep(FoundCredentials&& found, Time now);
  std::chrono::milliseconds life_left(Time now) const;

  const std::shared_ptr<const Clock> clock_;
  const std::shared_ptr<LogSink> log_;
  const std::unique_ptr<CredentialsSource> source_;  // asked by the thread whose flight it is

  std::mutex mutex_;
  std::condition_variable landing_;
  std::optional<FoundCredentials> found_;
  Time next_fetch_ = {};  // while found_ is usable
  bool is_fetching_ = false;
  std::thread::id fetcher_;
  std::uint64_t landed_ = 0;     // flights that have ended
  Result<Credentials> outcome_;  // of the last one, for those who waited for it
};

/// The seams, with the clock of the system where none is given.
CredentialsSeams complete(CredentialsSeams seams);

/// The provider of what a source gives. The clock is set.
std::shared_ptr<CredentialsProvider> keep(std::unique_ptr<CredentialsSource> source, const CredentialsSeams& seams);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
