// SPDX-License-Identifier: Apache-2.0
// `tccc task`: tasks that call many numbers.
#include <chrono>
#include <string>

#include "cli/confirm.h"
#include "cli/follow_up.h"
#include "cli/input_file.h"
#include "cli/listing.h"
#include "cli/shown_text.h"
#include "cli/table.h"
#include "cli/verbs.h"
#include "tccc/api/create_auto_callout_task.h"
#include "tccc/api/describe_auto_callout_task.h"
#include "tccc/api/describe_auto_callout_tasks.h"
#include "tccc/api/steer_auto_callout_task.h"
#include "tccc/request_json.h"

namespace tccc::cli {
namespace {

template <std::size_t N>
std::string state_name(const std::optional<std::uint64_t>& state, const char* const (&names)[N]) {
  if (!state) return {};
  return *state < N ? names[*state] : std::to_string(*state);
}

constexpr const char* kTaskStates[] = {"initial", "running", "completed", "ending", "ended", "paused"};
constexpr const char* kCalleeStates[] = {"initial", "answered", "not answered", "calling", "waiting"};

template <class Request>
Request with_id(const TaskCommand& command) {
  Request request;
  request.sdk_app_id = command.app;
  request.task_id = command.id;
  return request;
}

ExitStatus create(const GlobalOptions& global, const TaskCommand& command, const Environment& environment) {
  CreateAutoCalloutTaskRequest request = command.request;
  if (command.request_file.empty()) {
    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    request.not_before = command.start.value_or(now);
  } else {
    const auto text = read_input(command.request_file, environment.in, "--request");
    if (!text) return fail(global, environment, text.error());
    auto read = parse_request<CreateAutoCalloutTaskRequest>(*text);
    if (!read) return fail(global, environment, read.error());
    request = *std::move(read);
  }
  const std::string when = command.request_file.empty() && !command.start ? "now" : local_time(request.not_before);
  if (!global.dry_run) {
    const auto refused = confirm(global, environment, call_question(global, request.callees) + ", from " + when + "?");
    if (refused) return fail(global, environment, *refused);
  }
  return follow_up(global, environment, "CreateAutoCalloutTask", Purpose::order, request,
                   [&](const CreateAutoCalloutTaskResponse& response) {
                     environment.out << "TaskId: " << response.task_id
                                     << "\nRequestId: " << printable(response.request_id) << '\n';
                   });
}

ExitStatus resume(const GlobalOptions& global, const TaskCommand& command, const Environment& environment) {
  if (!global.dry_run) {
    const std::string question = "Resume task " + std::to_string(command.id) + ", which has phones ring?";
    const auto refused = confirm(global, environment, question);
    if (refused) return fail(global, environment, *refused);
  }
  return act(global, environment, "ResumeAutoCalloutTask", with_id<ResumeAutoCalloutTaskRequest>(command),
             "The task runs.", Purpose::start);
}

void print_task(const GlobalOptions& global, const Environment& environment,
                const DescribeAutoCalloutTaskResponse& task) {
  environment.out << "name: " << shown_text(task.name) << "\nstate: " << state_name(task.state, kTaskStates)
                  << "\nfrom: " << local_time(task.not_before) << '\n';
  if (task.not_after) environment.out << "until: " << local_time(task.not_after) << '\n';
  Table table({"CALLEE", "STATE", "TRIES", "LAST SESSION"});
  for (const AutoCalloutTaskCalleeInfo& callee : task.callees) {
    table.add({shown_number(callee.callee, global.show_numbers), state_name(callee.state, kCalleeStates),
               std::to_string(callee.sessions.size()), callee.sessions.empty() ? "" : callee.sessions.back()});
  }
  table.print(environment.out, environment.is_out_terminal);
}

ExitStatus show_all(const GlobalOptions& global, const TaskCommand& command, const Environment& environment) {
  DescribeAutoCalloutTasksRequest request;
  request.sdk_app_id = command.app;
  request.page_size = 100;
  DescribeAutoCalloutTasksResponse all;
  const auto status = read_all(global, environment, request, kNoLimit, all.tasks, all.total_count);
  if (status) return *status;
  if (global.output == OutputFormat::json) {
    print_response_json(global, environment, all);
    return ExitStatus::done;
  }
  Table table({"TASK", "NAME", "STATE", "NUMBERS", "FROM"});
  for (const AutoCalloutTaskInfo& task : all.tasks) {
    table.add({std::to_string(task.task_id.value_or(0)), task.name, state_name(task.state, kTaskStates),
               std::to_string(task.callee_count.value_or(0)), local_time(task.not_before)});
  }
  table.print(environment.out, environment.is_out_terminal);
  return ExitStatus::done;
}

}  // namespace

ExitStatus task(const GlobalOptions& global, const TaskCommand& command, const Environment& environment) {
  switch (command.verb) {
    case TaskCommand::Verb::create:
      return create(global, command, environment);
    case TaskCommand::Verb::show:
      if (command.id == 0) return show_all(global, command, environment);
      return follow_up(global, environment, "DescribeAutoCalloutTask", Purpose::read,
                       with_id<DescribeAutoCalloutTaskRequest>(command),
                       [&](const auto& response) { print_task(global, environment, response); });
    case TaskCommand::Verb::pause:
      return act(global, environment, "PauseAutoCalloutTask", with_id<PauseAutoCalloutTaskRequest>(command),
                 "The task is paused.");
    case TaskCommand::Verb::resume:
      return resume(global, command, environment);
    case TaskCommand::Verb::stop:
      break;
  }
  return act(global, environment, "StopAutoCalloutTask", with_id<StopAutoCalloutTaskRequest>(command),
             "The task has ended.");
}

}  // namespace tccc::cli
