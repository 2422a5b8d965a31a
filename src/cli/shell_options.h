// SPDX-License-Identifier: Apache-2.0
// The options of completion, and of the hidden verb that prints the manual page.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "cli/verb_group.h"

namespace tccc::cli {

class ShellOptions final : public VerbGroup {
 public:
  void add_to(CLI::App& app) override;
  bool parsed() const override;
  Result<Command> read() const override;

 private:
  const CLI::App* program_ = nullptr;
  CLI::App* completion_ = nullptr;
  CLI::App* manual_ = nullptr;
  std::string shell_;
};

}  // namespace tccc::cli
