// SPDX-License-Identifier: Apache-2.0
// The options that every verb takes.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "cli/command_line.h"
#include "tccc/result.h"

namespace tccc::cli {

class GlobalOptionSet {
 public:
  GlobalOptionSet() = default;
  GlobalOptionSet(const GlobalOptionSet&) = delete;
  GlobalOptionSet& operator=(const GlobalOptionSet&) = delete;

  /// Declares them. `this` stays where it is from then on.
  void add_to(CLI::App& app);
  Result<GlobalOptions> read() const;

 private:
  // Numbers stay text until read(): CLI11 would take 010 for octal and lose the digits of a bad one.
  GlobalOptions values_;
  std::string site_ = "cn";
  std::string timeout_;
  std::string attempt_timeout_;
  std::string connect_timeout_;
  std::string max_attempts_;
  std::string output_ = "text";
};

}  // namespace tccc::cli
