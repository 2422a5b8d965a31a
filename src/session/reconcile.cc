// SPDX-License-Identifier: Apache-2.0
// Finding out what became of calls whose placing ended unknown.
#include "tccc/reconcile.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "session/call_search.h"
#include "session/open_call_error.h"

namespace tccc {
inline namespace v1 {
namespace {

using detail::CallSearch;
using detail::kLongestSpan;
using detail::open_call_error;
using Seconds = std::chrono::seconds;

// Calls that are further apart do not fit into one window of the service.
constexpr std::chrono::hours kWidestGroup{24 * 60};

Error refuse(std::string field, const std::string& why) {
  std::string message = field + " " + why;
  return open_call_error(ErrorCode::invalid_argument, std::move(message), std::move(field));
}

std::optional<Error> check(const ReconcileOptions& options) {
  const std::pair<const char*, Seconds> spans[] = {{"clock_tolerance", options.clock_tolerance},
                                                   {"longest_request", options.longest_request},
                                                   {"longest_ringing", options.longest_ringing},
                                                   {"longest_call", options.longest_call},
                                                   {"record_delay", options.record_delay}};
  for (const auto& [name, span] : spans) {
    if (span < Seconds::zero() || span > kLongestSpan) return refuse(name, "is not between zero and 366 days");
  }
  return {};
}

std::optional<Error> check(const UnknownCall& call) {
  if (call.sdk_app_id <= 0) return refuse("sdk_app_id", "is not the id of an application");
  if (call.callee.empty()) return refuse("callee", "is empty");
  if (call.sent_at <= std::chrono::system_clock::time_point()) {
    return refuse("sent_at", "is empty; give the time at which the request was sent or written down");
  }
  if (call.sent_at > detail::kLatestTime) return refuse("sent_at", "is not a time at which anything was sent");
  const std::optional<Seconds> talk =
      call.max_call_duration ? std::optional(std::chrono::ceil<Seconds>(*call.max_call_duration)) : std::nullopt;
  const std::pair<const char*, std::optional<Seconds>> spans[] = {{"acquire_timeout", call.acquire_timeout},
                                                                  {"max_ring_timeout", call.max_ring_timeout},
                                                                  {"max_call_duration", talk}};
  for (const auto& [name, span] : spans) {
    if (!span) continue;
    if (*span < Seconds::zero() || *span > kLongestSpan) return refuse(name, "is not between zero and 366 days");
  }
  return {};
}

/// Calls that one search can serve, by their place in the list given.
struct Group {
  std::vector<std::size_t> places = {};
  std::optional<Error> error = {};
  std::optional<CallSearch> search = {};
};

std::vector<Group> grouped(const std::vector<UnknownCall>& calls, std::vector<std::size_t> places) {
  std::stable_sort(places.begin(), places.end(), [&](std::size_t left, std::size_t right) {
    return std::tuple(calls[left].sdk_app_id, calls[left].sent_at) <
           std::tuple(calls[right].sdk_app_id, calls[right].sent_at);
  });
  std::vector<Group> groups;
  for (const std::size_t place : places) {
    const UnknownCall* first = groups.empty() ? nullptr : &calls[groups.back().places.front()];
    if (first == nullptr || first->sdk_app_id != calls[place].sdk_app_id ||
        calls[place].sent_at - first->sent_at > kWidestGroup) {
      groups.emplace_back();
    }
    groups.back().places.push_back(place);
  }
  return groups;
}

template <class Request>
UnknownCall common_parts(const Request& request, const Error& error) {
  UnknownCall call;
  call.sdk_app_id = request.sdk_app_id;
  call.callee = request.callee;
  call.callers = request.callers;
  call.sent_at = error.first_sent_at().value_or(call.sent_at);
  call.acquire_timeout = request.acquire_timeout;
  call.max_ring_timeout = request.max_ring_timeout;
  return call;
}

template <class Request>
Result<Reconciliation> reconcile_request(const Client& client, const Request& request, const Error& error,
                                         const ReconcileOptions& options) {
  if (error.outcome() != Outcome::unknown) {
    Reconciliation result;
    result.placement = Placement::not_placed;
    return result;
  }
  return reconcile(client, unknown_call(request, error), options);
}

}  // namespace

UnknownCall unknown_call(const CreateAICallRequest& request, const Error& error) {
  UnknownCall call = common_parts(request, error);
  call.max_call_duration = request.max_call_duration;
  return call;
}

UnknownCall unknown_call(const CreateAIAgentCallRequest& request, const Error& error) {
  UnknownCall call = common_parts(request, error);
  call.ai_agent_id = request.ai_agent_id;
  return call;
}

std::string_view to_string(Placement placement) noexcept {
  switch (placement) {
    case Placement::placed:
      return "placed";
    case Placement::not_found_yet:
      return "not_found_yet";
    case Placement::ambiguous:
      return "ambiguous";
    case Placement::not_placed:
      return "not_placed";
  }
  return "unknown";
}

std::vector<Result<Reconciliation>> reconcile(const Client& client, const std::vector<UnknownCall>& calls,
                                              const ReconcileOptions& options) {
  std::vector<Result<Reconciliation>> results(calls.size(), Result<Reconciliation>(Reconciliation{}));
  if (const auto error = check(options)) {
    std::fill(results.begin(), results.end(), Result<Reconciliation>(*error));
    return results;
  }
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (auto error = check(calls[i])) {
      results[i] = *error;
    } else {
      places.push_back(i);
    }
  }
  std::vector<Group> groups = grouped(calls, std::move(places));
  std::map<std::string, int> claims;  // by session_key(): calls that have it for their own
  for (Group& group : groups) {
    std::vector<UnknownCall> sought;
    for (const std::size_t place : group.places) sought.push_back(calls[place]);
    group.search.emplace(client, std::move(sought), options);
    group.error = group.search->run();
    if (group.error) continue;
    for (std::size_t i = 0; i < group.search->size(); ++i) {
      for (const auto& [key, trace] : group.search->traces(i)) claims[key] += detail::is_certain(trace) ? 1 : 0;
    }
  }
  const auto is_claimed_twice = [&](const std::string& key) { return claims[key] > 1; };
  for (const Group& group : groups) {
    for (std::size_t i = 0; i < group.places.size(); ++i) {
      Result<Reconciliation>& result = results[group.places[i]];
      if (group.error) {
        result = detail::as_open_call(*group.error, "the search for the call failed");
        continue;
      }
      result = group.search->judge(i, is_claimed_twice);
      if (result->placement == Placement::not_placed && !group.search->has_records(i)) {
        result = refuse("sent_at", "lies further back than the 180 days of which the service keeps records");
      }
    }
  }
  return results;
}

Result<Reconciliation> reconcile(const Client& client, const UnknownCall& call, const ReconcileOptions& options) {
  return std::move(reconcile(client, std::vector<UnknownCall>{call}, options).front());
}

Result<Reconciliation> reconcile(const Client& client, const CreateAICallRequest& request, const Error& error,
                                 const ReconcileOptions& options) {
  return reconcile_request(client, request, error, options);
}

Result<Reconciliation> reconcile(const Client& client, const CreateAIAgentCallRequest& request, const Error& error,
                                 const ReconcileOptions& options) {
  return reconcile_request(client, request, error, options);
}

}  // namespace v1
}  // namespace tccc
