// SPDX-License-Identifier: Apache-2.0
// One rate limit for many processes.
#include "tccc/redis/rate_limiter.h"

#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <utility>

#include "library_thread.h"
#include "redis/answer_number.h"
#include "redis/key_name.h"
#include "redis/link.h"
#include "redis/random_name.h"
#include "redis/rate_script.h"
#include "redis/refusal.h"
#include "redis/server_clock.h"
#include "redis/start_queue.h"

namespace tccc {
inline namespace v1 {
namespace redis {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using Time = RateLimiter::Time;

constexpr seconds kWindow{1};  // the service counts per second
// A process that Redis has not heard for so long is taken to be on its own.
constexpr milliseconds kLease{1500};
constexpr milliseconds kHeartbeat{400};
constexpr milliseconds kShortestBackoff{50};
constexpr milliseconds kLongestBackoff{1000};
// A state that is new holds back the parts of processes that it has not heard, for they may be on their own still.
// Several times what finding a Redis takes that is back: the longest backoff, a connection, a question.
constexpr seconds kSettle{10};
// A process that was lost for so long is taken to be gone.
constexpr seconds kForget{3600};
// Longer spans between two starts are beyond what limiters and answers are made for, and far from any use.
constexpr seconds kLongestSpan{3600};
// An action that was not used for so long is no longer this process's.
constexpr seconds kIdle{30};
// What the way to Redis and back must leave of the allowed delay, as a part of it: less, and threads wake too late for
// what is reserved. Who was too far comes back only with more, not to be lost again by a little jitter.
constexpr int kRoomPart = 16;
constexpr int kRoomPartToReturn = 4;
// So many answers without room, one after another, tell of a distance; fewer, of a machine that was busy.
constexpr int kMostFarAnswers = 8;

/// All that follows from the options.
struct Plan {
  RateLimiterOptions options;
  nanoseconds window;       // in which the fleet starts N
  nanoseconds quiet;        // from the loss of Redis to the first start without it
  nanoseconds stays_alone;  // told to Redis by a process on its own: for how long its part is not the fleet's to give
  nanoseconds span;         // of one request, where the part of a process alone is less than one in a window
  RateLimitOptions alone;
};

Plan make_plan(const RateLimiterOptions& options) {
  Plan plan{options, {}, {}, {}, {}, {}};
  const std::size_t limit = options.rate.requests_per_second;
  plan.window = kWindow + options.rate.margin + options.longest_delay;
  // Until the others know that this process is gone, have used up what they reserved with all of the limit, and their
  // last start is a window old.
  plan.quiet = kLease + plan.window + plan.window + options.connection.timeout;
  // Starts go on until the answer is here, for which the script may have to be sent as well. Where none comes, they go
  // on longer, until Redis takes this process to be gone.
  plan.stays_alone = (std::max)(plan.window + 2 * options.connection.timeout, nanoseconds(kLease));
  plan.alone.requests_per_second = (std::max)(limit / options.fleet_size, std::size_t{1});
  plan.alone.margin = options.rate.margin;
  if (limit < options.fleet_size) {
    plan.span = plan.window * static_cast<nanoseconds::rep>(options.fleet_size) / static_cast<nanoseconds::rep>(limit);
    plan.alone.margin = std::chrono::ceil<milliseconds>(plan.span) - kWindow;
  }
  return plan;
}

std::string micros(nanoseconds span) {
  return std::to_string(std::chrono::ceil<microseconds>(span).count());
}

/// The queue of an action, and what Redis is to be told of it.
struct SharedAction {
  SharedAction(const std::string& action, std::string key_name, const QueueRules& rules, RateLimiter& alone)
      : queue(action, rules, alone), key(std::move(key_name)) {}

  StartQueue queue;
  const std::string key;
  std::optional<Time> told_at = {};  // when Redis was last told that this process takes part; empty: it does not
  bool is_throttled = false;
};

class SharedRateLimiter final : public RateLimiter {
 public:
  static std::shared_ptr<RateLimiter> start(Plan plan) {
    std::shared_ptr<SharedRateLimiter> limiter(new SharedRateLimiter(std::move(plan)));
    limiter->is_started_ =
        detail::start_library_thread(limiter->thread_, &SharedRateLimiter::thread_main, limiter.get());
    return limiter->is_started_ ? std::shared_ptr<RateLimiter>(std::move(limiter)) : nullptr;
  }

  ~SharedRateLimiter() override {
    if (is_started_ && ::getpid() != process_) {
      // In a forked child there is no thread, though it is counted among those that wait, and would be waited for.
      static_cast<void>(woken_.release());
      return;
    }
    if (!is_started_) return;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      is_stopping_ = true;
    }
    woken_->notify_all();
    pthread_join(thread_, nullptr);
  }

  Ticket enter(std::string_view action) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const Ticket ticket = find(action).queue.enter(now());
    woken_->notify_all();
    return ticket;
  }

  std::optional<Time> try_start(std::string_view action, Ticket ticket, Time at) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const std::optional<Time> later = find(action).queue.try_start(ticket, at, alone_at_);
    if (!later) woken_->notify_all();  // there is room for another reservation
    return later;
  }

