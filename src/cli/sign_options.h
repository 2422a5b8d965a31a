// SPDX-License-Identifier: Apache-2.0
// The options of sign.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "cli/verb_group.h"

namespace tccc::cli {

class SignOptions final : public VerbGroup {
 public:
  void add_to(CLI::App& app) override;
  bool parsed() const override;
  Result<Command> read() const override;

 private:
  CLI::App* sign_ = nullptr;
  Sign values_{{}, {}, {}, {}, "application/json", "POST", {}, "ccc", false};
  std::string timestamp_;
};

}  // namespace tccc::cli
