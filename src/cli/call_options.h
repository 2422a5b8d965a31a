// SPDX-License-Identifier: Apache-2.0
// The options of call ai and call agent.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/verb_group.h"

namespace tccc::cli {

class CallOptions final : public VerbGroup {
 public:
  void add_to(CLI::App& app) override;
  bool parsed() const override;
  std::string missing_verb() const override;
  Result<Command> read() const override;

 private:
  Result<CallAgent> read_agent() const;

  CLI::App* call_ = nullptr;
  CLI::App* ai_ = nullptr;
  CLI::App* agent_ = nullptr;
  std::string request_file_;
  std::string app_id_;
  std::string agent_id_;
  std::string callee_;
  std::vector<std::string> callers_;
  std::vector<std::string> variables_;
};

}  // namespace tccc::cli
