// SPDX-License-Identifier: Apache-2.0
// Verbs and options as they were declared, for what is made of them besides help: completion and the manual page.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace tccc::cli {

struct OptionEntry {
  std::vector<std::string> names = {};  ///< `-v`, `--verbose`; of an argument without name what help calls it.
  std::string value = {};               ///< What stands for the value in help, such as `FILE|-`; empty for a flag.
  std::string description = {};
  bool is_argument = false;  ///< Known by its place.
  bool is_required = false;

  bool takes_file() const;
  bool takes_directory() const;
  /// The words that can be given; empty where the value is free.
  std::vector<std::string> choices() const;
};

/// A verb, or the program itself.
struct CommandEntry {
  std::vector<std::string> words = {};  ///< `call`, `ai`; empty for the program.
  std::string description = {};
  std::string footer = {};  ///< Of its help.
  std::vector<OptionEntry> options = {};
  std::vector<const CLI::App*> verbs = {};

  std::string path() const;  ///< `call ai`
};

/// The program, whose options every verb takes, then each verb followed by its own verbs. Hidden ones are left out.
std::vector<CommandEntry> list_commands(const CLI::App& program);

}  // namespace tccc::cli
