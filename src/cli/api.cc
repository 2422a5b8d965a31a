// SPDX-License-Identifier: Apache-2.0
// `tccc api`: any action, with a request of the user's own.
#include <memory>
#include <optional>
#include <string>

#include "cli/follow_up.h"
#include "cli/input_file.h"
#include "cli/masked_json.h"
#include "cli/print_result.h"
#include "cli/shown_text.h"
#include "cli/stop_signals.h"
#include "cli/verbs.h"
#include "model/action.h"

namespace tccc::cli {
namespace {

Result<std::string> read_request(const Api& command, const Environment& environment) {
  if (command.request.empty()) return std::string("{}");
  if (command.request == "-") return read_input("-", environment.in, "request");
  if (command.request.front() == '@') return read_input(command.request.substr(1), environment.in, "request");
  return command.request;
}

ExitStatus show_request(const GlobalOptions& global, const Environment& environment, const Api& command,
                        const std::string& json) {
  ClientOptions options = client_options(global, environment);
  const auto transport = std::make_shared<DryRunTransport>(global.show_numbers);
  options.transport = transport;
  const Result<Client> client = Client::create(dry_run_credentials(environment), std::move(options));
  if (!client) return fail(global, environment, client.error());
  const auto answer = client->send_raw(command.action, json);
  if (!transport->has_request() && !answer) return fail(global, environment, answer.error());
  print_dry_run(global, environment, *transport, client->endpoint());
  return ExitStatus::done;
}

Purpose purpose_of(std::string_view action) {
  const auto begins_with = [action](std::string_view word) { return action.substr(0, word.size()) == word; };
  const detail::Action* known = detail::find_action(action);
  if (known != nullptr && known->places_call) {
    return action == "CreateAutoCalloutTask" ? Purpose::order : Purpose::place;
  }
  if (begins_with("Describe")) return Purpose::read;
  // Of actions the library does not know, those that create something may be calls.
  const bool starts = begins_with("Resume") || (known == nullptr && (begins_with("Create") || begins_with("Start")));
  return starts ? Purpose::start : Purpose::act;
}

}  // namespace

ExitStatus api(const GlobalOptions& global, const Api& command, const Environment& environment) {
  const auto json = read_request(command, environment);
  if (!json) return fail(global, environment, json.error());
  if (global.dry_run) return show_request(global, environment, command, *json);
  const Purpose purpose = purpose_of(command.action);
  if (may_ring(purpose)) {
    const std::string what = purpose == Purpose::start ? ", which may have phones ring?" : ", which has phones ring?";
    const auto refused = confirm(global, environment, "Send " + shown_text(command.action) + what);
    if (refused) return fail(global, environment, *refused);
  }
  ExitStatus status = ExitStatus::done;
  const auto client = open_client(global, environment, status);
  if (!client) return status;
  std::optional<CancelOnStop> stop;  // until all is told
  RequestOptions attended;
  if (may_ring(purpose)) {
    attended.cancellation = stop.emplace(last_words(purpose), after_telling(environment)).token();
  }
  const auto response = client->send_raw(command.action, *json, attended);
  if (!response) return fail_follow_up(global, environment, response.error(), purpose);
  const bool is_indented = global.output == OutputFormat::text;
  environment.out << json_for_output(environment,
                                     shown_json(response->json, response->request_id, global.show_numbers, is_indented))
                  << '\n';
  const bool is_lost = may_ring(purpose) && !is_answer_written(global, environment, response->json);
  return is_lost ? ExitStatus::unknown : ExitStatus::done;
}

}  // namespace tccc::cli
