// SPDX-License-Identifier: Apache-2.0
// One function for each verb of the program; each prints its result and its error.
#pragma once

#include "cli/command_line.h"
#include "cli/environment.h"
#include "cli/exit_status.h"

namespace tccc::cli {

ExitStatus call_ai(const GlobalOptions& global, const CallAi& command, const Environment& environment);
ExitStatus call_agent(const GlobalOptions& global, const CallAgent& command, const Environment& environment);
ExitStatus sign(const GlobalOptions& global, const Sign& command, const Environment& environment);
ExitStatus api(const GlobalOptions& global, const Api& command, const Environment& environment);
ExitStatus agents(const GlobalOptions& global, const Agents& command, const Environment& environment);
ExitStatus cdr(const GlobalOptions& global, const Cdr& command, const Environment& environment);
ExitStatus session(const GlobalOptions& global, const SessionCommand& command, const Environment& environment);
ExitStatus show_session(const GlobalOptions& global, const SessionCommand& command, const Environment& environment);
ExitStatus wait_for_session(const GlobalOptions& global, const SessionCommand& command, const Environment& environment);
ExitStatus reconcile_call(const GlobalOptions& global, const ReconcileCommand& command, const Environment& environment);
ExitStatus task(const GlobalOptions& global, const TaskCommand& command, const Environment& environment);
ExitStatus configure(const GlobalOptions& global, const Configure& command, const Environment& environment);
ExitStatus doctor(const GlobalOptions& global, const Doctor& command, const Environment& environment);
ExitStatus mock(const GlobalOptions& global, const Mock& command, const Environment& environment);

}  // namespace tccc::cli
