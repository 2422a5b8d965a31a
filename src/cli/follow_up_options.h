// SPDX-License-Identifier: Apache-2.0
// The options of the verbs that read or steer what is there already: agents, api, cdr,
// reconcile, session, task.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/verb_group.h"

namespace tccc::cli {

class FollowUpOptions final : public VerbGroup {
 public:
  void add_to(CLI::App& app) override;
  bool parsed() const override;
  std::string missing_verb() const override;
  /// Whether a verb was given that takes a text, which may begin as options do.
  bool takes_text() const;
  Result<Command> read() const override;

 private:
  void add_session(CLI::App& app);
  void add_task(CLI::App& app);
  void add_reconcile(CLI::App& app);
  void add_app(CLI::App& verb);
  Result<std::int64_t> read_app() const;
  Result<std::optional<ListenAddress>> read_metrics() const;
  Result<Command> read_session() const;
  Result<Command> read_task() const;
  Result<Command> read_task_order(TaskCommand command) const;
  Result<Command> read_cdr() const;
  Result<Command> read_reconcile() const;

  CLI::App* agents_ = nullptr;
  CLI::App* api_ = nullptr;
  CLI::App* cdr_ = nullptr;
  CLI::App* reconcile_ = nullptr;
  CLI::App* session_ = nullptr;
  CLI::App* task_ = nullptr;
  std::array<CLI::App*, 8> session_verbs_ = {};  // in the order of SessionCommand::Verb
  std::array<CLI::App*, 5> task_verbs_ = {};     // in the order of TaskCommand::Verb

  std::string app_;
  std::string action_;
  std::string request_;
  std::string id_;
  std::string text_;
  std::string skill_group_;
  bool interrupt_ = false;
  bool end_call_ = false;
  std::string interval_;
  std::string callee_;
  std::string sent_;
  bool wait_ = false;
  std::string metrics_;
  std::string since_ = "24h";
  std::string until_;
  std::string most_ = "1000";
  std::vector<std::string> phones_;
  std::string request_file_;
  std::string agent_;
  std::string name_;
  std::string start_;
  std::string tries_;
  std::vector<std::string> callees_;
  std::vector<std::string> callers_;
};

}  // namespace tccc::cli
