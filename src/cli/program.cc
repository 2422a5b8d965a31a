// SPDX-License-Identifier: Apache-2.0
// The whole program, but for main().
#include "cli/program.h"

#include <exception>
#include <variant>

#include "cli/command_line.h"
#include "cli/exit_status.h"
#include "cli/print_result.h"
#include "cli/verbs.h"

namespace tccc::cli {
namespace {

ExitStatus run_command(const CommandLine& line, const Environment& environment) {
  const GlobalOptions& global = line.global;
  if (const auto* command = std::get_if<CallAi>(&line.command)) return call_ai(global, *command, environment);
  if (const auto* command = std::get_if<CallAgent>(&line.command)) return call_agent(global, *command, environment);
  if (const auto* command = std::get_if<Sign>(&line.command)) return sign(global, *command, environment);
  if (const auto* command = std::get_if<Mock>(&line.command)) return mock(global, *command, environment);
  if (const auto* command = std::get_if<Api>(&line.command)) return api(global, *command, environment);
  if (const auto* command = std::get_if<Agents>(&line.command)) return agents(global, *command, environment);
  if (const auto* command = std::get_if<Cdr>(&line.command)) return cdr(global, *command, environment);
  if (const auto* command = std::get_if<SessionCommand>(&line.command)) return session(global, *command, environment);
  if (const auto* command = std::get_if<ReconcileCommand>(&line.command)) {
    return reconcile_call(global, *command, environment);
  }
  if (const auto* command = std::get_if<TaskCommand>(&line.command)) return task(global, *command, environment);
  if (const auto* command = std::get_if<Configure>(&line.command)) return configure(global, *command, environment);
  if (const auto* command = std::get_if<Doctor>(&line.command)) return doctor(global, *command, environment);
  environment.out << std::get<ShowText>(line.command).text;
  return ExitStatus::done;
}

ExitStatus parse_and_run(const std::vector<std::string>& arguments, const Environment& environment) {
  const Result<CommandLine> line = parse_command_line(arguments);
  if (line && line->global.profile.empty()) return run_command(*line, environment);
  if (line) {
    Environment with_profile = environment;
    with_profile.credentials = file_credentials({{}, line->global.profile});
    with_profile.local_credentials = with_profile.credentials;
    with_profile.has_local_keys = [] { return true; };  // they were asked for
    return run_command(*line, with_profile);
  }
  print_error(environment, find_output_format(arguments), line.error());
  return exit_status_of(line.error());
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Environment& environment) {
  ExitStatus status = ExitStatus::other;
  try {
    status = parse_and_run(arguments, environment);
  } catch (const std::exception& exception) {
    environment.err << "error: " << exception.what()
                    << "\nnext: This should not happen. If a call was to be placed, look for it before you dial again: "
                       "`tccc reconcile`.\n";
  }
  if (!environment.out.flush()) {
    if (status == ExitStatus::done) {
      environment.err << "error: standard output could not be written\n"
                         "next: What was asked for is done. See whether a disk is full or the reader has gone.\n";
      status = ExitStatus::other;
    } else if (status != ExitStatus::other) {
      environment.err << "warning: standard output could not be written\n";
    }
  }
  return static_cast<int>(status);
}

}  // namespace tccc::cli
