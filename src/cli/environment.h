// SPDX-License-Identifier: Apache-2.0
// Everything of the outside world the program touches, so that a test can hand it another one.
#pragma once

#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "cli/endpoint_probe.h"
#include "tccc/credentials.h"
#include "tccc/transport.h"

namespace tccc::cli {

/// Streams, keys and network of one run. The references must outlive it.
struct Environment {
  std::istream& in;                                  ///< Read for a file named `-`.
  std::ostream& out;                                 ///< Data.
  std::ostream& err;                                 ///< Everything else.
  std::shared_ptr<CredentialsProvider> credentials;  ///< Asked only when something is signed and sent.
  std::shared_ptr<Transport> transport = {};         ///< Empty: libcurl.
  std::function<void()> wait_until_stopped = {};     ///< How long `mock` runs; empty: until SIGINT or SIGTERM.
  /// For what sends nothing, `mock` and --dry-run: not looked for on the network. Empty: `credentials`.
  std::shared_ptr<CredentialsProvider> local_credentials = {};
  bool is_out_terminal = false;  ///< Tables are aligned there.
  bool is_err_terminal = false;  ///< Progress is shown there, and questions.
  bool is_in_terminal = false;   ///< Somebody can answer questions.
  bool has_colour = false;       ///< Terminals show colours and the user wants them; see NO_COLOR.
  /// Reads a line that is not shown. Empty: a line of `in`, for there is no terminal.
  std::function<std::optional<Secret>()> read_hidden_line = {};
  std::function<ProbeResult(const ProbeTarget&)> probe = {};  ///< Of `doctor`; empty: probe_endpoint().
  /// The process ends with the status of this run, which a signal no longer changes once it is told what was placed.
  bool is_process_over_after = false;
  /// Whether keys are set up locally, be they right or wrong: `mock` makes up none then. Empty: they are not.
  std::function<bool()> has_local_keys = {};
  /// The region that a profile of the credentials file names; empty: none does.
  std::function<std::string(const std::string&)> region_of = {};
};

}  // namespace tccc::cli
