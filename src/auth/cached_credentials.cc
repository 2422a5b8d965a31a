// SPDX-License-Identifier: Apache-2.0
// Keeps what a source gave, and has one thread at a time renew it.
#include "auth/cached_credentials.h"

#include <unistd.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "error/contain.h"
#include "library_thread.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

// Longer lives count as this one, so that an end is a time by every clock.
constexpr std::chrono::system_clock::duration kLongestLife = std::chrono::hours(24 * 365 * 100);

Error to_error(SourceAnswer&& answer) {
  if (const auto* absent = std::get_if<SourceAbsent>(&answer)) {
    return credentials_unavailable(absent->why + "; " + absent->remedy);
  }
  return std::get<Error>(std::move(answer));
}

}  // namespace

// One fetch, and what it came to. Those who wait for it keep it until they have read it: the next one may have begun.
struct CachedCredentials::Flight {
  std::thread::id fetcher;
  bool has_landed = false;
  Result<Credentials> outcome;
};

// Ends the flight that has begun, also when the source of an application throws.
class CachedCredentials::FlightScope {
 public:
  FlightScope(CachedCredentials& owner, std::unique_lock<std::mutex>& lock) : owner_(owner), lock_(lock) {
    owner_.flight_->fetcher = std::this_thread::get_id();
  }
  FlightScope(const FlightScope&) = delete;
  FlightScope& operator=(const FlightScope&) = delete;
  ~FlightScope() {
    if (!lock_.owns_lock()) lock_.lock();
    owner_.flight_->has_landed = true;
    owner_.flight_.reset();
    owner_.landing_.notify_all();
  }

 private:
  CachedCredentials& owner_;
  std::unique_lock<std::mutex>& lock_;
};

CachedCredentials::CachedCredentials(std::unique_ptr<CredentialsSource> source, const CredentialsSeams& seams)
    : clock_(seams.clock), log_(seams.log), source_(std::move(source)) {}

CachedCredentials::~CachedCredentials() {
  join_renewer();
}

Result<Credentials> CachedCredentials::credentials() {
  std::unique_lock<std::mutex> lock(mutex_);
  const Moment now = read_clocks();
  if (is_usable(now) && (flight_ || !has_come(next_fetch_, now))) return *kept_;
  // A loop has other calls, whose answers would come too late if it waited for a source.
  if (is_usable(now) && is_library_thread() && renew_aside()) return *kept_;
  if (flight_) {
    if (flight_->fetcher == std::this_thread::get_id()) {
      return credentials_unavailable("the callback that fetches credentials asked its own provider for them");
    }
    const std::shared_ptr<const Flight> awaited = flight_;
    landing_.wait(lock, [&] { return awaited->has_landed; });
    return awaited->outcome;
  }
  if (failure_ && now.steady < failure_holds_until_) return *failure_;
  begin_flight();
  return fetch(lock);
}

void CachedCredentials::begin_flight() {
  flight_ = std::make_shared<Flight>(
      Flight{{}, false, credentials_unavailable("the source of credentials ended without an answer")});
}

bool CachedCredentials::renew_aside() {
  join_renewer();  // the one before has landed, and at most tells the log of it
  begin_flight();
  pthread_t thread{};
  if (!start_library_thread(thread, &CachedCredentials::renew, this)) {
    flight_.reset();
    return false;
  }
  renewer_ = thread;
  renewer_process_ = ::getpid();
  return true;
}

void CachedCredentials::join_renewer() {
  // In a forked child there is no such thread, and nothing to wait for.
  if (renewer_ && renewer_process_ == ::getpid()) pthread_join(*renewer_, nullptr);
  renewer_.reset();
}

void* CachedCredentials::renew(void* self) noexcept {
  auto& own = *static_cast<CachedCredentials*>(self);
  std::unique_lock<std::mutex> lock(own.mutex_);
  if (contain([&] { static_cast<void>(own.fetch(lock)); })) return nullptr;
  const Moment now = own.read_clocks();
  own.next_fetch_ = later(now, kPause);
  LogRecord record;
  record.level = LogLevel::warning;
  record.event = LogEvent::credentials_refresh_failed;
  record.code = ErrorCode::credentials_unavailable;
  record.wait = own.life_left(now);
  lock.unlock();
  if (own.log_) own.log_->log(record);
  return nullptr;
}

Result<Credentials> CachedCredentials::fetch(std::unique_lock<std::mutex>& lock) {
  LogRecord record;
  std::optional<Result<Credentials>> outcome;
  {
    const FlightScope scope(*this, lock);
    lock.unlock();
    SourceAnswer answer = source_->fetch();
    const Moment landed_at = read_clocks();
    lock.lock();
    outcome.emplace(take(std::move(answer), landed_at, record));
    flight_->outcome = *outcome;
  }
  lock.unlock();
  if (log_) log_->log(record);
  return *std::move(outcome);
}

CachedCredentials::Moment CachedCredentials::later(const Moment& moment, Span span) {
  return {moment.wall + span, moment.steady + span};
}

bool CachedCredentials::has_come(const std::optional<Moment>& moment, const Moment& now) {
  return moment && (now.wall >= moment->wall || now.steady >= moment->steady);
}

CachedCredentials::Moment CachedCredentials::read_clocks() const {
  return {clock_->now(), clock_->steady_now()};
}

bool CachedCredentials::is_usable(const Moment& now) const {
  return kept_ && !has_come(end_, now);
}

std::chrono::milliseconds CachedCredentials::life_left(const Moment& now) const {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  if (!end_) return milliseconds::zero();
  return (std::min)(duration_cast<milliseconds>(end_->wall - now.wall),
                    duration_cast<milliseconds>(end_->steady - now.steady));
}

Result<Credentials> CachedCredentials::take(SourceAnswer&& answer, const Moment& now, LogRecord& record) {
  if (auto* found = std::get_if<FoundCredentials>(&answer)) {
    if (auto fault = find_fault(found->credentials)) {
      answer = *std::move(fault);
    } else if (found->expires_at && *found->expires_at <= now.wall) {
      answer = credentials_unavailable(
          "the source gave credentials that had expired already; check the clock of this machine");
    } else {
      keep(std::move(*found), now);
      record.level = LogLevel::info;
      record.event = LogEvent::credentials_refreshed;
      record.wait = life_left(now);
      return *kept_;
    }
  }
  record.level = LogLevel::warning;
  record.event = LogEvent::credentials_refresh_failed;
  const Error error = to_error(std::move(answer));
  record.code = error.code();
  if (is_usable(now)) {
    record.wait = life_left(now);
    next_fetch_ = later(now, kPause);
    return *kept_;
  }
  kept_.reset();
  failure_ = error;
  failure_holds_until_ = now.steady + kPauseWithNone;
  return error;
}

void CachedCredentials::keep(FoundCredentials&& found, const Moment& now) {
  kept_ = std::move(found.credentials);
  failure_.reset();
  end_.reset();
  next_fetch_.reset();
  std::optional<Span> wait = found.read_again_after;
  if (found.expires_at) {
    const Span life = (std::min)(*found.expires_at - now.wall, kLongestLife);
    end_ = later(now, life);
    // A source may give the same credentials again until shortly before their end.
    const Span renewal = (std::max)(life - (std::min)(Span(kLead), life / 2), Span(kPause));
    wait = wait ? (std::min)(*wait, renewal) : renewal;
  }
  if (wait) next_fetch_ = later(now, *wait);
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
