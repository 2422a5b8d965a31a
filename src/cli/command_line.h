// SPDX-License-Identifier: Apache-2.0
// What the user asked for, read from the arguments of the program.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_auto_callout_task.h"
#include "tccc/client_options.h"
#include "tccc/result.h"
#include "tccc/types/time.h"

namespace tccc::cli {

enum class OutputFormat { text, json };

/// Options that every verb takes.
struct GlobalOptions {
  std::string endpoint = {};
  Site site = Site::china;
  std::string region = {};
  std::string language = {};
  std::string ca_file = {};
  std::string profile = {};  ///< Of the credentials file; empty: the usual search for credentials.
  std::optional<std::chrono::milliseconds> timeout = {};          ///< Of the whole call.
  std::optional<std::chrono::milliseconds> attempt_timeout = {};  ///< Of one request and its answer.
  std::optional<std::chrono::milliseconds> connect_timeout = {};
  std::optional<int> max_attempts = {};
  OutputFormat output = OutputFormat::text;
  bool dry_run = false;
  bool yes = false;  ///< Nothing is asked before a call is placed.
  bool verbose = false;
  bool show_numbers = false;  ///< Phone numbers whole instead of masked.
};

/// Print a text and end: help and version.
struct ShowText {
  std::string text = {};
};

/// `tccc call ai`
struct CallAi {
  std::string request_file = {};  ///< `-` is standard input.
};

/// `tccc call agent`
struct CallAgent {
  std::string request_file = {};          ///< Empty when the request was given by flags.
  CreateAIAgentCallRequest request = {};  ///< Used only without request_file.
};

/// `tccc sign`
struct Sign {
  std::string payload_file = {};  ///< Empty for a request without body.
  std::string action = {};
  std::string host = {};                       ///< Empty: that of the endpoint.
  std::optional<std::int64_t> timestamp = {};  ///< Empty: now.
  std::string content_type = {};
  std::string method = {};
  std::string query = {};
  std::string service = {};
  bool sign_action = false;
};

/// `tccc mock`
struct Mock {
  std::string address = {};
  std::uint16_t port = 0;
  bool tls = true;
  std::string directory = {};
  std::size_t requests_per_second = 0;
  bool allow_unknown = false;
  double speed = 1;
  std::string push_url = {};  ///< Empty: ends of calls are not pushed.
};

/// `tccc api`
struct Api {
  std::string action = {};
  std::string request = {};  ///< JSON text, `@` and a file, or `-` for standard input; empty: `{}`.
};

/// `tccc agents`
struct Agents {
  std::int64_t app = 0;
};

/// `tccc cdr`
struct Cdr {
  std::int64_t app = 0;
  std::string since = {};  ///< As given; see read_moment().
  std::string until = {};
  std::vector<std::string> phones = {};
  std::size_t most = 0;
};

/// Where to listen.
struct ListenAddress {
  std::string address = {};
  std::uint16_t port = 0;  ///< 0: any free one.
};

/// `tccc session ...`
struct SessionCommand {
  enum class Verb { show, wait, say, ask, hang_up, transfer, transcript, latency };
  Verb verb = Verb::show;
  std::int64_t app = 0;
  std::string id = {};
  std::string text = {};  ///< Of say and ask.
  std::uint64_t skill_group = 0;
  bool interrupt = false;
  bool end_call = false;                                        ///< Of say: hang up afterwards.
  std::chrono::milliseconds interval{std::chrono::seconds(5)};  ///< Of wait: from one look to the next.
  std::optional<ListenAddress> metrics = {};                    ///< Of wait.
};

/// `tccc reconcile`
struct ReconcileCommand {
  std::string request_file = {};  ///< Empty when the call was given by flags.
  std::int64_t app = 0;
  std::uint64_t agent = 0;  ///< 0: of CreateAICall.
  std::string callee = {};
  std::vector<std::string> callers = {};
  TimePoint sent = {};                        ///< See read_exact_moment().
  bool wait = false;                          ///< Search until it is known.
  std::optional<ListenAddress> metrics = {};  ///< With wait.
};

/// `tccc task ...`
struct TaskCommand {
  enum class Verb { create, show, pause, resume, stop };
  Verb verb = Verb::show;
  std::int64_t app = 0;
  std::uint64_t id = 0;           ///< 0 with show: all tasks.
  std::string request_file = {};  ///< Of create; empty when the request was given by flags.
  CreateAutoCalloutTaskRequest request = {};
  std::optional<TimePoint> start = {};  ///< Of create by flags: when to begin. Empty: now.
};

/// `tccc configure`
struct Configure {
  std::string secret_id = {};        ///< Empty: asked for.
  std::string secret_key_file = {};  ///< `-` is standard input; empty: asked for.
};

/// `tccc doctor`
struct Doctor {
  bool is_live = false;  ///< Have the service check the signature.
  std::int64_t app = 0;  ///< 0: not given.
};

using Command = std::variant<ShowText, CallAi, CallAgent, Sign, Mock, Api, Agents, Cdr, SessionCommand,
                             ReconcileCommand, TaskCommand, Configure, Doctor>;

struct CommandLine {
  GlobalOptions global = {};
  Command command = {};
};

/// Reads the arguments, program name left out. A wrong one is invalid_argument, outcome not_sent, and field() names the
/// option where there is one; no value of an argument is repeated in the message.
Result<CommandLine> parse_command_line(const std::vector<std::string>& arguments);

/// The format asked for, readable also where the rest of the arguments is wrong.
OutputFormat find_output_format(const std::vector<std::string>& arguments);

/// An invalid_argument that names an option.
Error usage_error(std::string option, std::string message);

}  // namespace tccc::cli
