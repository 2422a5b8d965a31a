// SPDX-License-Identifier: Apache-2.0
// The options of mock.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "cli/verb_group.h"

namespace tccc::cli {

class MockOptions final : public VerbGroup {
 public:
  void add_to(CLI::App& app) override;
  bool parsed() const override;
  Result<Command> read() const override;

 private:
  CLI::App* mock_ = nullptr;
  std::string address_ = "127.0.0.1";
  std::string port_ = "0";
  std::string directory_;
  std::string rate_ = "20";
  bool plain_http_ = false;
  bool allow_unknown_ = false;
  std::string speed_ = "1";
};

}  // namespace tccc::cli
