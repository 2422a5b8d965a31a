// SPDX-License-Identifier: Apache-2.0
// One count of calls in progress for many processes.
#include "tccc/redis/concurrency_gate.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "limit/recent_ends.h"
#include "redis/answer_number.h"
#include "redis/gate_script.h"
#include "redis/key_name.h"
#include "redis/link.h"
#include "redis/random_name.h"
#include "redis/refusal.h"
#include "redis/server_clock.h"

namespace tccc {
inline namespace v1 {
namespace redis {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;
using Time = std::chrono::steady_clock::time_point;

constexpr seconds kPause{1};  // after a fault
constexpr seconds kLongestLife = std::chrono::hours(24 * 366);
constexpr std::size_t kMostUntold = 100000;  // what is forgotten beyond it is free at the end of its life
constexpr std::size_t kMostAtOnce = 100;     // messages that Redis is asked to take in one go
constexpr std::size_t kChecksAtOnce = 10;    // more than the one place that a question may add

// The service writes the id of a call with and without hyphens, in either case.
std::string session_name(std::string_view session_id) {
  std::string name;
  for (const char c : session_id) {
    if (c != '-') name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return name;
}

class SharedConcurrencyGate final : public ConcurrencyGate {
 public:
  explicit SharedConcurrencyGate(const ConcurrencyGateOptions& options)
      : options_(options),
        clock_(options.clock ? options.clock : system_clock()),
        key_(key_name(options.connection.key_prefix, "calls", {options.identity})),
        made_in_(::getpid()),
        process_(random_name()),
        link_(options.connection) {}

  Result<CallPlace> try_enter(seconds longest_life) override {
    if (is_in_child()) {
      return refuse(ErrorCode::used_after_fork, {},
                    "the gate was made before fork(), and its connection and places are the parent's; make one in the "
                    "child");
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    const Link::Deadline deadline = begin();
    const seconds life = std::clamp(longest_life, seconds::zero(), kLongestLife);
    CallPlace place{process_ + "-" + std::to_string(++last_id_)};
    const Time now = clock_->steady_now();
    const Message question{"enter", place.id, {}, life};
    const std::optional<bool> given = ask(&question, deadline);
    if (!given) {
      return refuse(fault_.code, {},
                    "the gate that the fleet shares is out of reach" +
                        (fault_.word.empty() ? std::string() : " (Redis says " + fault_.word + ")") +
                        "; no call is placed without a place");
    }
    if (*given) held_.emplace(place.id, Held{now + life, {}});
    tell_untold(deadline);
    if (!*given) {
      return refuse(ErrorCode::limiter_refused, {},
                    "as many calls as may be are in progress in the fleet; wait until one has ended");
    }
    forget_old(now);
    return place;
  }

  void placed(const CallPlace& place, std::string_view session_id) override {
    const std::string session = session_name(session_id);
    if (session.empty() || is_in_child()) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto held = held_.find(place.id);
    if (ends_.has(session, clock_->steady_now())) {
      if (held != held_.end()) held_.erase(held);
      tell({"drop", place.id, {}, {}});
      return;
    }
    if (held != held_.end()) held->second.session = session;
    tell({"placed", place.id, session, {}});
  }

  void not_placed(const CallPlace& place) override {
    if (is_in_child()) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    held_.erase(place.id);
    tell({"drop", place.id, {}, {}});
  }

  void ended(std::string_view session_id) override {
    const std::string session = session_name(session_id);
    if (session.empty() || is_in_child()) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    ends_.add(session, clock_->steady_now());
    for (auto held = held_.begin(); held != held_.end(); ++held) {
      if (held->second.session != session) continue;
      held_.erase(held);
      break;
    }
    tell({"ended", {}, session, {}});
  }

 private:
  struct Message {
    std::string verb;
    std::string id;
    std::string session;
    microseconds life;
  };
  struct Held {
    Time over_at;
    std::string session;
  };
  /// The last place and the last end that were told.
  struct Progress {
    std::string place;
    std::uint64_t end;
  };

  // A child has the parent's connection and would speak in the middle of its sentences.
  bool is_in_child() const noexcept { return ::getpid() != made_in_; }

  // The end of what a function may take: a connection and an answer. What else there is to say is said while there is
  // time for another answer, and else by the next function that is called.
  Link::Deadline begin() const { return std::chrono::steady_clock::now() + 2 * options_.connection.timeout; }
  bool has_time(Link::Deadline deadline) const {
    return std::chrono::steady_clock::now() + options_.connection.timeout <= deadline;
  }

  void remember(Message message) {
    untold_.push_back(std::move(message));
    if (untold_.size() > kMostUntold) untold_.pop_front();
  }

  void tell(Message message) {
    const Link::Deadline deadline = begin();
    remember(std::move(message));
    if (ask(nullptr, deadline)) tell_untold(deadline);
  }

  void tell_untold(Link::Deadline deadline) {
    while (!untold_.empty() && has_time(deadline) && ask(nullptr, deadline)) {
    }
  }

  void forget_old(Time now) {
    for (auto held = held_.begin(); held != held_.end();) {
      held = held->second.over_at <= now ? held_.erase(held) : std::next(held);
    }
  }

  // Says what was not told yet, as much as goes at once, and then the question, if there is one. Whether a place was
  // given; empty when Redis is out of reach. A place that it may have given all the same is given back later.
  std::optional<bool> ask(const Message* question, Link::Deadline deadline) {
    if (clock_->steady_now() < retry_at_) return {};
    const auto told = static_cast<std::ptrdiff_t>((std::min)(untold_.size(), kMostAtOnce));
    std::vector<Message> messages(untold_.begin(), untold_.begin() + told);
    if (question != nullptr) messages.push_back(*question);
    bool is_given = false;
    bool is_asked = false;
    std::optional<Fault> fault;
    if (!link_.is_alive()) fault = open(deadline);
    if (!fault) fault = restore(deadline);
    if (!fault) {
      is_asked = question != nullptr;
      add_checks(messages);
      fault = run(messages, deadline, is_given);
    }
    if (!fault) {
      untold_.erase(untold_.begin(), untold_.begin() + told);
      fault = restore(deadline);
    }
    if (!fault) return is_given;
    link_.close();
    fault_ = std::move(*fault);
    retry_at_ = clock_->steady_now() + kPause;
    if (is_asked) remember({"drop", question->id, {}, {}});  // it may have arrived
    return {};
  }

  std::optional<Fault> open(Link::Deadline deadline) {
    server_clock_.forget();
    const Link::Deadline soon = (std::min)(deadline, std::chrono::steady_clock::now() + options_.connection.timeout);
    if (auto fault = link_.open(soon)) return fault;
    const Link::Deadline asked = std::chrono::steady_clock::now();
    Answer answer = link_.ask({"TIME"}, soon);
    if (answer.fault) return std::move(answer.fault);
    const auto time = answer_time(answer);
    if (!time) return Fault{ErrorCode::invalid_response};
    server_clock_.observe(asked, std::chrono::steady_clock::now(), *time);
    return {};
  }

  // Whether the next few of our places are taken still, for any process may have told of an end: a state that is lost
  // is to be told of those alone.
  void add_checks(std::vector<Message>& messages) {
    for (std::size_t i = (std::min)(held_.size(), kChecksAtOnce); i > 0; --i) {
      auto held = held_.upper_bound(checked_to_);
      if (held == held_.end()) held = held_.begin();
      checked_to_ = held->first;
      messages.push_back({"check", held->first, held->second.session, {}});
    }
  }

  // Tells a state that is new to us of our places, and of the ends that we know: one who holds the place of such a call
  // may not.
  std::optional<Fault> restore(Link::Deadline deadline) {
    while (restored_to_) {
      const Time now = clock_->steady_now();
      Progress next = *restored_to_;
      std::vector<Message> messages;
      for (auto held = held_.upper_bound(next.place); held != held_.end() && messages.size() < kMostAtOnce; ++held) {
        const auto life = std::chrono::ceil<microseconds>(held->second.over_at - now);
        messages.push_back({"hold", held->first, held->second.session, (std::max)(life, microseconds::zero())});
        next.place = held->first;
      }
      const auto& ends = ends_.all();
      for (auto end = ends.upper_bound(next.end); end != ends.end() && messages.size() < kMostAtOnce; ++end) {
        messages.push_back({"ended", {}, end->second.session, {}});
        next.end = end->first;
      }
      if (messages.empty()) {
        restored_to_.reset();
        return {};
      }
      const std::string state = born_;
      bool is_given = false;
      if (auto fault = run(messages, deadline, is_given)) return fault;
      if (born_ == state) restored_to_ = std::move(next);
    }
    return {};
  }

  std::optional<Fault> run(const std::vector<Message>& messages, Link::Deadline deadline, bool& is_given) {
    const Link::Deadline asked = std::chrono::steady_clock::now();
    std::vector<std::string> arguments{
        std::to_string(options_.most_calls), std::to_string(microseconds(options_.refill_time).count()),
        std::to_string(server_clock_.at_most((std::min)(deadline, asked + options_.connection.timeout))),
        std::to_string(detail::RecentEnds::kMost), std::to_string(microseconds(detail::RecentEnds::kFor).count())};
    for (const Message& message : messages) {
      arguments.insert(arguments.end(),
                       {message.verb, message.id, message.session, std::to_string(message.life.count())});
    }
    Answer answer = link_.run(script_, key_, arguments, deadline);
    if (answer.fault) return std::move(answer.fault);
    const auto time = answer.texts.size() >= 3 ? answer_number(answer.texts[0]) : std::nullopt;
    if (!time) return Fault{ErrorCode::invalid_response};
    server_clock_.observe(asked, std::chrono::steady_clock::now(), *time);
    is_given = answer.texts[2] == "1";
    if (answer.texts[1] == born_) {
      // What a state that knew our places has not is free for good.
      for (auto id = answer.texts.begin() + 3; id != answer.texts.end(); ++id) held_.erase(*id);
      return {};
    }
    if (!born_.empty()) restored_to_ = Progress{};
    born_ = std::move(answer.texts[1]);
    return {};
  }

  const ConcurrencyGateOptions options_;
  const std::shared_ptr<const Clock> clock_;
  const std::string key_;
  const pid_t made_in_;
  const std::string process_;
  const Script script_{kGateScript};

  std::mutex mutex_;  // held while Redis is asked
  Link link_;
  ServerClock server_clock_;             // of this machine's clock, for what arrives late, whatever clock was given
  std::string born_;                     // names the state that answered last
  std::optional<Progress> restored_to_;  // set while that state has yet to be told of our places, and how far it is
  std::string checked_to_;               // the place that was last looked for in it
  Fault fault_;
  Time retry_at_ = {};
  std::uint64_t last_id_ = 0;
  // Places that this process took, without those that are known to be free: told here, or found out by a check.
  std::map<std::string, Held> held_;
  detail::RecentEnds ends_;  // told here, of whatever call: each state gets to know them
  std::deque<Message> untold_;
};

}  // namespace

Result<std::shared_ptr<ConcurrencyGate>> concurrency_gate(const ConcurrencyGateOptions& options) {
  if (const OptionFault fault = check(options.connection); fault.field != nullptr) {
    return refuse(ErrorCode::invalid_argument, fault.field, fault.why);
  }
  if (options.identity.empty()) {
    return refuse(ErrorCode::invalid_argument, "identity", "is empty; give the id of the application or the account");
  }
  if (options.most_calls < 1 || options.most_calls > 100000) {
    return refuse(ErrorCode::invalid_argument, "most_calls", "is not between 1 and 100000");
  }
  if (options.refill_time < seconds::zero() || options.refill_time > std::chrono::hours(24)) {
    return refuse(ErrorCode::invalid_argument, "refill_time", "is not between 0 and 1 day");
  }
  return std::shared_ptr<ConcurrencyGate>(std::make_shared<SharedConcurrencyGate>(options));
}

}  // namespace redis
}  // namespace v1
}  // namespace tccc
