// SPDX-License-Identifier: Apache-2.0
// Finding out what became of a call whose placing ended with Outcome::unknown, so that nobody's phone rings twice.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"
#include "tccc/api/describe_tel_cdr.h"
#include "tccc/client.h"
#include "tccc/error.h"
#include "tccc/export.h"
#include "tccc/request_options.h"
#include "tccc/result.h"
#include "tccc/session.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {

/// What is known of a call that may have been placed. An aggregate, to be kept with the job that wanted the call; it
/// holds all that reconcile() needs.
struct UnknownCall {
  std::int64_t sdk_app_id = 0;                    ///< As in the request.
  std::string callee = {};                        ///< As in the request.
  std::vector<std::string> callers = {};          ///< As in the request; empty: any.
  std::optional<std::uint64_t> ai_agent_id = {};  ///< Of CreateAIAgentCall.
  std::chrono::system_clock::time_point sent_at =
      {};  ///< Error::first_sent_at(); or when the request was written down.
  std::optional<std::chrono::seconds> acquire_timeout = {};         ///< As in the request.
  std::optional<std::chrono::seconds> max_ring_timeout = {};        ///< As in the request.
  std::optional<std::chrono::milliseconds> max_call_duration = {};  ///< As in the request.
};

/// From the request and its error. Where the error tells no time of sending, sent_at stays empty, which reconcile()
/// refuses.
TCCC_API UnknownCall unknown_call(const CreateAICallRequest& request, const Error& error);
/// The same for a call by an agent of the console.
TCCC_API UnknownCall unknown_call(const CreateAIAgentCallRequest& request, const Error& error);

/// What was found out.
enum class Placement : std::uint8_t {
  placed,         ///< The call exists: Reconciliation::session. Do not dial.
  not_found_yet,  ///< No trace of it, which proves nothing yet. Do not dial; look again at look_again_at.
  ambiguous,   ///< Several calls, or one that hides its number, may be it: candidates. Do not dial; let a person see.
  not_placed,  ///< It was not placed: it would have left a trace by now. The callee may be dialled.
};

/// "placed", "not_found_yet", "ambiguous" or "not_placed".
TCCC_API std::string_view to_string(Placement placement) noexcept;

/// A call that may be the one looked for.
struct CallCandidate {
  std::string session_id = {};               ///< Id of the call; opaque.
  bool is_live = false;                      ///< Up when last seen; else it has a record.
  std::optional<TimePoint> started_at = {};  ///< By the clock of the service.
  std::optional<TelCdrInfo> record = {};     ///< Of a call that has ended.
};

/// The answer to one search.
struct Reconciliation {
  Placement placement = Placement::not_found_yet;  ///< What was found out.
  Session session = {};                            ///< When placed: the call.
  std::vector<CallCandidate> candidates = {};      ///< The call when placed; the calls that may be it when not.
  std::chrono::system_clock::time_point look_again_at =
      {};  ///< When not_found_yet or ambiguous: a good time for the next search.
  /// When the longest possible life of the call is over, records included; not_placed is never said before.
  std::chrono::system_clock::time_point life_ends_at = {};
};

/// How to search. The defaults err towards finding, and towards waiting before a call is held not to exist.
struct ReconcileOptions {
  std::string home_country = "86";  ///< Whose numbers records may show without country code.
  /// Ids of calls that are known to be others, such as those of other jobs with this callee.
  std::vector<std::string> other_sessions = {};
  /// Farthest apart that the clock of sent_at and the service's may be; the service refuses signatures beyond 5 min.
  std::chrono::seconds clock_tolerance{std::chrono::minutes(5)};
  /// Latest that the service may have begun with the request, counted from sent_at: waits and repetitions included.
  std::chrono::seconds longest_request{std::chrono::minutes(2)};
  std::chrono::seconds longest_ringing{std::chrono::minutes(2)};  ///< Or max_ring_timeout, whichever is longer.
  /// Longest conversation where max_call_duration is not given; the service itself knows no limit.
  std::chrono::seconds longest_call{std::chrono::hours(4)};
  std::chrono::seconds record_delay{std::chrono::minutes(10)};  ///< Latest that a record follows the end of its call.
  RequestOptions request = {};                                  ///< Of each request.
};

/// Searches once: the calls that are up, the records of those that have ended, and again those that are up, since one
/// may end in between. A call is it when callee, caller, agent, direction and time agree as far as they are told;
/// numbers are compared in canonical form. Does not wait; nothing is dialled.
///
/// Fails when a list cannot be read to its end or does not show all that it counts (invalid_response), when `call` is
/// incomplete, or when it was sent longer ago than the 180 days of which the service keeps records and is not found
/// (invalid_argument). outcome() is then Outcome::unknown whatever happened to the request: nothing was learned about
/// the call.
TCCC_API Result<Reconciliation> reconcile(const Client& client, const UnknownCall& call,
                                          const ReconcileOptions& options = {});

/// The same, from the request and what send() said of it. For an error whose outcome is not_sent or rejected the answer
/// is not_placed, without asking.
TCCC_API Result<Reconciliation> reconcile(const Client& client, const CreateAICallRequest& request, const Error& error,
                                          const ReconcileOptions& options = {});
/// The same for a call by an agent of the console.
TCCC_API Result<Reconciliation> reconcile(const Client& client, const CreateAIAgentCallRequest& request,
                                          const Error& error, const ReconcileOptions& options = {});

/// The same for many calls with one reading of the lists, in their order. A call that fits several of them is given to
/// none: they are ambiguous.
TCCC_API std::vector<Result<Reconciliation>> reconcile(const Client& client, const std::vector<UnknownCall>& calls,
                                                       const ReconcileOptions& options = {});

}  // namespace v1
}  // namespace tccc