  void leave(std::string_view action, Ticket ticket) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    find(action).queue.leave(ticket);
  }

  void throttled(std::string_view action, Time at) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    find(action).is_throttled = true;
    alone_->throttled(action, at);
    woken_->notify_all();
  }

 private:
  /// What to ask Redis about an action.
  struct Job {
    SharedAction* action;
    std::string verb;
    std::size_t want;
    nanoseconds joins_in;
    std::vector<std::int64_t> unused = {};
  };
  /// What the log is to be told.
  struct News {
    LogEvent event;
    LogLevel level;
    Fault fault;
    nanoseconds wait;
  };

  explicit SharedRateLimiter(Plan plan)
      : plan_(std::move(plan)),
        clock_(plan_.options.clock ? plan_.options.clock : system_clock()),
        process_(::getpid()),
        member_(random_name()),
        link_(plan_.options.connection),
        alone_(local_rate_limiter(plan_.alone)) {}

  static void* thread_main(void* limiter) noexcept {
    detail::mark_library_thread();
    static_cast<SharedRateLimiter*>(limiter)->work();
    return nullptr;
  }

  Time now() const { return clock_->steady_now(); }

  SharedAction& find(std::string_view action) {
    const auto found = actions_.find(action);
    if (found != actions_.end()) return found->second;
    const RateLimiterOptions& options = plan_.options;
    QueueRules rules;
    rules.requests_per_second = options.rate.requests_per_second;
    rules.window = plan_.window;
    // With as many processes as were told, all of them together reserve about half a window ahead. What comes too late
    // can then be given again within the same window.
    rules.most_reserved = (rules.requests_per_second + 2 * options.fleet_size - 1) / (2 * options.fleet_size);
    return actions_
        .try_emplace(std::string(action), std::string(action),
                     key_name(options.connection.key_prefix, "rate", {options.identity, options.region, action}), rules,
                     *alone_)
        .first->second;
  }

  // Of what there is to do, what is due now; else when to look again.
  std::optional<Job> next_job(Time at, Time& wake_at) {
    for (auto& [name, action] : actions_) {
      Job job{&action, "reserve", action.queue.wanted(at), nanoseconds::zero()};
      if (const auto& alone_started = action.queue.alone_started_at()) {
        job.joins_in = (std::max)(*alone_started + plan_.window - at, nanoseconds::zero());
      }
      const bool is_idle = !alone_at_ && action.queue.is_empty() && at - action.queue.used_at() > kIdle;
      if (action.is_throttled) {
        job.verb = "slow";
        return job;
      }
      if (job.want > 0) return job;
      if (action.told_at && is_idle) {
        job.verb = "leave";
        return job;
      }
      if (is_idle) continue;
      const Time beat_at = action.told_at ? *action.told_at + kHeartbeat : at;
      if (beat_at <= at) return job;
      wake_at = (std::min)(wake_at, beat_at);
      if (const auto from = action.queue.wanted_from()) wake_at = (std::min)(wake_at, (std::max)(*from, at));
    }
    return {};
  }

  void work() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!is_stopping_) {
      const Time at = now();
      Time wake_at = at + kIdle;
      std::optional<Job> job;
      if (at < retry_at_) {
        wake_at = retry_at_;
      } else {
        job = next_job(at, wake_at);
      }
      if (job) {
        do_job(*job, lock);
        say(lock);
      } else {
        // The clock that is given may be another than the machine's: its differences are the same.
        woken_->wait_for(lock, (std::max)(wake_at - at, nanoseconds(milliseconds(1))));
      }
    }
    say_goodbye(lock);
  }

  // Without the lock only while the network is waited for. Actions are never removed, so `job` stays valid.
  void do_job(Job& job, std::unique_lock<std::mutex>& lock) {
    const bool is_alive = link_.is_alive();
    if (!alone_at_ && !is_alive) alone_at_ = now() + plan_.quiet + random_phase();
    job.unused = job.action->queue.take_unused();
    lock.unlock();
    std::optional<Fault> fault;
    if (!is_alive) fault = open();
    // Redis hears of this process, so that the others leave it its part, but it reserves nothing.
    if (!fault && is_far_ && !has_room(kRoomPartToReturn)) job.want = 0;
    if (is_lost_) job.joins_in = plan_.stays_alone;
    Answer answer;
    const Time asked = now();
    if (!fault) {
      answer = link_.run(script_, job.action->key, arguments(job, asked));
      fault = std::move(answer.fault);
      if (fault && fault->word == "LATE") server_clock_.forget();
    }
    const Time answered = now();
    lock.lock();
    if (fault) return lose(*fault, answered);
    if (!take(*job.action, answer, asked, answered)) return lose({ErrorCode::invalid_response}, answered);
    if (job.verb == "slow") job.action->is_throttled = false;
    far_answers_ = has_room(kRoomPart) ? 0 : far_answers_ + 1;
    is_far_ = is_far_ ? !has_room(kRoomPartToReturn) : far_answers_ >= kMostFarAnswers;
    if (is_far_) return lose({ErrorCode::deadline_exceeded, "TOO_FAR_RAISE_LONGEST_DELAY"}, answered);
    job.action->told_at = job.verb == "leave" ? std::nullopt : std::optional(answered);
    backoff_ = kShortestBackoff;
    alone_at_.reset();
    if (is_lost_) {
      is_lost_ = false;
      news_ = News{LogEvent::shared_limit_back, LogLevel::info, {ErrorCode::ok}, nanoseconds::zero()};
    }
  }

  // Whether reservations can be used: their bounds are closer by the way to Redis and back than the allowed delay.
  bool has_room(int part) const {
    const nanoseconds delay = plan_.options.longest_delay;
    return delay - server_clock_.uncertainty() >= delay / part;
  }

  std::optional<Fault> open() {
    server_clock_.forget();
    if (auto fault = link_.open()) return fault;
    const Time asked = now();
    Answer answer = link_.ask({"TIME"});
    if (answer.fault) return std::move(answer.fault);
    const auto time = answer_time(answer);
    if (!time) return Fault{ErrorCode::invalid_response};
    server_clock_.observe(asked, now(), *time);
    return {};
  }

  std::vector<std::string> arguments(const Job& job, Time at) const {
    const RateLimiterOptions& options = plan_.options;
    std::string unused;
    for (const std::int64_t slot : job.unused) unused.append(std::to_string(slot)).append(" ");
    return {job.verb,
            member_,
            std::to_string(server_clock_.at_most(at + options.connection.timeout)),
            std::to_string(job.want),
            micros(job.joins_in),
            std::to_string(options.rate.requests_per_second),
            std::to_string(options.fleet_size),
            micros(plan_.window),
            micros(plan_.window),  // how far ahead may be reserved
            micros(kLease),
            micros(kSettle),
            micros(kForget),
            unused};
  }

  bool take(SharedAction& action, const Answer& answer, Time asked, Time answered) {
    std::vector<std::int64_t> numbers;
    for (const std::string& text : answer.texts) {
      const auto value = answer_number(text);
      if (!value) return false;
      numbers.push_back(*value);
    }
    if (numbers.size() < 2 || microseconds(numbers[1]) > kForget) return false;
    server_clock_.observe(asked, answered, numbers[0]);
    std::vector<Slot> slots;
    for (auto slot = numbers.begin() + 2; slot != numbers.end(); ++slot) {
      slots.push_back(
          {server_clock_.not_before(*slot), server_clock_.not_after(*slot) + plan_.options.longest_delay, *slot});
    }
    action.queue.reserved(slots, answered, microseconds(numbers[1]));
    return true;
  }

  void lose(const Fault& fault, Time at) {
    link_.close();
    if (!alone_at_) alone_at_ = at + plan_.quiet + random_phase();
    retry_at_ = at + backoff_;
    backoff_ = (std::min)(backoff_ * 2, kLongestBackoff);
    for (auto& [name, action] : actions_) action.told_at.reset();
    if (is_lost_) return;
    is_lost_ = true;
    news_ = News{LogEvent::shared_limit_lost, LogLevel::warning, fault, *alone_at_ - at};
  }

  // Where the part of a process is less than one request in a second, all of them would start theirs at once.
  nanoseconds random_phase() const {
    if (plan_.options.rate.requests_per_second >= plan_.options.fleet_size) return nanoseconds::zero();
    std::random_device device;
    return (plan_.alone.margin + kWindow) / 1000 * static_cast<int>(device() % 1000);
  }

  // Without the lock: what a sink does is its own affair, and it may use the limiter.
  void say(std::unique_lock<std::mutex>& lock) {
    const std::optional<News> news = std::exchange(news_, std::nullopt);
    if (!news || !plan_.options.log) return;
    LogRecord record;
    record.event = news->event;
    record.level = news->level;
    record.code = news->fault.code;
    record.service_code = news->fault.word;
    record.wait = std::chrono::duration_cast<milliseconds>(news->wait);
    lock.unlock();
    plan_.options.log->log(record);
    lock.lock();
  }

  // So that the part of this process is the others' at once.
  void say_goodbye(std::unique_lock<std::mutex>& lock) {
    std::vector<SharedAction*> told;
    for (auto& [name, action] : actions_) {
      if (action.told_at) told.push_back(&action);
    }
    lock.unlock();
    for (SharedAction* action : told) {
      if (!link_.is_alive()) return;
      link_.run(script_, action->key,
                arguments({action, "leave", 0, nanoseconds::zero(), action->queue.take_unused()}, now()));
    }
  }

  const Plan plan_;
  const std::shared_ptr<const Clock> clock_;
  const pid_t process_;
  const std::string member_;
  const Script script_{kRateScript};
  bool is_started_ = false;
  pthread_t thread_ = {};

  // The thread's alone.
  Link link_;
  ServerClock server_clock_;
  int far_answers_ = 0;  // without room, one after another
  bool is_far_ = false;
  std::optional<News> news_;  // for the log, as soon as the lock is given back

  std::mutex mutex_;
  std::unique_ptr<std::condition_variable> woken_ = std::make_unique<std::condition_variable>();
  const std::shared_ptr<RateLimiter> alone_;
  std::map<std::string, SharedAction, std::less<>> actions_;  // bounded by the number of actions
  std::optional<Time> alone_at_;                              // empty while Redis answers
  Time retry_at_ = {};
  milliseconds backoff_ = kShortestBackoff;
  bool is_lost_ = false;
  bool is_stopping_ = false;
};

}  // namespace

