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
#include <vector>

#include "tccc/api/describe_tel_cdr.h"
#include "tccc/client.h"
#include "tccc/export.h"
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
  /// Called on the waiting thread when a call has ended, with its place in the list given and its record.
  std::function<void(std::size_t, const TelCdrInfo&)> on_ended = {};
  /// Called on the waiting thread after each look, such as for a line of progress.
  std::function<void(const WaitProgress&)> on_look = {};
  RequestOptions request = {};  ///< Of each request; its cancellation ends the wait.
  /// Ends that are pushed: the wait takes them as they come, and asks the service besides, for a push may get lost.
  /// With it, an `interval` of minutes will do. A pushed record has fewer members than one that is asked for.
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

}  // namespace v1
}  // namespace tccc
