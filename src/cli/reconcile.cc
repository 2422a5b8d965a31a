// SPDX-License-Identifier: Apache-2.0
// `tccc reconcile`: what became of a call whose placing ended with exit status 6.
#include "tccc/reconcile.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/follow_up.h"
#include "cli/input_file.h"
#include "cli/progress_line.h"
#include "cli/shown_text.h"
#include "cli/table.h"
#include "cli/verbs.h"
#include "tccc/request_json.h"

namespace tccc::cli {
namespace {

using Moment = std::chrono::system_clock::time_point;
using nlohmann::ordered_json;

// The two actions have these parameters in common; only one of them has an agent.
Result<UnknownCall> read_request(const std::string& json) {
  Error::Details none;
  none.outcome = Outcome::unknown;
  const Error error{std::move(none)};
  if (auto by_agent = parse_request<CreateAIAgentCallRequest>(json); by_agent && by_agent->ai_agent_id != 0) {
    return unknown_call(*by_agent, error);
  }
  auto whole = parse_request<CreateAICallRequest>(json);
  if (!whole) return whole.error();
  return unknown_call(*whole, error);
}

Result<UnknownCall> wanted_call(const ReconcileCommand& command, const Environment& environment) {
  Result<UnknownCall> call = UnknownCall();
  if (!command.request_file.empty()) {
    const auto text = read_input(command.request_file, environment.in, "--request");
    if (!text) return text.error();
    call = read_request(*text);
    if (!call) return call.error();
  } else {
    call->sdk_app_id = command.app;
    call->callee = command.callee;
    call->callers = command.callers;
    if (command.agent != 0) call->ai_agent_id = command.agent;
  }
  call->sent_at = command.sent;
  return call;
}

std::string utc_or_local(Moment moment) {
  return local_time(std::chrono::time_point_cast<std::chrono::seconds>(moment));
}

const char* advice(Placement placement) {
  switch (placement) {
    case Placement::placed:
      return "The call was placed. Do not dial.";
    case Placement::not_found_yet:
      return "No trace of the call yet, which proves nothing. Do not dial; look again.";
    case Placement::ambiguous:
      return "Several calls may be it. Do not dial; let a person see.";
    case Placement::not_placed:
      break;
  }
  return "The call was not placed. You may dial.";
}

ExitStatus status_of(Placement placement) {
  switch (placement) {
    case Placement::placed:
      return ExitStatus::done;
    case Placement::not_placed:
      return ExitStatus::rejected;
    case Placement::not_found_yet:
    case Placement::ambiguous:
      break;
  }
  return ExitStatus::unknown;
}

void print_json_result(const GlobalOptions& global, const Environment& environment, const Reconciliation& found) {
  ordered_json candidates = ordered_json::array();
  for (const CallCandidate& candidate : found.candidates) {
    candidates.push_back({{"SessionId", candidate.session_id},
                          {"IsLive", candidate.is_live},
                          {"StartedAt", local_time(candidate.started_at)}});
  }
  ordered_json json = {{"Placement", std::string(to_string(found.placement))},
                       {"SessionId", found.session.session_id},
                       {"Candidates", std::move(candidates)}};
  if (found.placement == Placement::not_found_yet || found.placement == Placement::ambiguous) {
    json["LookAgainAt"] = utc_or_local(found.look_again_at);
    json["LifeEndsAt"] = utc_or_local(found.life_ends_at);
  }
  print_json_line(global, environment, json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

void print_text_result(const Environment& environment, const Reconciliation& found) {
  environment.out << advice(found.placement) << '\n';
  if (found.placement == Placement::placed) {
    environment.out << "SessionId: " << printable(found.session.session_id) << '\n';
  }
  if (found.placement == Placement::not_found_yet || found.placement == Placement::ambiguous) {
    environment.out << "look again: " << utc_or_local(found.look_again_at)
                    << "\ncertain by: " << utc_or_local(found.life_ends_at) << '\n';
  }
  if (found.placement != Placement::ambiguous) return;
  Table table({"STARTED", "STATE", "SESSION"});
  for (const CallCandidate& candidate : found.candidates) {
    table.add({local_time(candidate.started_at), candidate.is_live ? "live" : "ended", candidate.session_id});
  }
  table.print(environment.out, environment.is_out_terminal);
}

/// Searches once, or until it is known what became of the call.
Result<Reconciliation> search(const Client& client, const UnknownCall& call, bool waits,
                              const Environment& environment) {
  ProgressLine progress(environment);
  const auto clock = system_clock();
  for (;;) {
    auto found = reconcile(client, call);
    if (!waits || !found || found->placement != Placement::not_found_yet) return found;
    progress.show("no trace of the call yet; looking again at " + utc_or_local(found->look_again_at));
    clock->wait_until(clock->steady_now() + (found->look_again_at - clock->now()), CancellationToken());
  }
}

}  // namespace

ExitStatus reconcile_call(const GlobalOptions& global, const ReconcileCommand& command,
                          const Environment& environment) {
  const auto call = wanted_call(command, environment);
  if (!call) return fail(global, environment, call.error());
  if (global.dry_run) {
    return show_first_read(global, environment, [&](const Client& client) -> std::optional<Error> {
      const auto found = reconcile(client, *call);
      return found ? std::nullopt : std::optional<Error>(found.error());
    });
  }
  ExitStatus status = ExitStatus::done;
  const Metered opened = open_metered_client(global, environment, command.metrics, status);
  if (!opened.client) return status;
  const auto found = search(*opened.client, *call, command.wait, environment);
  if (!found) return fail(global, environment, found.error());
  if (global.output == OutputFormat::json) {
    print_json_result(global, environment, *found);
  } else {
    print_text_result(environment, *found);
  }
  if (!environment.out.flush()) {
    environment.err << "error: standard output could not be written; what was found:\n";
    print_text_result({environment.in, environment.err, environment.err, environment.credentials}, *found);
    return found->placement == Placement::placed ? ExitStatus::unknown : status_of(found->placement);
  }
  return status_of(found->placement);
}

}  // namespace tccc::cli
