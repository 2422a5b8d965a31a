// SPDX-License-Identifier: Apache-2.0
// Everything of the outside world the program touches, so that a test can hand it another one.
#pragma once

#include <functional>
#include <istream>
#include <memory>
#include <ostream>

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
  bool is_err_terminal = false;  ///< Progress is shown there.
};

}  // namespace tccc::cli
