// SPDX-License-Identifier: Apache-2.0
// The options of configure and doctor.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "cli/verb_group.h"

namespace tccc::cli {

class AccountOptions final : public VerbGroup {
 public:
  void add_to(CLI::App& app) override;
  bool parsed() const override;
  Result<Command> read() const override;

 private:
  CLI::App* configure_ = nullptr;
  CLI::App* doctor_ = nullptr;
  Configure values_;
  bool is_live_ = false;
  std::string app_;
};

}  // namespace tccc::cli