Result<std::shared_ptr<RateLimiter>> rate_limiter(const RateLimiterOptions& options) {
  if (const OptionFault fault = check(options.connection); fault.field != nullptr)
    return refuse(ErrorCode::invalid_argument, fault.field, fault.why);
  if (options.identity.empty())
    return refuse(ErrorCode::invalid_argument, "identity", "is empty; give the id of the key or of the account");
  if (options.rate.requests_per_second < 1 || options.rate.requests_per_second > 1000) {
    return refuse(ErrorCode::invalid_argument, "rate.requests_per_second", "is not between 1 and 1000");
  }
  if (options.rate.margin < milliseconds::zero() || options.rate.margin > seconds(1)) {
    return refuse(ErrorCode::invalid_argument, "rate.margin", "is not between 0 and 1 s");
  }
  if (options.longest_delay < milliseconds(1) || options.longest_delay > seconds(1)) {
    return refuse(
        ErrorCode::invalid_argument, "longest_delay",
        "is not between 1 ms and 1 s; give more than the way to Redis and back takes, 15 ms where it is near");
  }
  if (options.fleet_size < 2 || options.fleet_size > 10000) {
    return refuse(ErrorCode::invalid_argument, "fleet_size",
                  "is not between 2 and 10000; it is the most processes that run at once");
  }
  Plan plan = make_plan(options);
  if (plan.span >= kLongestSpan) {
    return refuse(
        ErrorCode::invalid_argument, "fleet_size",
        "leaves a process without Redis no more than one request in an hour; give fewer processes or a higher "
        "rate.requests_per_second");
  }
  std::shared_ptr<RateLimiter> limiter = SharedRateLimiter::start(std::move(plan));
  if (limiter != nullptr) return limiter;
  return refuse(ErrorCode::resources_exhausted, {}, "the system has no thread left for the shared limiter");
}

}  // namespace redis
}  // namespace v1
}  // namespace tccc
