// SPDX-License-Identifier: Apache-2.0
// The options of completion, and of the hidden verb that prints the manual page.
#include "cli/shell_options.h"

#include "cli/completion.h"
#include "cli/manual_page.h"
#include "cli/option_text.h"

namespace tccc::cli {

void ShellOptions::add_to(CLI::App& app) {
  program_ = &app;
  completion_ = app.add_subcommand("completion", "Print a script with which a shell completes what you type");
  add_argument(*completion_, "shell", shell_, "bash|zsh|fish", "The shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""));
  completion_->footer(
      "Installed with the program; to try it in the shell that runs:\n"
      "  source <(tccc completion bash)\n"
      "  source <(tccc completion zsh)\n"
      "  tccc completion fish | source");
  manual_ = app.add_subcommand("manual", "Print the source of the manual page, tccc(1)");
  manual_->group("");  // the build asks for it
}

bool ShellOptions::parsed() const {
  return completion_->parsed() || manual_->parsed();
}

Result<Command> ShellOptions::read() const {
  if (manual_->parsed()) return Command(ShowText{manual_page(*program_)});
  if (shell_ == "zsh") return Command(ShowText{zsh_completion(*program_)});
  if (shell_ == "fish") return Command(ShowText{fish_completion(*program_)});
  return Command(ShowText{bash_completion(*program_)});
}

}  // namespace tccc::cli
