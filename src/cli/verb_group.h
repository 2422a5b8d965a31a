// SPDX-License-Identifier: Apache-2.0
// Some verbs of the program that are declared and read together.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "cli/command_line.h"
#include "tccc/result.h"

namespace tccc::cli {

/// Reads of CLI11 what it was told to declare.
class VerbGroup {
 public:
  VerbGroup() = default;
  VerbGroup(const VerbGroup&) = delete;
  VerbGroup& operator=(const VerbGroup&) = delete;
  virtual ~VerbGroup() = default;

  /// Declares the verbs. `this` and `app` stay where they are from then on.
  virtual void add_to(CLI::App& app) = 0;
  /// Whether one of them was given.
  virtual bool parsed() const = 0;
  /// What to say when one that has verbs of its own stands without one; empty otherwise.
  virtual std::string missing_verb() const { return {}; }
  /// The command that was given.
  virtual Result<Command> read() const = 0;
};

}  // namespace tccc::cli
