// SPDX-License-Identifier: Apache-2.0
// Seam: how many AI calls may be in progress at once. Another matter than the rate: a place is taken before a call is
// placed and given back when the call has ended, minutes later.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"
#include "tccc/cancellation.h"
#include "tccc/clock.h"
#include "tccc/error.h"
#include "tccc/export.h"
#include "tccc/reconcile.h"
#include "tccc/result.h"

namespace tccc {
inline namespace v1 {

/// A place among the calls in progress. Copying it copies the name only; losing it gives nothing back.
struct CallPlace {
  std::string id = {};  ///< Opaque.
};

/// Counts calls in progress. A place is given back on proof alone: that the call was never placed, or that it has
/// ended. Without proof it stays taken until the longest life of its call is over. Thread-safe.
///
///     auto place = tccc::wait_for_place(*gate, tccc::longest_life(request));
///     if (!place) return place.error();                  // not sent
///     auto placed = client.send(request);
///     tccc::settle(*gate, *place, placed);               // gives it back if no call was placed
///     ...
///     gate->ended(session_id);                           // a record or an event tells of the end
class TCCC_API ConcurrencyGate {
 public:
  ConcurrencyGate() = default;
  ConcurrencyGate(const ConcurrencyGate&) = delete;
  ConcurrencyGate& operator=(const ConcurrencyGate&) = delete;
  virtual ~ConcurrencyGate();

  /// Takes a place for a call that is over after `longest_life` at the latest. Fails with limiter_refused when all are
  /// taken, or with what keeps the gate from counting; not_sent always.
  virtual Result<CallPlace> try_enter(std::chrono::seconds longest_life) = 0;

  /// The call was placed, and has this SessionId. Where its end was told before, the place is given back.
  virtual void placed(const CallPlace& place, std::string_view session_id) = 0;

  /// The call was not placed, which is known: Outcome::not_sent, Outcome::rejected or Placement::not_placed.
  virtual void not_placed(const CallPlace& place) = 0;

  /// A call has ended, which is known from its record or an event. An event may come before placed() says whose call it
  /// was: the library's gates remember the last 10,000 ends for an hour.
  virtual void ended(std::string_view session_id) = 0;
};

/// A gate for the calls of this process: `most_calls` at once, at least 1. `clock` empty: system_clock().
TCCC_API std::shared_ptr<ConcurrencyGate> local_concurrency_gate(std::size_t most_calls,
                                                                 std::shared_ptr<const Clock> clock = {});

/// How long a call of this request may be in progress, counted from before it is sent, as reconcile() holds it. The
/// options tell what the request leaves open, such as the longest conversation.
TCCC_API std::chrono::seconds longest_life(const CreateAICallRequest& request, const ReconcileOptions& options = {});
TCCC_API std::chrono::seconds longest_life(const CreateAIAgentCallRequest& request,
                                           const ReconcileOptions& options = {});  ///< The same.

/// How to wait for a place.
struct PlaceOptions {
  std::chrono::milliseconds timeout{0};     ///< Longest wait, up to a week; 0 asks once.
  std::chrono::milliseconds interval{500};  ///< From one look to the next; 1 ms to an hour.
  CancellationToken cancellation = {};      ///< Ends the wait with `cancelled`.
  std::shared_ptr<const Clock> clock = {};  ///< Empty: system_clock().
};

/// Takes a place, and blocks until there is one. Fails as try_enter() does when time is up; not for the loop thread.
TCCC_API Result<CallPlace> wait_for_place(ConcurrencyGate& gate, std::chrono::seconds longest_life,
                                          const PlaceOptions& options = {});

/// What became of the request: a call that was placed keeps its place under its SessionId, one that was not gives it
/// back, and one of which that is not known keeps it until it is reconciled (see below) or its life is over.
template <class Response>
void settle(ConcurrencyGate& gate, const CallPlace& place, const Result<Response>& result) {
  if (result) {
    gate.placed(place, result->session_id);
  } else if (result.error().outcome() != Outcome::unknown) {
    gate.not_placed(place);
  }
}

/// The same for what reconcile() found out.
TCCC_API void settle(ConcurrencyGate& gate, const CallPlace& place, const Reconciliation& found);

}  // namespace v1
}  // namespace tccc
