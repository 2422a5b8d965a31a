// SPDX-License-Identifier: Apache-2.0
// Keeps what a source gave, and has one thread at a time renew it.
#include "auth/cached_credentials.h"

#include <algorithm>
#include <utility>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

Error to_error(SourceAnswer&& answer) {
  if (const auto* absent = std::get_if<SourceAbsent>(&answer)) {
    return credentials_unavailable(absent->why + "; " + absent->remedy);
  }
  return std::get<Error>(std::move(answer));
}

}  // namespace

// Ends a flight, also when the source of an application throws.
class CachedCredentials::Flight {
 public:
  Flight(CachedCredentials& owner, std::unique_lock<std::mutex>& lock) : owner_(owner), lock_(lock) {
    owner_.is_fetching_ = true;
    owner_.fetcher_ = std::this_thread::get_id();
    owner_.outcome_ = credentials_unavailable("the source of credentials ended without an answer");
  }
  Flight(const Flight&) = delete;
  Flight& operator=(const Flight&) = delete;
  ~Flight() {
    if (!lock_.owns_lock()) lock_.lock();
    owner_.is_fetching_ = false;
    owner_.fetcher_ = {};
    ++owner_.landed_;
    owner_.landing_.notify_all();
  }

 private:
  CachedCredentials& owner_;
  std::unique_lock<std::mutex>& lock_;
};

CachedCredentials::CachedCredentials(std::unique_ptr<CredentialsSource> source, const CredentialsSeams& seams)
    : clock_(seams.clock),
      log_(seams.log),
      source_(std::move(source)),
      outcome_(credentials_unavailable("no credentials were fetched yet")) {}

Result<Credentials> CachedCredentials::credentials() {
  LogRecord record;
  std::unique_lock<std::mutex> lock(mutex_);
  const Time now = clock_->now();
  if (is_usable(now) && (is_fetching_ || now < next_fetch_)) return found_->credentials;
  if (is_fetching_) {
    if (fetcher_ == std::this_thread::get_id()) {
      return credentials_unavailable("the callback that fetches credentials asked its own provider for them");
    }
    const std::uint64_t before = landed_;
    landing_.wait(lock, [&] { return landed_ != before; });
    return outcome_;
  }

  std::optional<Result<Credentials>> outcome;
  {
    const Flight flight(*this, lock);
    lock.unlock();
    SourceAnswer answer = source_->fetch();
    const Time landed_at = clock_->now();
    lock.lock();
    take(std::move(answer), landed_at, record);
    outcome.emplace(outcome_);
  }
  lock.unlock();
  if (log_) log_->log(record);
  return *std::move(outcome);
}

bool CachedCredentials::is_usable(Time now) const {
  return found_ && (!found_->expires_at || now < *found_->expires_at);
}

std::chrono::milliseconds CachedCredentials::life_left(Time now) const {
  if (!found_ || !found_->expires_at) return std::chrono::milliseconds::zero();
  return std::chrono::duration_cast<std::chrono::milliseconds>(*found_->expires_at - now);
}

void CachedCredentials::take(SourceAnswer&& answer, Time now, LogRecord& record) {
  if (auto* found = std::get_if<FoundCredentials>(&answer)) {
    const std::string fault = find_fault(found->credentials);
    if (!fault.empty()) {
      answer = credentials_unavailable("the source gave credentials of which " + fault);
    } else if (found->expires_at && *found->expires_at <= now) {
      answer = credentials_unavailable(
          "the source gave credentials that had expired already; check the clock of this machine");
    } else {
      keep(std::move(*found), now);
      record.level = LogLevel::info;
      record.event = LogEvent::credentials_refreshed;
      record.wait = life_left(now);
      outcome_ = found_->credentials;
      return;
    }
  }
  record.level = LogLevel::warning;
  record.event = LogEvent::credentials_refresh_failed;
  const Error error = to_error(std::move(answer));
  record.code = error.code();
  if (is_usable(now)) {
    record.wait = life_left(now);
    next_fetch_ = now + kPause;
    outcome_ = found_->credentials;
    return;
  }
  found_.reset();
  outcome_ = error;
}

void CachedCredentials::keep(FoundCredentials&& found, Time now) {
  found_ = std::move(found);
  next_fetch_ = (Time::max)();
  if (found_->read_again_after) next_fetch_ = now + *found_->read_again_after;
  if (!found_->expires_at) return;
  const Time end = *found_->expires_at;
  const Time::duration lead = (std::min<Time::duration>)(kLead, (end - now) / 2);
  // A source may give the same credentials again until shortly before their end.
  next_fetch_ = (std::min)(next_fetch_, (std::max)(end - lead, now + kPause));
}

CredentialsSeams complete(CredentialsSeams seams) {
  if (!seams.clock) seams.clock = system_clock();
  return seams;
}

std::shared_ptr<CredentialsProvider> keep(std::unique_ptr<CredentialsSource> source, const CredentialsSeams& seams) {
  return std::make_shared<CachedCredentials>(std::move(source), seams);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
