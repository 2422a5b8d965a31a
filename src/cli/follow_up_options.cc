// SPDX-License-Identifier: Apache-2.0
// The options of agents, api, cdr, session and task.
#include "cli/follow_up_options.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>

#include "cli/app_option.h"
#include "cli/metrics_server.h"
#include "cli/option_text.h"

namespace tccc::cli {
namespace {

constexpr double kLeastInterval = 0.1;
constexpr double kMostInterval = 3600;
constexpr const char* kMetricsHelp = "Serve metrics for Prometheus there while it waits, such as 127.0.0.1:9464";

/// Index of the subcommand that was given; the number of them when none was.
template <std::size_t N>
std::size_t parsed_index(const std::array<CLI::App*, N>& verbs) {
  const auto found = std::find_if(verbs.begin(), verbs.end(), [](const CLI::App* verb) { return verb->parsed(); });
  return static_cast<std::size_t>(found - verbs.begin());
}

TimePoint this_second() {
  return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
}

template <class Number>
Result<Number> read_number(const std::string& text, const char* option) {
  Number number = 0;
  if (!parse_number(text, number)) return usage_error(option, "must be a whole number");
  return number;
}

struct VerbRow {
  const char* name;
  const char* description;
};

constexpr VerbRow kSessionVerbs[] = {
    {"show", "Show a call: its record, its turns, how fast the agent was"},
    {"wait", "Wait until a call has ended, then print its record"},
    {"say", "Have the agent say a text, after what it is saying now"},
    {"ask", "Tell the agent's model something to answer to"},
    {"hangup", "End a call"},
    {"transfer", "Give a call to people"},
    {"transcript", "Print what was said, once a call has ended"},
    {"latency", "Print how fast the agent was, once a call has ended"},
};

constexpr VerbRow kTaskVerbs[] = {
    {"create", "Have many numbers called"},
    {"show", "Show a task, or all of them"},
    {"pause", "Place no further calls for now"},
    {"resume", "Go on after a pause"},
    {"stop", "End a task for good; calls that are up go on"},
};

}  // namespace

void FollowUpOptions::add_to(CLI::App& app) {
  add_session(app);
  agents_ = app.add_subcommand("agents", "List the agents saved in the console");
  add_app(*agents_);

  cdr_ = app.add_subcommand("cdr", "List the records of calls that have ended");
  add_app(*cdr_);
  add_value(*cdr_, "--since", since_, "SPAN|TIME", "90m, 24h (default), 7d, or local time such as 2025-01-01T08:00");
  add_value(*cdr_, "--until", until_, "SPAN|TIME", "End of the window, default now");
  add_values(*cdr_, "--phone", phones_, "NUMBER",
             "Only calls from or to this number, however it is spelt; may be repeated");
  add_value(*cdr_, "--limit", most_, "N", "Most records to print, default 1000");

  add_reconcile(app);
  add_task(app);

  api_ = app.add_subcommand("api", "Send any action with a request of your own");
  add_argument(*api_, "action", action_, "ACTION", "Action, such as DescribeTelCdr")->required();
  add_argument(*api_, "request", request_, "JSON|@FILE|-",
               "Request as JSON text, in a file, or on standard input; default {}");
  api_->footer(
      "Only actions that begin with Describe, and those known to be harmless, are\n"
      "repeated after a fault of the network; with others exit status 6 means that they\n"
      "may have taken effect.\n\n"
      "Example:\n"
      "  tccc api DescribeTelSession '{\"SdkAppId\":1400000000,\"SessionId\":\"...\"}'");
}

void FollowUpOptions::add_app(CLI::App& verb) {
  add_app_option(verb, app_, "SdkAppId, the application's id");
}

void FollowUpOptions::add_session(CLI::App& app) {
  session_ = app.add_subcommand("session", "Follow, steer and review a call that was placed");
  session_->require_subcommand(1);
  for (std::size_t i = 0; i < session_verbs_.size(); ++i) {
    CLI::App* verb = session_->add_subcommand(kSessionVerbs[i].name, kSessionVerbs[i].description);
    session_verbs_[i] = verb;
    add_argument(*verb, "id", id_, "ID", "SessionId of the call")->required();
    add_app(*verb);
  }
  const auto verb = [this](SessionCommand::Verb which) { return session_verbs_[static_cast<std::size_t>(which)]; };
  for (CLI::App* speaks : {verb(SessionCommand::Verb::say), verb(SessionCommand::Verb::ask)}) {
    add_argument(*speaks, "text", text_, "TEXT", "What to say, or to tell the model")->required();
    speaks->footer("A text that begins with - stands after --, and options before that.");
    speaks->add_flag("--interrupt", interrupt_, "Cut off what the agent is saying now");
  }
  add_value(*verb(SessionCommand::Verb::wait), "--interval", interval_, "SECONDS",
            "From one look at the records to the next, default 5; --timeout bounds the wait, default an hour");
  add_value(*verb(SessionCommand::Verb::wait), "--metrics", metrics_, "ADDRESS:PORT", kMetricsHelp);
  verb(SessionCommand::Verb::say)->add_flag("--end-call", end_call_, "Hang up when it is said");
  add_value(*verb(SessionCommand::Verb::transfer), "--skill-group", skill_group_, "ID", "Skill group that takes over")
      ->required();
}

void FollowUpOptions::add_reconcile(CLI::App& app) {
  reconcile_ = app.add_subcommand("reconcile", "Find out what became of a call whose placing ended with status 6");
  add_value(*reconcile_, "--request", request_file_, "FILE|-", "The request of the call; - is standard input");
  add_app(*reconcile_);
  add_value(*reconcile_, "--agent", agent_, "ID", "AIAgentId, the agent's id, if one was to speak");
  add_value(*reconcile_, "--callee", callee_, "NUMBER", "Number that was to be called");
  add_values(*reconcile_, "--caller", callers_, "NUMBER", "Own number of the request; may be repeated");
  add_value(*reconcile_, "--sent", sent_, "TIME", "When it was sent, with its zone, as the failed command printed it")
      ->required();
  reconcile_->add_flag("--wait", wait_, "Search until it is known, which may take hours");
  add_value(*reconcile_, "--metrics", metrics_, "ADDRESS:PORT", kMetricsHelp);
  reconcile_->footer(
      "Searches the calls that are up and the records. Exit status 0: it was placed,\n"
      "and its SessionId is printed; 3: it was not placed, and the callee may be\n"
      "dialled; 6: not known yet, do not dial.\n\n"
      "Example:\n"
      "  tccc reconcile --request call.json --sent 2025-01-01T08:00:00Z");
}

void FollowUpOptions::add_task(CLI::App& app) {
  task_ = app.add_subcommand("task", "Have many numbers called, and steer that");
  task_->require_subcommand(1);
  for (std::size_t i = 0; i < task_verbs_.size(); ++i) {
    CLI::App* verb = task_->add_subcommand(kTaskVerbs[i].name, kTaskVerbs[i].description);
    task_verbs_[i] = verb;
    add_app(*verb);
    if (i == static_cast<std::size_t>(TaskCommand::Verb::create)) continue;
    CLI::Option* id = add_argument(*verb, "id", id_, "ID", "Id of the task");
    if (i != static_cast<std::size_t>(TaskCommand::Verb::show)) id->required();
  }
  CLI::App& create = *task_verbs_[static_cast<std::size_t>(TaskCommand::Verb::create)];
  add_value(create, "--request", request_file_, "FILE|-",
            "Request as the JSON object of the service's own pages; - is standard input");
  add_value(create, "--agent", agent_, "ID", "AIAgentId, the agent's id");
  add_values(create, "--callee", callees_, "NUMBER", "Number to call; may be repeated");
  add_values(create, "--caller", callers_, "NUMBER", "Own number to call from; may be repeated");
  add_value(create, "--name", name_, "NAME", "Name of the task");
  add_value(create, "--start", start_, "TIME", "Local time such as 2025-01-01T08:00, default now");
  add_value(create, "--tries", tries_, "N", "Attempts per number, 1 to 3");
  create.footer(
      "Give either --request or --agent, --callee and --caller with what else is\n"
      "needed, not both. At a terminal it is asked first, unless --yes is given.");
}

bool FollowUpOptions::parsed() const {
  return agents_->parsed() || api_->parsed() || cdr_->parsed() || reconcile_->parsed() || session_->parsed() ||
         task_->parsed();
}

bool FollowUpOptions::takes_text() const {
  const auto is_given = [this](SessionCommand::Verb which) {
    return session_verbs_[static_cast<std::size_t>(which)]->parsed();
  };
  return is_given(SessionCommand::Verb::say) || is_given(SessionCommand::Verb::ask);
}

std::string FollowUpOptions::missing_verb() const {
  if (session_->parsed() && parsed_index(session_verbs_) == session_verbs_.size()) {
    return "session what? show, wait, say, ask, hangup, transfer, transcript or latency; see --help";
  }
  if (task_->parsed() && parsed_index(task_verbs_) == task_verbs_.size()) {
    return "task what? create, show, pause, resume or stop; see --help";
  }
  return {};
}

Result<std::int64_t> FollowUpOptions::read_app() const {
  const auto app = read_app_option(app_);
  if (!app) return app.error();
  if (!*app) return usage_error("--app", "is needed, or the variable TCCC_APP_ID");
  return **app;
}

Result<std::optional<ListenAddress>> FollowUpOptions::read_metrics() const {
  if (metrics_.empty()) return std::optional<ListenAddress>();
  auto where = read_listen_address(metrics_);
  if (!where) return usage_error("--metrics", "must be an address and a port, such as 127.0.0.1:9464");
  return where;
}

Result<Command> FollowUpOptions::read() const {
  if (api_->parsed()) return Command(Api{action_, request_});
  if (session_->parsed()) return read_session();
  if (task_->parsed()) return read_task();
  if (cdr_->parsed()) return read_cdr();
  if (reconcile_->parsed()) return read_reconcile();
  const auto app = read_app();
  if (!app) return app.error();
  return Command(Agents{*app});
}

Result<Command> FollowUpOptions::read_cdr() const {
  const auto app = read_app();
  if (!app) return app.error();
  Cdr command;
  command.app = *app;
  command.since = since_;
  command.until = until_;
  command.phones = phones_;
  for (const auto& [text, option] : {std::pair{&since_, "--since"}, std::pair{&until_, "--until"}}) {
    if (!text->empty() && !read_moment(*text, TimePoint())) {
      return usage_error(option, "must be a span such as 90m, 24h or 7d, or a time such as 2025-01-01T08:00");
    }
  }
  const auto most = read_number<std::size_t>(most_, "--limit");
  if (!most) return most.error();
  command.most = *most;
  return Command(std::move(command));
}

Result<Command> FollowUpOptions::read_reconcile() const {
  ReconcileCommand command;
  command.wait = wait_;
  command.request_file = request_file_;
  if (!metrics_.empty() && !wait_) return usage_error("--metrics", "is only of use together with --wait");
  const auto metrics = read_metrics();
  if (!metrics) return metrics.error();
  command.metrics = *metrics;
  const auto sent = read_exact_moment(sent_, this_second());
  if (!sent) {
    return usage_error("--sent",
                       "must be the time that the failed command printed, with its zone, such as "
                       "2025-01-01T08:00:00Z");
  }
  command.sent = *sent;
  if (!request_file_.empty()) {
    for (const char* name : {"--app", "--agent", "--callee", "--caller"}) {
      if (reconcile_->count(name) > 0) return usage_error(name, "cannot be given together with --request");
    }
    return Command(std::move(command));
  }
  const auto app = read_app();
  if (!app) return app.error();
  command.app = *app;
  command.callee = callee_;
  command.callers = callers_;
  if (callee_.empty()) return usage_error("--callee", "is needed, unless --request gives the whole request");
  if (!agent_.empty()) {
    const auto agent = read_number<std::uint64_t>(agent_, "--agent");
    if (!agent) return agent.error();
    command.agent = *agent;
  }
  return Command(std::move(command));
}

Result<Command> FollowUpOptions::read_session() const {
  const auto app = read_app();
  if (!app) return app.error();
  SessionCommand command;
  command.verb = static_cast<SessionCommand::Verb>(parsed_index(session_verbs_));
  command.app = *app;
  command.id = id_;
  command.text = text_;
  command.interrupt = interrupt_;
  command.end_call = end_call_;
  const auto metrics = read_metrics();
  if (!metrics) return metrics.error();
  command.metrics = *metrics;
  if (!interval_.empty()) {
    const auto interval = read_seconds(interval_, kLeastInterval, kMostInterval);
    if (!interval) return usage_error("--interval", "must be a number of seconds from 0.1 to 3600");
    command.interval = *interval;
  }
  if (command.verb == SessionCommand::Verb::transfer) {
    const auto group = read_number<std::uint64_t>(skill_group_, "--skill-group");
    if (!group) return group.error();
    command.skill_group = *group;
  }
  return Command(std::move(command));
}

Result<Command> FollowUpOptions::read_task() const {
  TaskCommand command;
  command.verb = static_cast<TaskCommand::Verb>(parsed_index(task_verbs_));
  command.request_file = request_file_;
  const CLI::App& verb = *task_verbs_[static_cast<std::size_t>(command.verb)];
  if (command.verb == TaskCommand::Verb::create && verb.count("--request") > 0) {
    for (const char* name : {"--app", "--agent", "--callee", "--caller", "--name", "--start", "--tries"}) {
      if (verb.count(name) > 0) return usage_error(name, "cannot be given together with --request");
    }
    return Command(std::move(command));  // the application is in the file
  }
  const auto app = read_app();
  if (!app) return app.error();
  command.app = *app;
  if (command.verb == TaskCommand::Verb::create) return read_task_order(std::move(command));
  if (!id_.empty()) {
    const auto id = read_number<std::uint64_t>(id_, "ID");
    if (!id) return id.error();
    if (*id == 0 && command.verb == TaskCommand::Verb::show) {
      return usage_error("TaskId", "is 0, which no task has; without an id all tasks are shown");
    }
    command.id = *id;
  }
  return Command(std::move(command));
}

Result<Command> FollowUpOptions::read_task_order(TaskCommand command) const {
  const CLI::App& verb = *task_verbs_[static_cast<std::size_t>(TaskCommand::Verb::create)];
  for (const char* name : {"--agent", "--callee", "--caller"}) {
    if (verb.count(name) == 0) return usage_error(name, "is needed, unless --request gives the whole request");
  }
  const auto agent = read_number<std::uint64_t>(agent_, "--agent");
  if (!agent) return agent.error();
  if (!start_.empty()) {
    command.start = read_time(start_);
    if (!command.start) {
      return usage_error("--start", "must be a time such as 2025-01-01T08:00; leave it out to begin now");
    }
    if (this_second() - *command.start > kClockTolerance) {
      return usage_error("--start", "is in the past; leave it out to begin now");
    }
  }
  CreateAutoCalloutTaskRequest& request = command.request;
  request.sdk_app_id = command.app;
  request.ai_agent_id = *agent;
  request.callees = callees_;
  request.callers = callers_;
  if (!name_.empty()) request.name = name_;
  if (!tries_.empty()) {
    const auto tries = read_number<std::uint64_t>(tries_, "--tries");
    if (!tries) return tries.error();
    request.tries = *tries;
  }
  return Command(std::move(command));
}

}  // namespace tccc::cli
