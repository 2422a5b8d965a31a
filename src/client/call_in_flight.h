// SPDX-License-Identifier: Apache-2.0
// One call: everything about it but waiting and the network, which the driver does.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "client/client_core.h"
#include "client/course.h"
#include "client/traced_call.h"
#include "engine/call.h"
#include "model/action.h"
#include "tccc/log.h"
#include "tccc/rate_limiter.h"
#include "tccc/request_options.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Joins the stages (validate, encode, limit, credentials, sign, classify, decode) around the engine's decisions.
/// `core` and `action` outlive it, and so does `request` until part_with_request().
class CallInFlight final : public Course {
 public:
  CallInFlight(const ClientCore& core, const Action& action, const void* request, std::shared_ptr<void> response,
               RequestOptions options);
  CallInFlight(const CallInFlight&) = delete;
  CallInFlight& operator=(const CallInFlight&) = delete;
  ~CallInFlight() override;

  /// Goes on without the request: all it says stands in the body, which is kept in any case.
  void part_with_request() noexcept { request_ = nullptr; }

  Call::Want next() override;
  std::string_view action_name() const noexcept override { return action_.name; }
  void refuse(Failure failure) override;
  void break_off(bool may_have_left) override;
  SteadyTime wake_at() const noexcept override { return engine_->wake_at(); }
  void waited() override;
  const HttpRequest* prepare_attempt() override;
  void take_exchange(const HttpExchange& exchange) override;
  std::optional<Error> result() override;

 private:
  void begin();
  void ask_permit();
  void cancel();
  Failure unsent(const Error& error) const;
  std::optional<Failure> read_answer(const HttpExchange& exchange);
  void correct_clock(const HttpExchange& exchange);
  const void* readable_request();
  void hide_values(std::string& text);
  void hide_values_in_id(std::string& id);
  void hide_values_in_service_code(std::string& code);
  void leave_limiter();
  void log(LogRecord record) const;
  void trace_end(const std::optional<Failure>& failure);

  const ClientCore& core_;
  const Action& action_;
  const void* request_;  // null: parted with, and not read again
  const std::shared_ptr<void> response_;
  const RequestOptions options_;
  std::string callee_;                              // masked, for the log; empty without a sink
  std::optional<ClientCore::Workspace> workspace_;  // none when the call ended before it began
  std::shared_ptr<void> request_read_again_;        // from the body, once somebody may have quoted it
  std::optional<Call> engine_;                      // none when the call ended before it began
  std::optional<Failure> refusal_;                  // why it did
  std::optional<RateLimiter::Ticket> ticket_;
  std::string request_id_;
  int http_status_ = 0;
  std::chrono::system_clock::time_point attempt_sent_at_ = {};
  // Of the first request that may have had an effect; until there is one, of the last that left.
  std::optional<std::chrono::system_clock::time_point> first_sent_at_;
  bool may_have_had_effect_ = false;
  std::optional<TracedCall> trace_;  // while somebody follows the call
};

/// Runs a call on the calling thread until it is finished. Not on a thread of the library: there it fails at once.
std::optional<Error> run_blocking(const ClientCore& core, const Action& action, const void* request, void* response,
                                  const RequestOptions& options);

}  // namespace detail
}  // namespace v1
}  // namespace tccc
