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
#include "tccc/client_options.h"
#include "tccc/result.h"

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
  std::optional<std::chrono::milliseconds> timeout = {};
  OutputFormat output = OutputFormat::text;
  bool dry_run = false;
  bool verbose = false;
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
};

using Command = std::variant<ShowText, CallAi, CallAgent, Sign, Mock>;

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
