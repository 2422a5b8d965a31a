// SPDX-License-Identifier: Apache-2.0
// The program tccc: places AI calls, shows signatures, runs the mock endpoint.
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/credentials_file.h"
#include "cli/hidden_line.h"
#include "cli/program.h"

namespace {

/// Has standard input, output and error taken, so that no socket gets the number of one that was closed: a result would
/// be written into it. What stands in their place fails, as closed ones do.
bool keep_standard_streams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (fcntl(stream, F_GETFD) != -1) continue;
    const int opened = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    if (opened != stream) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (!keep_standard_streams()) return EXIT_FAILURE;
  // A reader that goes away must not end the program between a placed call and the report of it.
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  tccc::cli::Environment environment{std::cin, std::cout, std::cerr, tccc::default_credentials()};
  tccc::DefaultCredentialsOptions local;
  local.ask_network = false;
  environment.local_credentials = tccc::default_credentials(local);
  environment.is_in_terminal = isatty(STDIN_FILENO) == 1;
  environment.is_out_terminal = isatty(STDOUT_FILENO) == 1;
  environment.is_err_terminal = isatty(STDERR_FILENO) == 1;
  const auto is_set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  const char* terminal = std::getenv("TERM");
  environment.has_colour = !is_set("NO_COLOR") && is_set("TERM") && std::string_view(terminal) != "dumb";
  environment.read_hidden_line = tccc::cli::read_hidden_line;
  environment.is_process_over_after = true;
  environment.has_local_keys = tccc::cli::has_local_keys;
  environment.region_of = tccc::cli::configured_region;
  return tccc::cli::run(arguments, environment);
}
