// SPDX-License-Identifier: Apache-2.0
// A call that was placed, and waiting for its end.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "tccc/api/describe_tel_cdr.h"
#include "tccc/client.h"
#include "tccc/export.h"
#include "tccc/pending.h"
#include "tccc/request_options.h"
#include "tccc/result.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {

class EndOfCallFeed;

/// Which call. An aggregate.
///
///     tccc::Session session{request.sdk_app_id, placed->session_id};
struct Session {
  std::int64_t sdk_app_id = 0;  ///< Application id from the console.
  std::string session_id = {};  ///< Id of the call; opaque. Compared without hyphens and case: the service uses both.
  /// When it was placed, to within an hour; empty: within the last 89 days. The service looks for records in a window.
  std::optional<TimePoint> placed_at = {};
};

/// How far a wait has come.
struct WaitProgress {
  std::size_t sessions = 0;               ///< Calls waited for.
  std::size_t ended = 0;                  ///< Those that have ended.
  std::chrono::milliseconds waited = {};  ///< Time since the wait began.
};

/// How to wait.
struct WaitOptions {
  std::chrono::milliseconds timeout{std::chrono::hours(1)};  ///< Longest wait; at least 0, which looks once.
  /// From one look to the next; more than 0. Records come some time after the end of a call.
  std::chrono::milliseconds interval{std::chrono::seconds(5)};
  /// Called when a call has ended, with its place in the list given and its record: on the waiting thread; of
  /// wait_for_end_async() where its callback runs.
  std::function<void(std::size_t, const TelCdrInfo&)> on_ended = {};
  /// Called there after each look, such as for a line of progress.
  std::function<void(const WaitProgress&)> on_look = {};
  RequestOptions request = {};  ///< Of each request; its cancellation ends the wait.
  /// Ends that are pushed: the wait takes them as they come, those that come during a look at its end, and asks the
  /// service besides, for a push may get lost. With it, an `interval` of minutes will do. A pushed record has fewer
  /// members than one that is asked for.
  std::shared_ptr<const EndOfCallFeed> feed = {};
};

/// Blocks until the call has ended, and returns its record. Asks for records every `interval`; a look that fails for
/// the network, the rate or a fault of the service is made again at the next. Fails with deadline_exceeded when the
/// call has not ended in time, with cancelled, or with what refused the look; outcome() is always Outcome::unknown,
/// since the call may go on.
TCCC_API Result<TelCdrInfo> wait_for_end(const Client& client, const Session& session, const WaitOptions& options = {});

/// The same for many calls at once: one request per hundred of them and look. The results have the order of the
/// sessions; an error ends the wait of those calls only that it is about.
TCCC_API std::vector<Result<TelCdrInfo>> wait_for_end(const Client& client, const std::vector<Session>& sessions,
                                                      const WaitOptions& options = {});

namespace detail {

/// A wait for one call or for many, by where its result goes.
TCCC_API PendingCall start_wait(const Client& client, const Session& session, const WaitOptions& options,
                                std::shared_ptr<TelCdrInfo> record, PendingCall::Continuation continuation);
TCCC_API PendingCall start_wait(const Client& client, const std::vector<Session>& sessions, const WaitOptions& options,
                                std::shared_ptr<std::vector<Result<TelCdrInfo>>> records,
                                PendingCall::Continuation continuation);

}  // namespace detail

/// As wait_for_end(), but starts the wait and returns: the client's loop thread looks, and no thread waits in between,
/// however many waits there are. A Pending, an executor and the end of the client mean what they mean for
/// Client::send_async; the wait belongs to the client, not to the Pending.
TCCC_API Pending<TelCdrInfo> wait_for_end_async(const Client& client, const Session& session,
                                                const WaitOptions& options = {});

/// The same for many calls. Each has a result of its own, also when the wait is cancelled: those that have ended keep
/// their record. The outer Result fails only as any Pending does whose result cannot be had.
TCCC_API Pending<std::vector<Result<TelCdrInfo>>> wait_for_end_async(const Client& client,
                                                                     const std::vector<Session>& sessions,
                                                                     const WaitOptions& options = {});

/// The same, and gives the result to `callback(Result<TelCdrInfo>)`, once, where callbacks of Client::send_async run.
template <class Callback, class = std::enable_if_t<!std::is_convertible_v<Callback, WaitOptions>>>
void wait_for_end_async(const Client& client, const Session& session, Callback&& callback,
                        const WaitOptions& options = {}) {
  static_assert(std::is_invocable_v<std::decay_t<Callback>&, Result<TelCdrInfo>>,
                "the callback for one session takes a Result<TelCdrInfo>");
  auto record = std::make_shared<TelCdrInfo>();
  detail::start_wait(client, session, options, record,
                     detail::PendingAccess<TelCdrInfo>::continuation(std::forward<Callback>(callback), record));
}

/// The same for many calls: `callback(Result<std::vector<Result<TelCdrInfo>>>)`.
template <class Callback, class = std::enable_if_t<!std::is_convertible_v<Callback, WaitOptions>>>
void wait_for_end_async(const Client& client, const std::vector<Session>& sessions, Callback&& callback,
                        const WaitOptions& options = {}) {
  using Records = std::vector<Result<TelCdrInfo>>;
  static_assert(std::is_invocable_v<std::decay_t<Callback>&, Result<Records>>,
                "the callback for many sessions takes a Result<std::vector<Result<TelCdrInfo>>>");
  auto records = std::make_shared<Records>();
  detail::start_wait(client, sessions, options, records,
                     detail::PendingAccess<Records>::continuation(std::forward<Callback>(callback), records));
}

}  // namespace v1
}  // namespace tccc
