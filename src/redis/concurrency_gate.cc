// SPDX-License-Identifier: Apache-2.0
// One count of calls in progress for many processes.
#include "tccc/redis/concurrency_gate.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "redis/gate_script.h"
#include "redis/key_name.h"
#include "redis/link.h"
#include "redis/random_name.h"
#include "redis/refusal.h"

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
        process_(random_name()),
        link_(options.connection) {}

  Result<CallPlace> try_enter(seconds longest_life) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const seconds life = std::clamp(longest_life, seconds::zero(), kLongestLife);
    CallPlace place{process_ + "-" + std::to_string(++last_id_)};
    tell_untold();
    const Time now = clock_->steady_now();
    const std::optional<bool> given = ask({"enter", place.id, {}, life});
    if (!given) {
      untold_.push_back({"drop", place.id, {}, {}});  // the question may have arrived
      return refuse(fault_.code, {},
                    "the gate that the fleet shares is out of reach" +
                        (fault_.word.empty() ? std::string() : " (Redis says " + fault_.word + ")") +
                        "; no call is placed without a place");
    }
    if (!*given) {
      return refuse(ErrorCode::limiter_refused, {},
                    "as many calls as may be are in progress in the fleet; wait until one has ended");
    }
    forget_old(now);
    held_.emplace(place.id, Held{now + life, {}});
    return place;
  }

  void placed(const CallPlace& place, std::string_view session_id) override {
    const std::string session = session_name(session_id);
    const std::lock_guard<std::mutex> lock(mutex_);
    if (session.empty()) return;
    if (const auto held = held_.find(place.id); held != held_.end()) held->second.session = session;
    tell({"placed", place.id, session, {}});
  }

  void not_placed(const CallPlace& place) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    held_.erase(place.id);
    tell({"drop", place.id, {}, {}});
  }

  void ended(std::string_view session_id) override {
    const std::string session = session_name(session_id);
    const std::lock_guard<std::mutex> lock(mutex_);
    if (session.empty()) return;
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

  void tell(Message message) {
    untold_.push_back(std::move(message));
    if (untold_.size() > kMostUntold) untold_.pop_front();
    tell_untold();
  }

  void tell_untold() {
    while (!untold_.empty() && ask(untold_.front())) untold_.pop_front();
  }

  void forget_old(Time now) {
    for (auto held = held_.begin(); held != held_.end();) {
      held = held->second.over_at <= now ? held_.erase(held) : std::next(held);
    }
  }

  // Whether a place was given; empty when Redis is out of reach.
  std::optional<bool> ask(const Message& message) {
    const Time now = clock_->steady_now();
    if (now < retry_at_) return {};
    std::optional<Fault> fault;
    if (!link_.is_open()) fault = link_.open();
    Answer answer;
    if (!fault) {
      answer = run(message);
      fault = std::move(answer.fault);
    }
    if (!fault && answer.texts.size() != 2) fault = Fault{ErrorCode::invalid_response};
    if (!fault && answer.texts[0] != born_) fault = restore(std::exchange(born_, answer.texts[0]), now);
    if (fault) {
      link_.close();
      fault_ = std::move(*fault);
      retry_at_ = clock_->steady_now() + kPause;
      return {};
    }
    return answer.texts[1] == "1";
  }

  // Another state than the one that knew of our places: it lost them.
  std::optional<Fault> restore(const std::string& born_before, Time now) {
    if (born_before.empty()) return {};
    for (const auto& [id, held] : held_) {
      if (held.over_at <= now) continue;
      const auto life = std::chrono::ceil<microseconds>(held.over_at - now);
      if (auto fault = run({"hold", id, held.session, life}).fault) {
        born_ = born_before;  // again, next time
        return fault;
      }
    }
    return {};
  }

  Answer run(const Message& message) {
    return link_.run(script_, key_,
                     {message.verb, message.id, message.session, std::to_string(message.life.count()),
                      std::to_string(options_.most_calls),
                      std::to_string(std::chrono::duration_cast<microseconds>(options_.refill_time).count())});
  }

  const ConcurrencyGateOptions options_;
  const std::shared_ptr<const Clock> clock_;
  const std::string key_;
  const std::string process_;
  const Script script_{kGateScript};

  std::mutex mutex_;  // held while Redis is asked
  Link link_;
  std::string born_;  // the state that knows of our places
  Fault fault_;
  Time retry_at_ = {};
  std::uint64_t last_id_ = 0;
  std::map<std::string, Held> held_;  // places that this process took
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
