// SPDX-License-Identifier: Apache-2.0
// Waits for the end of calls on the loop thread of the client.
#include <memory>
#include <optional>
#include <utility>

#include "client/async_call.h"
#include "client/call_in_flight.h"
#include "client/client_access.h"
#include "error/contain.h"
#include "session/end_watch.h"
#include "session/open_call_error.h"
#include "tccc/end_of_call_feed.h"
#include "tccc/executor.h"
#include "tccc/session.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

using Records = std::vector<Result<TelCdrInfo>>;

const Action& look_action() noexcept {
  return ActionOf<DescribeTelCdrRequest>::action();
}

/// Looks, each a call of its own, and waits between them, as the watch wants them.
class WatchCourse final : public Course {
 public:
  using Deliver = std::function<std::optional<Error>(Records)>;

  WatchCourse(const ClientCore& core, std::shared_ptr<const CallState> state, std::vector<Session> sessions,
              WaitOptions options, Deliver deliver)
      : core_(core),
        state_(std::move(state)),
        request_options_(options.request),
        feed_(options.feed),
        deliver_(std::move(deliver)),
        watch_(std::move(sessions), std::move(options), now()) {}

  Call::Want next() override {
    if (!std::exchange(has_begun_, true)) watch_.begin();
    for (;;) {
      if (look_) {
        const Call::Want want = look_->next();
        if (want != Call::Want::finish) return want;
        end_look();
      } else if (watch_.want() == EndWatch::Want::look) {
        begin_look();
      } else if (watch_.want() == EndWatch::Want::finish) {
        return Call::Want::finish;
      } else if (request_options_.cancellation.is_cancelled()) {
        watch_.cancel();
      } else {
        listen();
        if (watch_.want() == EndWatch::Want::wait) return Call::Want::wait;
      }
    }
  }

  std::string_view action_name() const noexcept override { return look_action().name; }

  void refuse(Failure failure) override { end(failure.code, std::move(failure.message)); }

  void break_off(bool /*may_have_left*/) override {
    end(ErrorCode::transport_failed,
        "an exception ended the wait for the end of the call: memory ran out, or code of the application threw");
  }

  SteadyTime wake_at() const noexcept override { return look_ ? look_->wake_at() : watch_.wake_at(); }

  void waited() override {
    if (look_) {
      look_->waited();
    } else {
      watch_.waited();
    }
  }

  const HttpRequest* prepare_attempt() override { return look_->prepare_attempt(); }
  void take_exchange(const HttpExchange& exchange) override { look_->take_exchange(exchange); }
  std::optional<Error> result() override { return deliver_(watch_.results()); }

 private:
  SteadyTime now() const { return core_.options().clock->steady_now(); }

  // Each record that is fed wakes once. What came before this thread listened is taken here.
  void listen() {
    if (!feed_) return;
    on_feeding_ = feed_->next().on_cancel([state = state_] { state->wake(); });
    watch_.take_fed();
  }

  void begin_look() {
    response_ = std::make_shared<DescribeTelCdrResponse>();
    const DescribeTelCdrRequest request = watch_.request(core_.service_now());
    look_.emplace(core_, look_action(), &request, response_, request_options_);
    look_->part_with_request();
  }

  void end_look() {
    const std::optional<Error> error = look_->result();
    look_.reset();
    watch_.take(error ? Result<DescribeTelCdrResponse>(*error) : std::move(*response_), now());
  }

  void end(ErrorCode code, std::string message) {
    look_.reset();
    watch_.end_all(open_call_error(code, std::move(message)));
  }

  const ClientCore& core_;
  const std::shared_ptr<const CallState> state_;
  const RequestOptions request_options_;
  const std::shared_ptr<const EndOfCallFeed> feed_;
  const Deliver deliver_;
  EndWatch watch_;
  bool has_begun_ = false;                            // the watch: on the loop thread, not where it was made
  std::shared_ptr<DescribeTelCdrResponse> response_;  // of the look in hand
  std::optional<CallInFlight> look_;                  // none between looks
  CancellationToken::Registration on_feeding_;        // the last one; during a look it may wake in vain
};

// The function as the loop thread may call it: on the executor where there is one, and with its exceptions dropped.
template <class... Arguments>
std::function<void(Arguments...)> as_callback(const ClientCore& core, std::function<void(Arguments...)> function) {
  if (!function) return {};
  return [&core, function = std::move(function)](Arguments... arguments) {
    const std::shared_ptr<Executor>& executor = core.options().executor;
    const bool is_sound = contain([&] {
      if (executor == nullptr) return function(arguments...);
      executor->post(
          [function, copies = std::tuple<std::decay_t<Arguments>...>(arguments...)] { std::apply(function, copies); });
    });
    if (is_sound || !core.options().log) return;
    LogRecord record;
    record.level = LogLevel::error;
    record.event = LogEvent::callback_threw;
    record.action = look_action().name;
    core.options().log->log(record);
  };
}

PendingCall start(const Client& client, std::vector<Session> sessions, WaitOptions options,
                  WatchCourse::Deliver deliver, PendingCall::Continuation continuation) {
  const ClientCore& core = ClientAccess::core(client);
  options.on_ended = as_callback(core, std::move(options.on_ended));
  options.on_look = as_callback(core, std::move(options.on_look));
  const auto make = [&](const RequestOptions& own, const std::shared_ptr<CallState>& state) {
    options.request = own;
    return std::make_unique<WatchCourse>(core, state, std::move(sessions), options, std::move(deliver));
  };
  const RequestOptions of_caller = options.request;
  return PendingCall(run_async(core, make, of_caller, std::move(continuation)));
}

}  // namespace

PendingCall start_wait(const Client& client, const Session& session, const WaitOptions& options,
                       std::shared_ptr<TelCdrInfo> record, PendingCall::Continuation continuation) {
  const auto deliver = [record = std::move(record)](Records records) -> std::optional<Error> {
    Result<TelCdrInfo>& only = records.front();
    if (!only) return only.error();
    *record = std::move(*only);
    return {};
  };
  return start(client, {session}, options, deliver, std::move(continuation));
}

PendingCall start_wait(const Client& client, const std::vector<Session>& sessions, const WaitOptions& options,
                       std::shared_ptr<Records> records, PendingCall::Continuation continuation) {
  const auto deliver = [kept = std::move(records)](Records all) -> std::optional<Error> {
    *kept = std::move(all);
    return {};
  };
  return start(client, sessions, options, deliver, std::move(continuation));
}

}  // namespace detail

Pending<TelCdrInfo> wait_for_end_async(const Client& client, const Session& session, const WaitOptions& options) {
  auto record = std::make_shared<TelCdrInfo>();
  auto call = detail::start_wait(client, session, options, record, {});
  return detail::PendingAccess<TelCdrInfo>::make(std::move(call), std::move(record));
}

Pending<detail::Records> wait_for_end_async(const Client& client, const std::vector<Session>& sessions,
                                            const WaitOptions& options) {
  auto records = std::make_shared<detail::Records>();
  auto call = detail::start_wait(client, sessions, options, records, {});
  return detail::PendingAccess<detail::Records>::make(std::move(call), std::move(records));
}

}  // namespace v1
}  // namespace tccc
