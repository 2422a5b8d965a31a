// SPDX-License-Identifier: Apache-2.0
// The program tccc: places AI calls, shows signatures, runs the mock endpoint.
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "cli/program.h"

int main(int argc, char** argv) {
  // A reader that goes away must not end the program between a placed call and the report of it.
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  tccc::cli::Environment environment{std::cin, std::cout, std::cerr, tccc::default_credentials()};
  tccc::DefaultCredentialsOptions local;
  local.ask_network = false;
  environment.local_credentials = tccc::default_credentials(local);
  environment.is_out_terminal = isatty(STDOUT_FILENO) == 1;
  environment.is_err_terminal = isatty(STDERR_FILENO) == 1;
  return tccc::cli::run(arguments, environment);
}
